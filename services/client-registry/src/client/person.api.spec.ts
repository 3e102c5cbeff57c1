import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { clientRegistry } from '../client-registry.module.js';

let service: TestService;
let commands = 0;

const FIELDS = `id name kind taboos preferences tradingHabits doNotContact
  parts { part refreshedAt refreshedBy { id } fresh }
  dates { id label calendar month day year }
  circle { id relation outsiderName note client { id name } }`;

beforeAll(async () => {
  service = await startTestService(clientRegistry, { now: '2026-03-02T09:00:00+08:00' });
  await service.place(
    [placedUnit('HO', null), placedUnit('U1', 'HO'), placedUnit('U2', 'HO')],
    [
      placedStaff('S1', 'RM', 'U1'),
      placedStaff('S2', 'RM', 'U1'),
      placedStaff('S3', 'RM', 'U2'),
      placedStaff('H1', 'UNIT_HEAD', 'U1'),
      placedStaff('O1', 'HEAD_OFFICE', 'HO'),
    ],
  );
  for (const [id, as] of [
    ['A1', 'S1'],
    ['A2', 'S1'],
    ['B1', 'S2'],
    ['C1', 'S3'],
  ] as const)
    await give('registerClient', as, { id, name: `客户${id}`, tier: 'GOLD' });
}, 60_000);
afterAll(() => service?.stop());

async function give(name: string, as: string, input: object, commandId = `p-${++commands}`) {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const answer = await service.graphql(
    `mutation ($input: ${type}!) { ${name}(input: $input) { position errors { code field message } client { ${FIELDS} } } }`,
    { as, variables: { input: { commandId, ...input } } },
  );
  if (!answer.data?.[name]) throw new Error(JSON.stringify(answer.errors));
  return answer.data[name];
}

async function client(id: string, as: string) {
  await service.caughtUp();
  const answer = await service.graphql(`query ($id: ID!) { client(id: $id) { ${FIELDS} } }`, { as, variables: { id } });
  if (!answer.data) throw new Error(JSON.stringify(answer.errors));
  return answer.data.client;
}

const codes = async (answer: Promise<{ errors: { code: string; field: string[] }[] }>) =>
  (await answer).errors.map(({ code, field }) => `${code} ${field.join('.')}`);

describe('a client as a person', () => {
  const person = {
    kind: 'COMPANY',
    taboos: ['离婚'],
    preferences: '喝龙井',
    tradingHabits: '只买保本产品',
    doNotContact: true,
  };

  it('is told by changeClientProfile, answered at once, and read back', async () => {
    const { errors, client: answered } = await give('changeClientProfile', 'S1', { clientId: 'A1', ...person });
    expect([errors, answered]).toEqual([[], expect.objectContaining(person)]);
    expect(await client('A1', 'S1')).toMatchObject(person);
  });

  it('shows head office the kind and the wish for no contact, and nothing of what is personal', async () => {
    expect(await client('A1', 'O1')).toMatchObject({
      name: '客**',
      kind: 'COMPANY',
      doNotContact: true,
      taboos: [],
      preferences: null,
      tradingHabits: null,
      dates: [],
      circle: [],
    });
  });

  it('has six parts, each with when and by whom it was refreshed', async () => {
    const parts = (await client('A1', 'S1')).parts as { part: string; fresh: boolean; refreshedBy: unknown }[];
    expect(parts.map(({ part, fresh }) => [part, fresh])).toEqual([
      ['PROFILE', true],
      ['DEPOSITS_AND_LOANS', false],
      ['PRODUCTS', false],
      ['TRADING_HABITS', true],
      ['PREFERENCES', true],
      ['CIRCLE', false],
    ]);
    const confirmed = await give('confirmProfilePart', 'H1', { clientId: 'A1', part: 'PRODUCTS' });
    expect(confirmed.client.parts[2]).toEqual({
      part: 'PRODUCTS',
      refreshedAt: expect.stringMatching(/^2026-03-02T/),
      refreshedBy: { id: 'H1' },
      fresh: true,
    });
    expect((await client('A1', 'S1')).parts).toEqual(confirmed.client.parts);
    expect(await codes(give('confirmProfilePart', 'S1', { clientId: 'A1', part: 'GOAL' }))).toEqual([
      'PART_NOT_OF_CLIENT input.part',
    ]);
  });

  it('has dates, told, told again and taken back', async () => {
    const told = { calendar: 'LUNAR', month: 8, day: 15, year: null };
    const set = await give('setClientDate', 'S1', { clientId: 'A2', dateId: 'D1', label: '店庆', ...told });
    expect(set.client.dates).toEqual([{ id: 'D1', label: '店庆', ...told }]);
    expect((await client('A2', 'S1')).dates).toEqual(set.client.dates);
    const named = await give('setClientDate', 'S1', { clientId: 'A2', label: '纪念日', ...told });
    expect(named.client.dates).toHaveLength(2);
    const removed = await give('removeClientDate', 'S1', { clientId: 'A2', dateId: 'D1' });
    expect(removed.client.dates).toEqual([{ id: named.client.dates[1].id, label: '纪念日', ...told }]);
    const wrong = { clientId: 'A2', label: '不存在', calendar: 'LUNAR', month: 2, day: 31, year: 2026 };
    expect(await codes(give('setClientDate', 'S1', wrong))).toEqual(['CLIENT_DATE_INVALID input.day']);
    expect(await codes(give('setClientDate', 'S2', { ...wrong, day: 1 }))).toEqual(['CLIENT_UNKNOWN input.clientId']);
  });
});

describe('the circle', () => {
  const link = (as: string, input: object, commandId?: string) => give('linkClient', as, input, commandId);

  it('shows a link of two clients on both sides, each with the relation from there', async () => {
    const linked = await link('H1', { clientId: 'A1', relation: 'PARENT', otherClientId: 'B1', note: '同住' });
    const [seen] = linked.client.circle;
    expect(seen).toMatchObject({ relation: 'PARENT', note: '同住', client: { id: 'B1' }, outsiderName: null });
    expect((await client('A1', 'H1')).circle).toEqual([seen]);
    expect((await client('B1', 'H1')).circle).toMatchObject([{ id: seen.id, relation: 'CHILD', client: { id: 'A1' } }]);
    for (const id of ['A1', 'B1'])
      expect((await client(id, 'H1')).parts.find(({ part }: { part: string }) => part === 'CIRCLE').fresh).toBe(true);
  });

  it('leaves the other client and the note out where that one is out of sight', async () => {
    expect((await client('A1', 'S1')).circle).toMatchObject([{ relation: 'PARENT', client: null, note: null }]);
    expect((await client('B1', 'S2')).circle).toMatchObject([{ relation: 'CHILD', client: null, note: null }]);
  });

  it('refuses a client out of reach as unknown, oneself, and the same link from either side', async () => {
    const far = { clientId: 'A1', relation: 'FRIEND', otherClientId: 'C1' };
    const none = { ...far, otherClientId: 'NOBODY' };
    const answers = await Promise.all([link('S1', far), link('S1', none)]);
    expect(answers.map(({ errors }) => errors)).toEqual(
      ['C1', 'NOBODY'].map((clientId) => [
        {
          code: 'CLIENT_UNKNOWN',
          field: ['input', 'otherClientId'],
          message: expect.stringContaining(clientId) as unknown,
        },
      ]),
    );
    expect(await codes(link('S1', { ...far, otherClientId: 'A1' }))).toEqual(['LINKED_TO_ONESELF input.otherClientId']);
    expect(await codes(link('H1', { clientId: 'B1', relation: 'CHILD', otherClientId: 'A1' }))).toEqual([
      'ALREADY_LINKED input.relation',
    ]);
    expect(await codes(link('S1', { clientId: 'A1', relation: 'FRIEND' }))).toEqual([
      'LINK_NEEDS_ONE input.otherClientId',
    ]);
  });

  it('holds outsiders by name, and gives the first answer again to the same command', async () => {
    const input = { clientId: 'A2', relation: 'SPOUSE', outsiderName: '王小明' };
    const first = await link('S1', input, 'outsider');
    expect(first.client.circle).toMatchObject([{ relation: 'SPOUSE', outsiderName: '王小明', client: null }]);
    expect((await link('S1', input, 'outsider')).position).toBe(first.position);
    expect(await codes(link('S1', input))).toEqual(['ALREADY_LINKED input.relation']);
    const gone = await give('unlinkClient', 'S1', { clientId: 'A2', linkId: first.client.circle[0].id });
    expect([gone.errors, gone.client.circle]).toEqual([[], []]);
    expect((await client('A2', 'S1')).circle).toEqual([]);
  });

  it('is undone on both sides from either', async () => {
    const [{ id: linkId }] = (await client('B1', 'S2')).circle;
    expect((await give('unlinkClient', 'S2', { clientId: 'B1', linkId })).client.circle).toEqual([]);
    expect([(await client('A1', 'S1')).circle, (await client('B1', 'S2')).circle]).toEqual([[], []]);
    expect(await codes(give('unlinkClient', 'S1', { clientId: 'A1', linkId }))).toEqual(['LINK_UNKNOWN input.linkId']);
  });
});
