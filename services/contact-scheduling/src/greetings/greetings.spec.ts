import { randomUUID } from 'node:crypto';
import { ScheduledBank } from '../testing/scheduled-bank.suite.js';

const LISTS = `query ($from: Date, $to: Date) { greetings(from: $from, to: $to) { festival date opensOn provisional toGreet greeted } }`;
const CLIENTS = `query ($from: Date, $to: Date, $first: Int, $after: String, $greeted: Boolean) {
  greetings(from: $from, to: $to) { clients(first: $first, after: $after, greeted: $greeted) {
    edges { node { id } } pageInfo { hasNextPage endCursor } } } }`;
const RECORD = `mutation ($input: RecordGreetingsInput!) { recordGreetings(input: $input) {
  greetingList { festival toGreet greeted } errors { code field message } position } }`;
const LANTERN = { festival: 'LANTERN', date: '2026-03-03' };
const DAY = { from: '2026-03-03', to: '2026-03-03' };

describe('greetings', () => {
  let bank: ScheduledBank;
  beforeAll(async () => {
    bank = await ScheduledBank.open();
    for (const clientId of ['C1', 'C2', 'C3']) await bank.client(clientId, 'S1', 20, ['SMS', 'WECHAT']);
    await bank.client('C4', 'S1', 20, ['WECHAT_GROUP']);
    await bank.client('C5', 'S1', 20, ['PHONE']);
    await bank.contactWanted('C5', false);
    await bank.client('D1', 'S2', 20, ['SMS']);
  }, 60_000);
  afterAll(() => bank?.stop());

  const ask = async (query: string, as: string, variables: Record<string, unknown> = {}) => {
    await bank.service.caughtUp();
    return bank.service.graphql(query, { as, variables, headers: { 'accept-language': 'en' } });
  };
  const lists = async (as: string, variables = {}) => (await ask(LISTS, as, variables)).data.greetings;
  const clients = async (variables: object) => {
    const [{ clients: page }] = (await ask(CLIENTS, 'S1', { ...DAY, ...variables })).data.greetings;
    return { ids: page.edges.map(({ node }: { node: { id: string } }) => node.id), page: page.pageInfo };
  };
  const record = async (as: string, told: object, commandId: string = randomUUID()) =>
    (await ask(RECORD, as, { input: { commandId, ...LANTERN, channel: 'SMS', ...told } })).data.recordGreetings;
  const codes = ({ errors }: { errors: { code: string; field: string[] }[] }) =>
    errors.map(({ code, field }) => `${code} ${field.join('.')}`);

  it('have a list a festival, which opens 3 working days before, of own clients with a valid consent over a channel', async () => {
    expect(await lists('S1')).toEqual([
      { ...LANTERN, opensOn: '2026-02-27', provisional: false, toGreet: 3, greeted: 0 },
      { festival: 'LABOUR_DAY', date: '2026-05-01', opensOn: '2026-04-28', provisional: false, toGreet: 3, greeted: 0 },
    ]);
    expect((await lists('S2', DAY))[0]).toMatchObject({ toGreet: 1 });
    expect(await lists('S1', { from: '2026-04-01', to: '2026-04-10' })).toEqual([]);
    // Nobody knows the holidays of 2027 yet, and the days before New Year lie in 2026.
    expect(await lists('S1', { from: '2027-01-01', to: '2027-02-10' })).toMatchObject([
      { festival: 'NEW_YEAR', provisional: false },
      { festival: 'SPRING_FESTIVAL', provisional: true },
    ]);
  });

  it('are recorded once a client and festival, all of a command or none, and tell so at once', async () => {
    const commandId = randomUUID();
    const first = await record('S1', { clientIds: ['C1', 'C2'] }, commandId);
    expect(first).toMatchObject({ greetingList: { festival: 'LANTERN', toGreet: 1, greeted: 2 }, errors: [] });
    expect(await record('S1', { clientIds: ['C1', 'C2'] }, commandId)).toMatchObject({
      errors: [],
      position: first.position,
    });
    expect(codes(await record('S1', { clientIds: ['C3', 'C1'] }))).toEqual(['GREETED_ALREADY input.clientIds.1']);
    expect((await lists('S1', DAY))[0]).toMatchObject({ toGreet: 1, greeted: 2 });
    // After a handover the new keeper does not greet again.
    await bank.handOver('C1', 'S1', 'S2', '2026-03-02');
    expect(codes(await record('S2', { clientIds: ['C1'] }))).toEqual(['GREETED_ALREADY input.clientIds.0']);
  });

  it('are told page by page, those to greet and those who were apart', async () => {
    expect((await clients({ greeted: false })).ids).toEqual(['C3']);
    expect((await clients({ greeted: true })).ids).toEqual(['C2']);
    const first = await clients({ first: 1 });
    expect([first.ids, first.page.hasNextPage]).toEqual([['C2'], true]);
    expect((await clients({ first: 1, after: first.page.endCursor })).ids).toEqual(['C3']);
  });

  it.each<[string, object, string]>([
    ['a client of somebody else', { clientIds: ['D1'] }, 'GREETING_CLIENT_UNKNOWN input.clientIds.0'],
    [
      'a channel without consent',
      { clientIds: ['C3'], channel: 'PHONE' },
      'GREETING_CONSENT_MISSING input.clientIds.0',
    ],
    ['a day that is no festival', { clientIds: ['C3'], date: '2026-03-04' }, 'FESTIVAL_UNKNOWN input.date'],
    [
      'a list that is not open',
      { clientIds: ['C3'], festival: 'LABOUR_DAY', date: '2026-05-01' },
      'GREETINGS_NOT_OPEN input.date',
    ],
    [
      'a festival that is long over',
      { clientIds: ['C3'], festival: 'SPRING_FESTIVAL', date: '2026-02-17' },
      'GREETINGS_OVER input.date',
    ],
  ])('are refused for %s', async (_, told, refusal) => expect(codes(await record('S1', told))).toEqual([refusal]));

  it('are refused for what no festival, channel or list is', async () => {
    for (const told of [
      { clientIds: [] },
      { clientIds: ['C3'], festival: 'QINGMING' },
      { clientIds: ['C3'], channel: 'WECHAT_GROUP' },
    ])
      expect(codes(await record('S1', told))).toHaveLength(1);
    const asked = async (variables: object) => (await ask(LISTS, 'S1', { ...variables })).errors?.[0]?.extensions.code;
    expect(await asked({ from: '2026-03-03', to: '2026-03-01' })).toBe('GREETINGS_SPAN');
    expect(await asked({ from: '2026-01-01', to: '2028-01-01' })).toBe('GREETINGS_SPAN');
    expect(await asked({ from: '1999-01-01' })).toBe('DATE_OUTSIDE_CALENDAR');
    const forged = { ...DAY, after: Buffer.from('[7]').toString('base64url') };
    expect((await ask(CLIENTS, 'S1', forged)).errors?.[0]?.extensions.code).toBe('CURSOR_INVALID');
  });

  it('move no clock: the plan is as it was', async () => {
    const before = await bank.day('S1', { date: '2026-03-05' });
    expect(codes(await record('S1', { clientIds: ['C3'] }))).toEqual([]);
    expect((await bank.day('S1', { date: '2026-03-05' })).items).toEqual(before.items);
  });
});
