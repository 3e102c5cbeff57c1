import { Contact, ContactLogged, type HoldingRow, Holdings, HoldingsTold } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { clientRegistry } from '../client-registry.module.js';
import { PORTFOLIOS_AT_MOST } from './filter-scope.js';

const SAVE = `mutation ($input: SaveSegmentInput!) { saveSegment(input: $input) {
  segment { id name filter count } errors { code field message } position } }`;
const RETIRE = `mutation ($input: RetireSegmentInput!) { retireSegment(input: $input) {
  segment { id } errors { code field } position } }`;
const LIST = `query ($at: Position) { segments(atLeast: $at) { id name filter count } }`;
const ONE = `query ($id: ID!, $first: Int, $after: String) { segment(id: $id) { name count
  clients(first: $first, after: $after) { edges { node { id name } } pageInfo { hasNextPage endCursor } } } }`;
const COUNT = 'query ($filter: SegmentFilter!) { clientCount(filter: $filter) }';
const CLIENTS = `query ($f: ClientFilter, $first: Int, $after: String) { clients(filter: $f, first: $first, after: $after) {
  edges { node { id } } pageInfo { hasNextPage endCursor } } }`;

let service: TestService;
let commands = 0;

beforeAll(async () => {
  service = await startTestService(clientRegistry, { now: '2026-03-02T09:00:00+08:00' });
  const many = Array.from({ length: PORTFOLIOS_AT_MOST + 1 }, (_, i) => placedStaff(`W${i}`, 'RM', 'U9'));
  await service.place(
    [placedUnit('HO', null), placedUnit('U1', 'HO'), placedUnit('U2', 'HO'), placedUnit('U9', 'HO')],
    [
      ...['S1', 'S2'].map((id) => placedStaff(id, 'RM', 'U1')),
      placedStaff('S3', 'RM', 'U2'),
      placedStaff('H1', 'UNIT_HEAD', 'U1'),
      placedStaff('H9', 'UNIT_HEAD', 'U9'),
      placedStaff('O1', 'HEAD_OFFICE', 'HO'),
      placedStaff('I1', 'INTEGRATION', 'U1'),
      ...many,
    ],
  );
  const birthday = { calendar: 'SOLAR', month: 3, day: 5 };
  const consents = [{ channel: 'WECHAT', purpose: 'SERVICE', expiresOn: '2026-03-31' }];
  await register('C1', 'S1', { tier: 'GOLD', interests: ['钓鱼'], consents });
  await register('C2', 'S1', { tier: 'PRIVATE', interests: ['茶'], birthday });
  await register('C3', 'S2', { tier: 'GOLD', interests: ['钓鱼'] });
  await register('C4', 'S3', { tier: 'GOLD', interests: ['钓鱼'], birthday });
  await told('C1', [row('A', 'TIME_DEPOSIT', 50_000_00), row('B', 'WEALTH', 9_00, { productCode: 'LC7' })]);
  await told('C2', [row('A', 'DEMAND_DEPOSIT', 100_00)]);
  await told('C4', [row('A', 'DEMAND_DEPOSIT', 90_000_00)]);
  await contacted('C2', '2026-03-01T10:00:00+08:00');
}, 60_000);
afterAll(() => service?.stop());

async function register(id: string, as: string, facts: object): Promise<void> {
  const { data } = await service.graphql(
    'mutation ($input: RegisterClientInput!) { registerClient(input: $input) { errors { code } } }',
    { as, variables: { input: { commandId: `r-${id}`, id, name: '欧阳晓明', ...facts } } },
  );
  expect(data.registerClient.errors).toEqual([]);
}
const row = (holdingId: string, kind: HoldingRow['kind'], balanceCents: number, more: Partial<HoldingRow> = {}) => ({
  ...{ holdingId, asOf: '2026-03-01', productCode: 'P1', productName: null, kind, balanceCents },
  ...{ openedOn: null, maturesOn: null, closedOn: null },
  ...more,
});
const told = (clientId: string, rows: HoldingRow[]): Promise<void> =>
  service.given(
    Holdings,
    `${clientId}.2026-1`,
    HoldingsTold.of({ clientId, toldAt: '2026-03-02T06:00:00+08:00', rows }),
  );
const contacted = (clientId: string, startedAt: string): Promise<void> =>
  service.given(
    Contact,
    `K-${clientId}`,
    ContactLogged.of({
      ...{ contactId: `K-${clientId}`, clientId, staffId: 'S1', unitId: 'U1', channel: 'PHONE', outcome: 'ENGAGED' },
      ...{ startedAt, endedAt: startedAt, loggedAt: startedAt, businessDate: startedAt.slice(0, 10) },
      ...{ effective: true, late: false, planItemId: null, followUpOn: null, notes: null },
    }),
  );

const ask = async (query: string, as: string, variables: Record<string, unknown> = {}) => {
  await service.caughtUp();
  return service.graphql(query, { as, variables });
};
const save = async (as: string, filter: object, more: object = {}) => {
  const input = { commandId: `s-${++commands}`, name: '客群', filter, ...more };
  const { data, errors } = await ask(SAVE, as, { input });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.saveSegment;
};
const saved = async (as: string, filter: object, more: object = {}) => {
  const answer = await save(as, filter, more);
  expect(answer.errors).toEqual([]);
  return answer.segment;
};
const refusal = ({ errors }: { errors: { code: string; field: string[] }[] }) =>
  errors.map(({ code, field }) => `${code} ${field.join('.')}`).join();
const found = async (as: string, id: string) => {
  const { count, clients } = (await ask(ONE, as, { id })).data.segment;
  const ids = clients.edges.map(({ node }: { node: { id: string } }) => node.id);
  expect(count).toBe(ids.length);
  return ids;
};
const listed = async (as: string, f: object) => {
  const { data, errors } = await ask(CLIENTS, as, { f });
  if (errors) return `${errors[0]!.extensions.code} ${errors[0]!.extensions.field?.join('.')}`;
  return data.clients.edges.map(({ node }: { node: { id: string } }) => node.id);
};

describe('rule 19: segments', () => {
  it.each<[string, object, string[]]>([
    ['profile', { tier: ['GOLD'], interest: '钓鱼' }, ['C1', 'C3']],
    ['holdings', { holds: { kind: 'WEALTH', productCode: 'LC7' } }, ['C1']],
    ['deposits', { deposits: { min: '100', max: '100.00' } }, ['C2']],
    ['history', { notContactedSince: '2026-03-01' }, ['C1', 'C3']],
    ['consent', { consent: { channel: 'WECHAT', purpose: 'SERVICE' } }, ['C1']],
    ['birthdays', { birthdayWithinDays: 3 }, ['C2']],
    ['all of these together', { any: [{ holds: { kind: 'WEALTH' } }, { not: { tier: ['GOLD'] } }] }, ['C1', 'C2']],
  ])('are saved predicates over %s, evaluated within the caller’s scope', async (_, filter, ids) => {
    const { id } = await saved('H1', filter);
    expect(await found('H1', id)).toEqual(ids);
    // One filter: the list of clients takes the same, and counts are of it before it is saved.
    expect(await listed('H1', filter)).toEqual(ids);
    expect((await ask(COUNT, 'H1', { filter })).data.clientCount).toBe(ids.length);
    const own = await saved('S1', filter);
    expect(await found('S1', own.id)).toEqual(ids.filter((each) => each !== 'C3'));
  });

  it('are evaluated on the live read model: what was told since counts at once', async () => {
    const { id } = await saved('S1', { deposits: { min: '60000' } });
    expect(await found('S1', id)).toEqual([]);
    await told('C1', [row('A', 'TIME_DEPOSIT', 70_000_00, { asOf: '2026-03-02' })]);
    expect(await found('S1', id)).toEqual(['C1']);
    // A late row of a day before changes nothing.
    await told('C1', [row('A', 'TIME_DEPOSIT', 1_00, { asOf: '2026-02-20' })]);
    expect(await found('S1', id)).toEqual(['C1']);
    await told('C1', [row('A', 'TIME_DEPOSIT', 50_000_00, { asOf: '2026-03-02' })]);
    expect(await found('S1', id)).toEqual([]);
  });

  it('are shown with their filter as JSON, changed under their id, and told once a command', async () => {
    const first = await save('S2', { tier: ['GOLD'] }, { name: '金卡', commandId: 'same' });
    expect(first.segment).toMatchObject({ name: '金卡', filter: '{"tier":["GOLD"]}', count: 1 });
    const again = await save('S2', { tier: ['GOLD'] }, { name: '金卡', commandId: 'same' });
    expect(again).toEqual(first);
    const segmentId = first.segment.id;
    await saved('S2', { tier: ['PRIVATE'] }, { segmentId, name: '私行' });
    expect((await ask(LIST, 'S2')).data.segments).toEqual([
      { id: segmentId, name: '私行', filter: '{"tier":["PRIVATE"]}', count: 0 },
    ]);
  });

  it('belong to who saved them: a colleague neither sees nor changes them', async () => {
    const { id } = await saved('S1', {});
    expect((await ask(ONE, 'S3', { id })).data.segment).toBeNull();
    expect(refusal(await save('S3', {}, { segmentId: id }))).toBe('SEGMENT_UNKNOWN input.segmentId');
    const retire = async (as: string) =>
      (await ask(RETIRE, as, { input: { commandId: `s-${++commands}`, segmentId: id } })).data.retireSegment;
    expect(refusal(await retire('S3'))).toBe('SEGMENT_UNKNOWN input.segmentId');
    expect(refusal(await retire('S1'))).toBe('');
    expect(refusal(await retire('S1'))).toBe('');
    expect((await ask(ONE, 'S1', { id })).data.segment).toBeNull();
  });

  it('are paged as the list of clients is', async () => {
    const { id } = await saved('H1', {});
    const pages: string[] = [];
    for (let after: string | undefined; ;) {
      const { clients } = (await ask(ONE, 'H1', { id, first: 1, after })).data.segment;
      pages.push(...clients.edges.map(({ node }: { node: { id: string } }) => node.id));
      if (!clients.pageInfo.hasNextPage) break;
      after = clients.pageInfo.endCursor;
    }
    expect(pages).toEqual(['C1', 'C3', 'C2']);
    const forged = Buffer.from('["x",1]').toString('base64url');
    expect((await ask(ONE, 'H1', { id, after: forged })).errors?.[0]?.extensions.code).toBe('CURSOR_INVALID');
  });

  it.each<[string, object]>([
    ['interest', { interest: '钓鱼' }],
    ['holds', { holds: { kind: 'LOAN' } }],
    ['deposits', { deposits: { min: '1' } }],
    ['birthdayWithinDays', { birthdayWithinDays: 7 }],
  ])('do not let head office find out by %s what it sees masked', async (field, filter) => {
    expect(refusal(await save('O1', { unitId: 'U1', not: filter }))).toBe(`NOT_ALLOWED input.filter.not.${field}`);
    expect(await listed('O1', { unitId: 'U1', ...filter })).toBe(`NOT_ALLOWED filter.${field}`);
    const counted = await ask(COUNT, 'O1', { filter });
    expect([counted.errors?.[0]?.extensions.code, counted.data]).toEqual(['NOT_ALLOWED', null]);
    expect(await listed('I1', { any: [filter] })).toBe(`NOT_ALLOWED filter.any.0.${field}`);
  });

  it('of head office ask by what it sees, unit by unit, and show names masked', async () => {
    const { id } = await saved('O1', { unitId: 'U1', consent: { channel: 'WECHAT', purpose: 'SERVICE' } });
    const { clients } = (await ask(ONE, 'O1', { id })).data.segment;
    expect(clients.edges).toEqual([{ node: { id: 'C1', name: '欧**' } }]);
    expect(refusal(await save('O1', { kind: 'PERSON' }))).toBe('SEGMENT_TOO_WIDE input.filter');
    expect(await listed('O1', { kind: 'PERSON' })).toBe('SEGMENT_TOO_WIDE filter');
  });

  it('look into 300 portfolios at most, and never at the whole bank; staff who keep nobody have none', async () => {
    for (let i = 0; i < PORTFOLIOS_AT_MOST; i++) await register(`W${i}`, `W${i}`, { tier: 'STANDARD' });
    const { id } = await saved('H9', { kind: 'PERSON' });
    expect((await ask(ONE, 'H9', { id })).data.segment.count).toBe(PORTFOLIOS_AT_MOST);
    await register(`W${PORTFOLIOS_AT_MOST}`, `W${PORTFOLIOS_AT_MOST}`, { tier: 'STANDARD' });
    expect((await ask(ONE, 'H9', { id })).errors?.[0]?.extensions.code).toBe('SEGMENT_TOO_WIDE');
    expect(refusal(await save('H9', { kind: 'PERSON' }))).toBe('SEGMENT_TOO_WIDE input.filter');
    expect((await saved('H9', { all: [{ rmId: 'W1' }], kind: 'PERSON' })).count).toBe(1);
    expect((await saved('H9', { any: [{ rmId: 'W1' }, { rmId: 'W2' }] })).count).toBe(2);
  }, 60_000);

  it('of what lies outside the scope are refused, however deep it is named', async () => {
    expect(refusal(await save('S1', { any: [{ rmId: 'S3' }] }))).toBe('OUT_OF_SCOPE input.filter.any.0.rmId');
    expect(refusal(await save('H1', { not: { unitId: 'U2' } }))).toBe('OUT_OF_SCOPE input.filter.not.unitId');
    expect(await listed('S1', { any: [{ rmId: 'S3' }] })).toBe('OUT_OF_SCOPE filter.any.0.rmId');
  });

  it('follow their keeper: after a transfer they count within the new scope, and nothing of what is masked by then', async () => {
    const { id } = await saved('H1', { interest: '钓鱼' });
    expect(await found('H1', id)).toEqual(['C1', 'C3']);
    await service.place([], [{ staffId: 'H1', role: 'UNIT_HEAD', unitId: 'U2', validFrom: '2026-02-10' }]);
    expect(await found('H1', id)).toEqual(['C4']);
    await service.place([], [{ staffId: 'H1', role: 'HEAD_OFFICE', unitId: 'HO', validFrom: '2026-02-11' }]);
    expect(await found('H1', id)).toEqual([]);
    await service.place([], [{ staffId: 'H1', role: 'UNIT_HEAD', unitId: 'U1', validFrom: '2026-02-12' }]);
  });

  it.each<[string, object, string]>([
    ['an empty choice', { any: [] }, 'INVALID_INPUT input.filter.any'],
    ['a range turned round', { deposits: { min: '2', max: '1' } }, 'INVALID_INPUT input.filter.deposits'],
    ['an amount that is none', { holds: { balance: { min: 'x' } } }, 'INVALID_INPUT input.filter.holds.balance.min'],
    [
      'a day outside the calendar',
      { notContactedSince: '1850-01-01' },
      'DATE_OUTSIDE_CALENDAR input.filter.notContactedSince',
    ],
  ])('are refused by name of the field: %s', async (_, filter, expected) =>
    expect(refusal(await save('S1', filter))).toBe(expected),
  );

  it('are refused without a name', async () =>
    expect(refusal(await save('S1', {}, { name: '  ' }))).toBe('INVALID_INPUT input.name'));
});
