import { randomUUID } from 'node:crypto';
import { Client, ClientAssigned, LeaveCancelled, Leaves, LeaveTaken } from '@hengxin/contracts';
import { MONDAY, eventually, ScheduledBank } from '../testing/scheduled-bank.suite.js';

const TUESDAY = '2026-03-03';
const WEDNESDAY = '2026-03-04';
const TAKE = `mutation ($input: TakeLeaveInput!) { takeLeave(input: $input) { leave { id } errors { code } } }`;
const CANCEL = `mutation ($input: CancelLeaveInput!) { cancelLeave(input: $input) { errors { code } } }`;
const DAY = `query ($date: Date) { myDay(date: $date) {
  capacity coverFor { id } items { id date status client { id } reason { code } coverFor { id } } } }`;
const TOLD = `query ($staffId: ID, $after: String) { leaves(staffId: $staffId, from: "${MONDAY}", to: "${MONDAY}") {
  items(first: 2, after: $after) { edges { node { date status client { id } coverFor { id } } } pageInfo { hasNextPage endCursor } } } }`;

interface Item {
  readonly id: string;
  readonly date: string;
  readonly status: string;
  readonly client: { readonly id: string };
  readonly coverFor: { readonly id: string } | null;
}

describe('a cover', () => {
  let bank: ScheduledBank;
  beforeEach(async () => (bank = await ScheduledBank.open()), 60_000);
  afterEach(() => bank?.stop());

  const ask = async (query: string, as: string, variables: Record<string, unknown> = {}) => {
    await bank.service.caughtUp();
    return bank.service.graphql(query, { as, variables });
  };
  const take = async (staffId: string, coverId: string | null, from = MONDAY, to = TUESDAY): Promise<string> => {
    const input = { commandId: randomUUID(), staffId, from, to, coverId };
    const { leave, errors } = (await ask(TAKE, staffId, { input })).data.takeLeave;
    expect(errors).toEqual([]);
    return leave.id;
  };
  const day = async (as: string, date?: string) => (await ask(DAY, as, { date })).data.myDay;
  const covered = ({ items }: { items: Item[] }) =>
    items
      .filter(({ coverFor }) => coverFor !== null)
      .map(({ client, coverFor, status }) => [client.id, coverFor!.id, status]);
  const own = ({ items }: { items: Item[] }) => items.filter(({ coverFor }) => coverFor === null).length;

  /** S1 with four who are due and one promised; S2 with more than a day holds. */
  const portfolios = async () => {
    for (const days of [70, 80, 90, 100]) await bank.client(`A${days}`, 'S1', days);
    await bank.client('P1', 'S1', 20);
    await bank.contact('P1', 'S1', '2026-02-20', { followUpOn: MONDAY });
    for (let i = 0; i < 12; i++) await bank.client(`B${i}`, 'S2', 70 + i);
  };

  it('is offered what falls to them at once, beyond a plan that is drawn, and says for whom', async () => {
    await portfolios();
    expect(own(await day('S2'))).toBe(10);
    await take('S1', 'S2');
    const plan = await day('S2');
    expect([plan.capacity, own(plan), plan.coverFor]).toEqual([10, 10, [{ id: 'S1' }]]);
    expect(covered(plan)).toEqual([
      ['P1', 'S1', 'OPEN'],
      ['A100', 'S1', 'OPEN'],
      ['A90', 'S1', 'OPEN'],
    ]);
    expect((await day('S1')).items).toEqual([]);
    // What is foreseen for the next day is what has no item yet.
    expect(covered(await day('S2', TUESDAY)).slice(0, 2)).toEqual([
      ['A80', 'S1', 'OPEN'],
      ['A70', 'S1', 'OPEN'],
    ]);
    expect(await day('S2', WEDNESDAY)).toMatchObject({ coverFor: [] });
    expect(covered(await day('S2', WEDNESDAY))).toEqual([]);
  });

  it('does them by contacts, keeps what was missed while the leave lasts, and gives it back when it is over', async () => {
    await portfolios();
    await take('S1', 'S2');
    expect(covered(await day('S2'))).toHaveLength(3);
    await bank.contact('P1', 'S2', MONDAY);
    expect(covered(await day('S2'))[0]).toEqual(['P1', 'S1', 'DONE']);
    bank.moveTo(TUESDAY);
    expect(covered(await day('S2'))).toEqual([
      ['A100', 'S1', 'MISSED'],
      ['A90', 'S1', 'MISSED'],
      ['A80', 'S1', 'OPEN'],
      ['A70', 'S1', 'OPEN'],
    ]);
    bank.moveTo(WEDNESDAY);
    await eventually(async () => covered(await day('S2')).length === 0);
    const back = await day('S1');
    expect([back.capacity, back.items.map(({ client }: Item) => client.id)]).toEqual([
      12,
      ['A100', 'A90', 'A80', 'A70'],
    ]);
  });

  it('the one who was away is told what was done, page by page, and so is the head; nobody else', async () => {
    await portfolios();
    await take('S1', 'S2');
    await day('S2');
    await bank.contact('P1', 'S2', MONDAY);
    const told = async (as: string, after?: string) =>
      (await ask(TOLD, as, { staffId: 'S1', after })).data?.leaves[0].items;
    const first = await told('S1');
    const shown = (page: { edges: { node: Item }[] }) => page.edges.map(({ node }) => [node.client.id, node.status]);
    const all = [...shown(first), ...shown(await told('S1', first.pageInfo.endCursor))];
    expect([first.pageInfo.hasNextPage, all.sort()]).toEqual([
      true,
      [
        ['A100', 'OPEN'],
        ['A90', 'OPEN'],
        ['P1', 'DONE'],
      ],
    ]);
    expect(await told('M1')).toEqual(first);
    expect((await ask(TOLD, 'S3', { staffId: 'S1' })).errors?.[0]?.extensions.code).toBe('OUT_OF_SCOPE');
    const forged = Buffer.from('["x","y"]').toString('base64url');
    expect((await ask(TOLD, 'S1', { staffId: 'S1', after: forged })).errors?.[0]?.extensions.code).toBe(
      'CURSOR_INVALID',
    );
  });

  it('loses them when the leave is taken back, and to a new keeper with a handover', async () => {
    await portfolios();
    const leaveId = await take('S1', 'S2');
    expect(covered(await day('S2'))).toHaveLength(3);
    await bank.service.given(
      Client,
      'A100',
      ClientAssigned.of({ clientId: 'A100', rmId: 'S3', from: MONDAY, previousRmId: 'S1' }),
    );
    await eventually(async () => (await bank.statuses('S3')).length === 1);
    expect(await bank.statuses('S3')).toEqual([['A100', 'OPEN']]);
    await ask(CANCEL, 'S1', { input: { commandId: randomUUID(), leaveId } });
    const plan = await day('S2');
    expect([plan.coverFor, covered(plan).map(([, , status]) => status)]).toEqual([[], Array(3).fill('CANCELLED')]);
  });

  it('keeps whom they keep themselves by the time the leave is taken back', async () => {
    await portfolios();
    const leaveId = await take('S1', 'S2');
    expect(covered(await day('S2'))).toHaveLength(3);
    await bank.handOver('A100', 'S1', 'S2', MONDAY);
    await ask(CANCEL, 'S1', { input: { commandId: randomUUID(), leaveId } });
    expect(covered(await day('S2'))).toEqual([
      ['P1', 'S1', 'CANCELLED'],
      ['A100', 'S1', 'OPEN'],
      ['A90', 'S1', 'CANCELLED'],
    ]);
  });

  it('keeps them while another leave makes them the cover, however late the end of the first one is heard of', async () => {
    await portfolios();
    const leaveId = await take('S1', 'S2');
    const offered = covered(await day('S2'));
    expect(offered).toHaveLength(3);
    const now = `${MONDAY}T09:00:00+08:00`;
    const days = { from: MONDAY, to: TUESDAY, portion: 'FULL' as const, coverId: 'S2' };
    await bank.service.given(
      Leaves,
      'S1',
      LeaveCancelled.of({ leaveId, staffId: 'S1', cancelledAt: now }),
      LeaveTaken.of({ leaveId: 'another', staffId: 'S1', ...days, takenAt: now }),
    );
    expect(covered(await day('S2'))).toEqual(offered);
  });

  it('is offered nobody who stands open with the manager on a day after the leave', async () => {
    for (const clientId of ['A1', 'A2']) await bank.client(clientId, 'S1', 90);
    await bank.give('addPlanItem', 'S1', { clientId: 'A1', date: WEDNESDAY, reason: '约好' });
    await take('S1', 'S2');
    expect(covered(await day('S2'))).toEqual([['A2', 'S1', 'OPEN']]);
  });

  it('who keeps nobody is offered them all the same when the day begins', async () => {
    await bank.client('A1', 'S1', 90);
    await take('S1', 'S4', TUESDAY, TUESDAY);
    await bank.service.caughtUp();
    bank.moveTo(TUESDAY);
    const drawn = () =>
      bank.service.parts.database.query('select from drawn_plan where staff_id = $1 and date = $2', ['S4', TUESDAY]);
    await eventually(async () => (await drawn()).length === 1);
    expect(covered(await day('S4'))).toEqual([['A1', 'S1', 'OPEN']]);
  });

  it('of half a day is offered nothing: the manager’s own plan has half its places', async () => {
    await bank.client('A1', 'S1', 90);
    const input = { commandId: randomUUID(), staffId: 'S1', from: MONDAY, to: MONDAY, portion: 'MORNING' };
    await ask(TAKE, 'S1', { input: { ...input, coverId: 'S2' } });
    const plan = await day('S2');
    expect([plan.coverFor, covered(plan)]).toEqual([[{ id: 'S1' }], []]);
    expect((await day('S1')).items).toHaveLength(1);
  });

  it('nobody is added by hand to a day of leave', async () => {
    await bank.client('A1', 'S1', 90);
    await take('S1', 'S2');
    const add = (date: string) => bank.refusals('addPlanItem', 'S1', { clientId: 'A1', date, reason: '约好' });
    expect(await add(MONDAY)).toEqual(['PLAN_DATE_ON_LEAVE input.date']);
    expect(await add(TUESDAY)).toEqual(['PLAN_DATE_ON_LEAVE input.date']);
    expect(await add(WEDNESDAY)).toEqual([]);
  });

  it('two leaves of one instant never rest on each other: one is refused', async () => {
    const pairs = [
      ['S5', 'S6'],
      ['S7', 'S8'],
      ['S9', 'S10'],
    ] as const;
    const send = (staffId: string, coverId: string | null) => {
      const input = { commandId: randomUUID(), staffId, from: MONDAY, to: MONDAY, coverId };
      return bank.service.graphql(TAKE, { as: staffId, variables: { input } });
    };
    const codes = async (answers: ReturnType<typeof send>[]) =>
      (await Promise.all(answers))
        .flatMap(({ data }) => data.takeLeave.errors.map(({ code }: { code: string }) => code))
        .sort();
    const both = pairs.flatMap(([a, b]) => [send(a, b), send(b, a)]);
    // The second of a pair is away, or covers for the first: either is a refusal.
    expect(await codes(both)).toHaveLength(3);
    // And a cover who goes on leave at the same moment.
    expect(await codes([send('S11', 'S12'), send('S12', null)])).toHaveLength(1);
  });
});
