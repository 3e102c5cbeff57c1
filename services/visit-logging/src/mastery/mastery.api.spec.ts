import { randomUUID } from 'node:crypto';
import { LeaveCancelled, Leaves, LeaveTaken, Mastery, Plan, PlanDrawn, PlanItemDone } from '@hengxin/contracts';
import { deterministicId } from '@hengxin/service-kit';
import { END, START, VisitedBank } from '../testing/visited-bank.suite.js';

const ENTRY = 'studyEntry { id topic source startedAt endedAt note }';
const MASTERY = `query ($staffId: ID) { mastery(staffId: $staffId) {
  staff { id } minutes goalMinutes minutesLast90Days projectedOn streak longestStreak byKind { kind minutes } } }`;

let bank: VisitedBank;
beforeAll(async () => {
  bank = await VisitedBank.open();
  await bank.client('C1');
}, 60_000);
afterAll(() => bank?.stop());

const study = (from: string, to: string, as = 'S1', more: object = {}) => {
  const span = { startedAt: `2026-03-02T${from}:00+08:00`, endedAt: `2026-03-02T${to}:00+08:00` };
  return bank.tell('logStudy', as, { topic: '贷款政策', ...span, ...more }, ENTRY);
};
const mastery = async (as: string, staffId?: string) => {
  await bank.service.caughtUp();
  return (await bank.ask(MASTERY, as, { staffId })).mastery;
};
const kinds = ({ byKind }: { byKind: { kind: string; minutes: number }[] }) =>
  Object.fromEntries(byKind.map(({ kind, minutes }) => [kind, minutes]));

describe('rule 16: mastery', () => {
  it('adds up visits, preparation, reviews and study, overlaps once', async () => {
    await bank.confirmed('C1', 'PREFERENCES', 'CIRCLE', 'TRADING_HABITS');
    const visitId = await bank.plan('C1');
    await bank.tell('startVisit', 'S1', { visitId, startedAt: START.startedAt });
    await bank.tell('endVisit', 'S1', { visitId, ...END });
    await bank.tell('reviewVisit', 'S1', { visitId, result: 'MET' });
    // 8:00 to 8:40 is the visit's.
    const logged = await study('08:20', '09:00', 'S1', { source: '内部课程', note: '重点是抵押' });
    expect(logged).toMatchObject({ errors: [], studyEntry: { topic: '贷款政策', note: '重点是抵押' } });
    const found = await mastery('S1');
    expect(found).toMatchObject({ staff: { id: 'S1' }, minutes: 85, goalMinutes: 600_000, minutesLast90Days: 85 });
    expect(kinds(found)).toEqual({ CONTACT: 0, VISIT: 40, PREPARATION: 15, REVIEW: 10, STUDY: 40 });
    expect(found.projectedOn).toBe('3765-04-19');
    expect(await mastery('H1', 'S1')).toEqual(found);
    await expect(mastery('S3', 'S1')).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
  });

  it('is told to the figures soon after', async () => {
    const counted = async () => {
      const id = deterministicId('mastery', 'S1', '2026-03');
      const events = await bank.service.parts.log.read(Mastery.stream(id));
      return events.flatMap(({ data }) => (data as { days: object[] }).days);
    };
    expect(await counted()).toEqual([]);
    bank.service.clock.set('2026-03-02T09:01:00+08:00');
    await bank.eventually(async () => (await counted()).length > 0);
    expect(await counted()).toEqual([{ date: '2026-03-02', minutes: 85, added: 85 }]);
    await study('07:00', '07:15');
    await bank.service.caughtUp();
    bank.service.clock.set('2026-03-02T09:02:00+08:00');
    await bank.eventually(async () => (await counted()).length > 1);
    expect((await counted()).at(-1)).toEqual({ date: '2026-03-02', minutes: 100, added: 15 });
    // What was taken in before a moment, and is there only after the count of that moment, is told as well.
    bank.service.clock.set('2026-03-02T09:01:05+08:00');
    await study('06:00', '06:10');
    await bank.service.caughtUp();
    bank.service.clock.set('2026-03-02T09:03:00+08:00');
    await bank.eventually(async () => (await counted()).length > 2);
    expect((await counted()).at(-1)).toEqual({ date: '2026-03-02', minutes: 110, added: 10 });
  });

  it('goes on from a day that an earlier version has counted', async () => {
    await bank.service.parts.database.query('update mastery_day set counted = null');
    await study('05:00', '05:20');
    await study('05:10', '05:30');
    expect(await mastery('S1')).toMatchObject({ minutes: 140 });
  });

  it('is told to the figures only where minutes have changed', async () => {
    const { database } = bank.service.parts;
    const waiting = () => database.query("select 1 from deadline where kind = 'mastery-count' and done_at is null");
    bank.service.clock.set('2026-03-02T09:04:00+08:00');
    await bank.eventually(async () => (await waiting()).length === 0);
    await study('05:05', '05:15');
    expect(await mastery('S1')).toMatchObject({ minutes: 140 });
    expect(await waiting()).toEqual([]);
  });

  it('is nothing where nothing is evidenced', async () => {
    expect(await mastery('S3')).toMatchObject({ minutes: 0, projectedOn: null, streak: 0, longestStreak: 0 });
  });

  it('its streak is of working days with a finished plan, and no leave breaks it', async () => {
    const item = (itemId: string) => ({
      ...{ itemId, clientId: 'C1', channel: 'PHONE' as const, dueSince: '2026-02-24' },
      reason: {
        ...{ code: 'CADENCE' as const, lastContactOn: null, daysSinceContact: null },
        ...{ intervalDays: 61, promisedOn: null },
      },
    });
    const plan = async (day: string, items: string[], done: string[] = []) => {
      const of = { planId: `S2.${day}`, staffId: 'S2', date: day };
      const kind = { capacity: 10, provisional: false, dayKind: 'WORKING_DAY' as const };
      const doneOf = (itemId: string) =>
        PlanItemDone.of({ ...of, itemId, clientId: 'C1', contactId: 'K1', doneAt: `${day}T10:00:00+08:00` });
      await bank.service.given(
        Plan,
        of.planId,
        PlanDrawn.of({ ...of, ...kind, items: items.map(item) }),
        ...done.map(doneOf),
      );
    };
    // Tuesday to Friday of the week before, and Monday: Saturday the 28th is a working day of the calendar.
    await plan('2026-02-24', ['a1'], ['a1']);
    await plan('2026-02-25', ['b1', 'b2'], ['b1']);
    await plan('2026-02-27', ['c1'], ['c1']);
    const leave = { leaveId: 'L1', staffId: 'S2', from: '2026-02-26', to: '2026-02-26', portion: 'FULL' as const };
    await bank.service.given(Leaves, 'S2', LeaveTaken.of({ ...leave, coverId: null, takenAt: START.startedAt }));
    expect(await mastery('S2')).toMatchObject({ streak: 3, longestStreak: 3 });
    await plan('2026-03-02', ['d1']);
    expect(await mastery('S2')).toMatchObject({ streak: 2, longestStreak: 2 });
    // Of a leave that was taken back midway, the days before were leave: the 25th breaks nothing, the 26th counts.
    const longer = { ...leave, leaveId: 'L2', from: '2026-02-25', to: '2026-02-28' };
    const cancel = (leaveId: string, cancelledAt: string) => LeaveCancelled.of({ leaveId, staffId: 'S2', cancelledAt });
    await bank.service.given(
      Leaves,
      'S2',
      cancel('L1', '2026-02-26T08:00:00+08:00'),
      LeaveTaken.of({ ...longer, coverId: null, takenAt: START.startedAt }),
      cancel('L2', '2026-02-26T09:00:00+08:00'),
    );
    expect(await mastery('S2')).toMatchObject({ streak: 4, longestStreak: 4 });
  });
});

describe('rule 16: the study log', () => {
  const entries = async (as: string, staffId?: string, n = 100): Promise<string[]> => {
    await bank.service.caughtUp();
    const query = `query ($s: ID, $n: Int, $a: String) {
      studyEntries(staffId: $s, first: $n, after: $a) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
    const found: string[] = [];
    for (let a: string | null = null; ;) {
      const { studyEntries: page } = await bank.ask(query, as, { s: staffId, n, a });
      found.push(...page.edges.map((edge: { node: { id: string } }) => edge.node.id));
      if (!page.pageInfo.hasNextPage) return found;
      a = page.pageInfo.endCursor;
    }
  };

  it('comes by pages, newest first, to who studied and those above', async () => {
    const made: string[] = [];
    for (const hour of ['05', '06', '07']) made.push((await study(`${hour}:00`, `${hour}:30`, 'S3')).studyEntry.id);
    expect(await entries('S3', undefined, 1)).toEqual([...made].reverse());
    for (const as of ['H1', 'HB', 'O1']) expect([as, (await entries(as, 'S3')).length]).toEqual([as, 3]);
    await expect(entries('S1', 'S3')).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
    const forged = Buffer.from('["x","y"]').toString('base64url');
    await expect(bank.ask(`{ studyEntries(after: "${forged}") { edges { cursor } } }`, 'S1')).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    });
  });

  it('the same commandId gets the first answer again', async () => {
    const commandId = randomUUID();
    const first = await study('04:00', '04:30', 'S3', { commandId });
    expect(await study('04:00', '04:30', 'S3', { commandId })).toEqual(first);
    expect((await study('04:00', '04:45', 'S3', { commandId })).errors).toMatchObject([{ code: 'COMMAND_ID_REUSED' }]);
  });

  it('what is not over, or ends before it begins, is refused by its field', async () => {
    expect((await study('08:00', '23:00')).errors).toMatchObject([
      { code: 'STUDY_IN_FUTURE', field: ['input', 'endedAt'] },
    ]);
    expect((await study('08:00', '07:00')).errors).toMatchObject([
      { code: 'STUDY_ENDS_BEFORE_START', field: ['input', 'endedAt'] },
    ]);
  });
});
