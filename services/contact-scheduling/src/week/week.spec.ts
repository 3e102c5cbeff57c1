import { MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';

const FRIDAY = '2026-03-06';
const WEEK = `query ($from: Date) { week(from: $from) { date dayKind capacity promises occasions expected provisional } }`;
const OVERDUE = `query ($after: String) { overdue(first: 2, after: $after) {
  edges { node { client { id } status dueSince } } pageInfo { hasNextPage endCursor } } }`;
const YEAR = `query ($staffId: ID, $year: Int) { feasibility(staffId: $staffId, year: $year) {
  year capacityLeft owed shortfall fixes { kind clients contactsAYear text } text } }`;
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

  it('feasibility counts places from today on, leave taken off, and contacts still owed by calendar weeks', async () => {
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
    expect([await warned('S3'), await warned('S1')]).toEqual([{ shortfall: 12 }, null]);
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
    const forged = Buffer.from('[1,2]').toString('base64url');
    expect((await ask(OVERDUE, 'S4', { after: forged })).errors?.[0]?.extensions.code).toBe('CURSOR_INVALID');
  });
});
