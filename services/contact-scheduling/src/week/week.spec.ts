import { CalendarDays, CalendarDaySet } from '@hengxin/contracts';
import { MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';

const FRIDAY = '2026-03-06';
const WEEK = `query ($from: Date) { week(from: $from) { date dayKind capacity promises occasions expected provisional } }`;
const OVERDUE = `query ($after: String) { overdue(first: 2, after: $after) {
  edges { node { client { id } status dueSince } } pageInfo { hasNextPage endCursor } } }`;
const YEAR = `query ($staffId: ID, $year: Int) { feasibility(staffId: $staffId, year: $year) {
  year capacityLeft owed shortfall fixes { kind clients contactsAYear text } text provisional } }`;
const TAKE = `mutation ($input: TakeLeaveInput!) { takeLeave(input: $input) { errors { code } } }`;

describe('the days around today', () => {
  let bank: ScheduledBank;
  beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
  afterAll(() => bank?.stop());

  const ask = async (query: string, as: string, variables: Record<string, unknown> = {}) => {
    await bank.service.caughtUp();
    return bank.service.graphql(query, { as, variables });
  };
  const year = async (as: string, variables: Record<string, unknown> = {}) =>
    (await ask(YEAR, as, variables)).data.feasibility;

  it('a week says of each of its seven days what it has room for, what was promised, and what is expected', async () => {
    await bank.client('W1', 'S1', 20);
    await bank.contact('W1', 'S1', '2026-02-20', { followUpOn: FRIDAY });
    await bank.client('W2', 'S1', 2, ['PHONE'], null, { calendar: 'SOLAR', month: 3, day: 7 });
    const { week } = (await ask(WEEK, 'S1')).data;
    expect(week.map(({ date, capacity }: Record<string, unknown>) => [date, capacity])).toEqual([
      [MONDAY, 10],
      ['2026-03-03', 10],
      ['2026-03-04', 10],
      ['2026-03-05', 10],
      [FRIDAY, 10],
      ['2026-03-07', 0],
      ['2026-03-08', 0],
    ]);
    // The birthday on Saturday is served on Friday, the day of the promise.
    expect(week[4]).toMatchObject({
      dayKind: 'WORKING_DAY',
      promises: 1,
      occasions: 1,
      expected: 2,
      provisional: false,
    });
    expect(week[5]).toMatchObject({ dayKind: 'WEEKEND', promises: 0, occasions: 0, expected: 0 });
    expect((await ask(WEEK, 'S1', { from: '1999-01-01' })).errors?.[0]?.extensions.code).toBe('DATE_OUTSIDE_CALENDAR');
  });

  it('feasibility counts places from today on, leave taken off, and contacts still owed by calendar weeks; of a provisional year it says so', async () => {
    for (const clientId of ['Y1', 'Y2']) await bank.client(clientId, 'S2', null);
    // Three contacts in two calendar weeks of this year, and one of the year before.
    for (const on of ['2025-12-31', '2026-02-09', '2026-02-11', '2026-02-16']) await bank.contact('Y1', 'S2', on);
    // 2026 has 248 working days; 36 of them lie before the second of March.
    const before = await year('S2');
    expect(before).toMatchObject({ year: 2026, owed: 10, shortfall: 0, fixes: [] });
    expect(before.capacityLeft % 10).toBe(0);
    const input = { commandId: 'long leave', staffId: 'S2', from: '2026-03-09', to: '2026-03-10' };
    expect((await ask(TAKE, 'S2', { input })).data.takeLeave.errors).toEqual([]);
    // Two days of none, and two of twelve after them.
    expect((await year('S2')).capacityLeft).toBe(before.capacityLeft - 20 + 4);
    expect(await year('M1', { staffId: 'S2' })).toEqual(await year('S2'));
    // The holidays of 2027 are not known yet.
    const [known, next] = [await year('S2'), await year('S2', { year: 2027 })];
    expect([known.provisional, next.provisional]).toEqual([false, true]);
    expect((await ask(YEAR, 'S1', { staffId: 'S2' })).errors?.[0]?.extensions.code).toBe('OUT_OF_SCOPE');
  });

  it('a year that cannot be done says so in a sentence with what would be enough, and the plan carries the warning', async () => {
    for (const clientId of ['Z1', 'Z2']) await bank.client(clientId, 'S3', null);
    const input = { commandId: 'the year', staffId: 'S3', from: '2026-03-02', to: '2026-12-31' };
    expect((await ask(TAKE, 'S3', { input })).data.takeLeave.errors).toEqual([]);
    expect(await year('S3')).toMatchObject({
      capacityLeft: 0,
      owed: 12,
      shortfall: 12,
      fixes: [
        { kind: 'HAND_OVER', clients: 2, contactsAYear: null, text: '移交欠联系次数最多的 2 位客户即可完成。' },
        { kind: 'LOWER_TARGET', clients: 2, contactsAYear: 0 },
      ],
      text: '2026 年剩余可联系 0 次，应联系 12 次，缺 12 次，按现有安排无法完成。',
    });
    const warned = async (as: string) => (await ask('{ myDay { shortfall { shortfall } } }', as)).data.myDay.shortfall;
    expect([await warned('S3'), await warned('S1'), await warned('M1')]).toEqual([{ shortfall: 12 }, null, null]);
    const onSunday = (await ask('{ myDay(date: "2026-03-08") { capacity shortfall { shortfall } } }', 'S3')).data.myDay;
    expect(onSunday).toEqual({ capacity: 0, shortfall: { shortfall: 12 } });
  });

  it('rule 3: the capacity left ends with the last day of a relationship manager, and with another role', async () => {
    const placed = { unitId: 'U1', validFrom: null };
    await bank.service.place([], [{ ...placed, staffId: 'S5', role: 'RM', validTo: FRIDAY }]);
    await bank.service.place([], [{ ...placed, staffId: 'S6', role: 'UNIT_HEAD', validFrom: '2026-03-09' }]);
    // Five days of ten places, up to Friday; and none for somebody who keeps no clients.
    const left = async (staffId: string) => (await year('M1', { staffId })).capacityLeft;
    expect([await left('S5'), await left('S6'), await left('M1')]).toEqual([50, 50, 0]);
    expect((await year('S5')).capacityLeft).toBe(50);
  });

  it('rule 2: the capacity left takes a day as the bank says of it, from then on', async () => {
    const before = (await year('S7')).capacityLeft;
    const off = { date: '2026-06-10', kind: 'HOLIDAY' as const, name: null, setAt: `${MONDAY}T09:00:00+08:00` };
    await bank.service.given(CalendarDays, off.date, CalendarDaySet.of(off));
    expect((await year('S7')).capacityLeft).toBe(before - 10);
  });

  it('overdue lists what was missed, longest due first, page by page, until a contact ends it', async () => {
    for (const [clientId, days] of [
      ['O1', 90],
      ['O2', 100],
      ['O3', 80],
    ] as const)
      await bank.client(clientId, 'S4', days);
    expect((await bank.day('S4')).items).toHaveLength(3);
    bank.moveTo('2026-03-03');
    const page = async (after?: string) => (await ask(OVERDUE, 'S4', { after })).data.overdue;
    const clients = ({ edges }: { edges: { node: { client: { id: string } } }[] }) =>
      edges.map((e) => e.node.client.id);
    const first = await page();
    expect([clients(first), first.pageInfo.hasNextPage]).toEqual([['O2', 'O1'], true]);
    expect(clients(await page(first.pageInfo.endCursor))).toEqual(['O3']);
    await bank.contact('O2', 'S4', '2026-03-03');
    expect(clients(await page())).toEqual(['O1', 'O3']);
    // A skip ends it as well, and so does a new item of the client, whatever day that is for.
    const missed = async (clientId: string) =>
      (await bank.day('S4')).items.find(({ client, status }) => client.id === clientId && status === 'MISSED')!.id;
    await bank.give('skipPlanItem', 'S4', { planItemId: await missed('O3'), reason: '已婉拒' });
    expect(clients(await page())).toEqual(['O1']);
    await bank.give('deferPlanItem', 'S4', { planItemId: await missed('O1'), to: '2026-03-04', reason: '出差' });
    expect(clients(await page())).toEqual([]);
    bank.moveTo('2026-03-04');
    // Left out of one plan, a client who is still due has a place in the next, which was missed in its turn.
    expect(clients(await page())).toEqual(['O3']);
    bank.moveTo('2026-03-05');
    // Items of the fourth were missed in their turn, and keep the day on which the client first fell due.
    const late = await page();
    expect(late.edges.map(({ node }: { node: { dueSince: string } }) => node.dueSince)).toEqual([
      '2026-02-01',
      '2026-02-11',
    ]);
    expect(clients(late)).toEqual(['O1', 'O3']);
    bank.moveTo('2026-03-03');
    const forged = Buffer.from('[1,2]').toString('base64url');
    expect((await ask(OVERDUE, 'S4', { after: forged })).errors?.[0]?.extensions.code).toBe('CURSOR_INVALID');
  });
});
