import { LeaveCancelled, Leaves, LeaveTaken } from '@hengxin/contracts';
import { END, START, VisitedBank } from '../testing/visited-bank.suite.js';

const ON = (date: string) => ({ startedAt: `${date}T08:10:00+08:00`, endedAt: `${date}T08:20:00+08:00` });
const CONTACTS = `query ($c: ID) { contacts(filter: { clientId: $c }) { edges { node { staff { id } notes } } } }`;

describe('rule 4: contacts of a cover', () => {
  let bank: VisitedBank;
  beforeAll(async () => {
    bank = await VisitedBank.open();
    await bank.client('C1', 'S1');
    const leave = { leaveId: 'L1', staffId: 'S1', from: '2026-03-02', to: '2026-03-03', portion: 'FULL' as const };
    const takenAt = '2026-03-02T08:00:00+08:00';
    await bank.service.given(Leaves, 'S1', LeaveTaken.of({ ...leave, coverId: 'S2', takenAt }));
  }, 60_000);
  afterAll(() => bank?.stop());

  const log = async (as: string, date: string) => {
    const told = { clientId: 'C1', channel: 'PHONE', ...ON(date), outcome: 'ENGAGED', notes: '请假代班' };
    const { contact, errors } = await bank.tell('logContact', as, told, 'contact { staff { id } }');
    return errors.length > 0 ? errors[0].code : contact.staff.id;
  };
  const seen = async (as: string) => {
    await bank.service.caughtUp();
    return (await bank.ask(CONTACTS, as, { c: 'C1' })).contacts.edges.map(
      ({ node }: { node: { staff: { id: string }; notes: string } }) => [node.staff.id, node.notes],
    );
  };

  it('are logged on a day of the leave, and nobody else may', async () => {
    expect(await log('S2', '2026-03-02')).toBe('S2');
    expect(await log('S3', '2026-03-02')).toBe('CLIENT_UNKNOWN');
    // The client’s own manager may, on leave or not.
    expect(await log('S1', '2026-03-02')).toBe('S1');
  });

  it('of a day before the leave are refused while it lasts, and those of its days are taken after it', async () => {
    expect(await log('S2', '2026-02-27')).toBe('CLIENT_UNKNOWN');
    bank.service.clock.set('2026-03-04T09:00:00+08:00');
    expect(await log('S2', '2026-03-04')).toBe('CLIENT_UNKNOWN');
    expect(await log('S2', '2026-03-03')).toBe('S2');
    bank.service.clock.set('2026-03-02T09:00:00+08:00');
  });

  it('show the cover what others did for the client on those days alone, and the manager what the cover did', async () => {
    const all = [
      ['S2', '请假代班'],
      ['S1', '请假代班'],
      ['S2', '请假代班'],
    ];
    expect((await seen('S2')).sort()).toEqual(all.sort());
    expect((await seen('S1')).sort()).toEqual(all.sort());
    bank.service.clock.set('2026-03-04T09:00:00+08:00');
    expect(await seen('S2')).toEqual([
      ['S2', '请假代班'],
      ['S2', '请假代班'],
    ]);
    bank.service.clock.set('2026-03-02T09:00:00+08:00');
  });

  it('include visits, planned for days of the leave alone', async () => {
    const plan = async (plannedOn: string) =>
      (await bank.tell('planVisit', 'S2', { clientId: 'C1', plannedOn, place: 'BANK' }, 'visit { id }')).errors.map(
        ({ code }: { code: string }) => code,
      );
    expect(await plan('2026-03-03')).toEqual([]);
    expect(await plan('2026-03-04')).toEqual(['CLIENT_UNKNOWN']);
  });

  it('include visits, begun on days of the leave alone, whenever they are told of', async () => {
    const plan = () =>
      bank.tell('planVisit', 'S2', { clientId: 'C1', plannedOn: '2026-03-03', place: 'BANK' }, 'visit { id }');
    const start = async (visitId: string, startedAt: string) =>
      (await bank.tell('startVisit', 'S2', { visitId, ...START, startedAt }, 'visit { id }')).errors;
    const [late, told] = [(await plan()).visit.id, (await plan()).visit.id];
    bank.service.clock.set('2026-03-04T09:00:00+08:00');
    expect(await start(late, '2026-03-04T08:00:00+08:00')).toMatchObject([
      { code: 'CLIENT_UNKNOWN', field: ['input', 'visitId'] },
    ]);
    expect(await start(told, '2026-03-03T17:00:00+08:00')).toEqual([]);
    const end = { ...END, endedAt: '2026-03-03T17:40:00+08:00' };
    expect((await bank.tell('endVisit', 'S2', { visitId: told, ...end }, 'visit { id }')).errors).toEqual([]);
    bank.service.clock.set('2026-03-02T09:00:00+08:00');
  });

  it('end when the leave is taken back', async () => {
    const cancelledAt = '2026-03-02T09:00:00+08:00';
    await bank.service.given(Leaves, 'S1', LeaveCancelled.of({ leaveId: 'L1', staffId: 'S1', cancelledAt }));
    expect(await log('S2', '2026-03-02')).toBe('CLIENT_UNKNOWN');
  });
});
