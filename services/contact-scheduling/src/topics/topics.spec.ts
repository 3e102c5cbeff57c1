import { randomUUID } from 'node:crypto';
import {
  Client as ClientAggregate,
  ClientProfileChanged,
  Contact,
  ContactLogged,
  type Reaction,
  type TopicUse,
  Visit,
  VisitEnded,
} from '@hengxin/contracts';
import type { GraphqlAnswer } from '@hengxin/service-kit/testing';
import { MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';

const TOPICS = 'topics(first: $first) { topic because lastUsedOn lastReaction playbooks { id title } }';
const ENTITY = `query ($ids: [_Any!]!, $first: Int) { _entities(representations: $ids) { ... on Client { id ${TOPICS} } } }`;
const ITEMS = `query ($first: Int) { myDay { items { client { id } ${TOPICS} } } }`;
const SAVE = `mutation ($input: SavePlaybookInput!) { savePlaybook(input: $input) {
  playbook { id version title text topics productCodes } errors { code field message } position } }`;
const LIST = `query ($topic: String, $first: Int, $after: String, $atLeast: Position) {
  playbooks(topic: $topic, first: $first, after: $after, atLeast: $atLeast) {
    edges { node { id version title text topics productCodes } } pageInfo { hasNextPage endCursor } } }`;

interface Shown {
  readonly topic: string;
  readonly because: string;
  readonly lastUsedOn: string | null;
  readonly lastReaction: Reaction | null;
  readonly playbooks: readonly { readonly id: string; readonly title: string }[];
}

let bank: ScheduledBank;
beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
afterAll(() => bank?.stop());

async function topics(as: string, id: string, first = 10): Promise<Shown[]> {
  await bank.service.caughtUp();
  const variables = { ids: [{ __typename: 'Client', id }], first };
  const { data, errors } = await bank.service.graphql<{ _entities: [{ topics: Shown[] }] }>(ENTITY, { as, variables });
  if (errors) throw Object.assign(new Error(errors[0]!.message), errors[0]!.extensions);
  return data!._entities[0].topics;
}
const names = async (as: string, id: string) => (await topics(as, id)).map(({ topic }) => topic);

const profile = (clientId: string, told: { interests?: string[]; taboos?: string[] }) =>
  bank.service.given(ClientAggregate, clientId, ClientProfileChanged.of({ clientId, ...told, changedOn: MONDAY }));

function talked(clientId: string, day: string, ...uses: TopicUse[]): Promise<void> {
  const contactId = randomUUID();
  const at = `${day}T08:30:00+08:00`;
  const who = { contactId, clientId, staffId: 'S1', unitId: 'U1', channel: 'PHONE' as const, planItemId: null };
  const when = { startedAt: at, endedAt: at, loggedAt: at, businessDate: day, followUpOn: null };
  const what = { outcome: 'ENGAGED' as const, effective: true, late: false, notes: null, topics: uses };
  return bank.service.given(Contact, contactId, ContactLogged.of({ ...who, ...when, ...what }));
}

function needed(clientId: string, day: string, text: string, productCode: string | null = null): Promise<void> {
  const visitId = randomUUID();
  const at = `${day}T10:00:00+08:00`;
  const found = { text, productCode, amountCents: null, dueOn: null };
  const ended = VisitEnded.of({
    ...{ visitId, clientId, staffId: 'S1', startedAt: at, endedAt: at, businessDate: day },
    ...{ outcome: 'ENGAGED', notes: null, topics: [], achieved: null, loggedAt: at, contactId: randomUUID() },
    findings: [
      { kind: 'NEED', ...found },
      { kind: 'OPINION', ...found, text: '嫌排队久' },
    ],
    ...{ unitId: 'U1', planItemId: null, reviewDueAt: at },
  });
  return bank.service.given(Visit, visitId, ended);
}

async function save(as: string, input: object) {
  const variables = { input: { commandId: randomUUID(), ...input } };
  const options = as === 'A1' ? { token: await bank.service.token('A1', { role: 'ADMIN' }) } : { as };
  const { data, errors } = await bank.service.graphql(SAVE, { ...options, variables });
  return errors ? { errors: [errors[0]!.extensions] } : data.savePlaybook;
}

describe('topics of a client', () => {
  it('are interests and needs, less the last two used and less taboos, with why', async () => {
    await bank.client('T1', 'S1', 20);
    await profile('T1', { interests: ['围棋', '养生', 'Golf', '股票'], taboos: ['股票'] });
    await needed('T1', '2026-02-10', '给孩子存\n学费', 'EDU');
    expect(await names('S1', 'T1')).toEqual(['Golf', '养生', '围棋', '给孩子存 学费']);
    await talked('T1', '2026-02-11', { topic: '养生', reaction: 'WARM' });
    await talked('T1', '2026-02-12', { topic: 'golf', reaction: 'COLD' }, { topic: '天气', reaction: 'NEUTRAL' });
    expect(await topics('S1', 'T1')).toEqual([
      { topic: '养生', because: '客户的兴趣。', lastUsedOn: '2026-02-11', lastReaction: 'WARM', playbooks: [] },
      { topic: '围棋', because: '客户的兴趣。', lastUsedOn: null, lastReaction: null, playbooks: [] },
      {
        topic: '给孩子存 学费',
        because: '2026-02-10 拜访时提出的需求。',
        lastUsedOn: null,
        lastReaction: null,
        playbooks: [],
      },
    ]);
  });

  it('are as many as are asked for, 5 by default', async () => {
    await bank.client('T2', 'S2', 20);
    await profile('T2', { interests: ['a', 'b', 'c', 'd', 'e', 'f'] });
    expect((await topics('S2', 'T2', 2)).map(({ topic }) => topic)).toEqual(['a', 'b']);
    const whole = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Client { topics { topic } } } }`;
    const variables = { ids: [{ __typename: 'Client', id: 'T2' }] };
    const { data } = await bank.service.graphql(whole, { as: 'S2', variables });
    expect(data._entities[0].topics).toHaveLength(5);
    for (const first of [0, 101]) await expect(topics('S2', 'T2', first)).rejects.toMatchObject({ code: 'PAGE_SIZE' });
  });

  it('follow the profile, and a need goes after a year', async () => {
    await bank.client('T3', 'S3', 20);
    await needed('T3', '2025-03-02', '换房');
    await needed('T3', '2025-03-01', '买车');
    await profile('T3', { interests: ['钓鱼'] });
    expect(await names('S3', 'T3')).toEqual(['换房', '钓鱼']);
    await profile('T3', { taboos: ['换房'] });
    await profile('T3', { interests: ['书法'] });
    expect(await names('S3', 'T3')).toEqual(['书法']);
  });

  it('count a contact that is told late in its place', async () => {
    await bank.client('T8', 'S1', 20);
    await profile('T8', { interests: ['甲', '乙'] });
    await talked('T8', '2026-02-12', { topic: '天气', reaction: 'WARM' }, { topic: '足球', reaction: 'WARM' });
    await talked('T8', '2026-02-10', { topic: '甲', reaction: 'WARM' }, { topic: '乙', reaction: 'NEUTRAL' });
    await bank.service.caughtUp();
    await talked('T8', '2026-02-08', { topic: '甲', reaction: 'COLD' });
    expect(await topics('S1', 'T8')).toMatchObject([
      { topic: '甲', lastUsedOn: '2026-02-10', lastReaction: 'WARM' },
      { topic: '乙', lastUsedOn: '2026-02-10', lastReaction: 'NEUTRAL' },
    ]);
  });

  it('are for those who see all of the client', async () => {
    await bank.client('T4', 'S4', 20);
    await profile('T4', { interests: ['围棋'] });
    for (const as of ['S4', 'M1']) expect(await names(as, 'T4')).toEqual(['围棋']);
    expect(await names('S5', 'T4')).toEqual([]);
    expect(await names('S4', 'NOBODY')).toEqual([]);
    await bank.handOver('T4', 'S4', 'S5', MONDAY);
    expect([await names('S4', 'T4'), await names('S5', 'T4')]).toEqual([[], ['围棋']]);
  });

  it('stand on the items of the day, 3 by default', async () => {
    await bank.client('T6', 'S6', 90);
    await profile('T6', { interests: ['a', 'b', 'c', 'd'] });
    await bank.day('S6');
    const asked = async (variables: object) =>
      (await bank.service.graphql(ITEMS, { as: 'S6', variables: { ...variables } })).data.myDay.items;
    const shown = await asked({ first: 1 });
    expect(shown).toMatchObject([{ client: { id: 'T6' }, topics: [{ topic: 'a' }] }]);
    const whole = await bank.service.graphql('{ myDay { items { topics { topic } } } }', { as: 'S6' });
    expect(whole.data.myDay.items).toEqual([{ topics: ['a', 'b', 'c'].map((topic) => ({ topic })) }]);
  });
});

describe('playbooks', () => {
  it('hang on topics and on the products that a need names', async () => {
    await bank.client('T7', 'S7', 20);
    await profile('T7', { interests: ['孩子教育'] });
    await needed('T7', '2026-02-20', '存一笔学费', 'EDU7');
    const plan = await save('M1', { title: '教育金怎么讲', text: '先问孩子几岁。', topics: ['孩子教育'] });
    const product = await save('M1', { title: '学费宝', text: '按学期支取。', productCodes: ['EDU7'] });
    expect([plan.errors, product.errors]).toEqual([[], []]);
    expect((await topics('S7', 'T7')).map(({ topic, playbooks }) => [topic, playbooks])).toEqual([
      ['存一笔学费', [{ id: product.playbook.id, title: '学费宝' }]],
      ['孩子教育', [{ id: plan.playbook.id, title: '教育金怎么讲' }]],
    ]);
  });

  it('are listed by title, a topic’s alone where one is named, page by page', async () => {
    for (const title of ['b', 'a', 'c']) {
      const { position } = await save('M1', { title, text: 'x', topics: ['List', 'list'] });
      const seen = await bank.service.graphql(LIST, { as: 'S1', variables: { topic: 'ｌｉｓｔ', atLeast: position } });
      expect(seen.data.playbooks.edges).toContainEqual({
        node: expect.objectContaining({ title, version: 1, topics: ['List'] }),
      });
    }
    const titles: string[] = [];
    for (let after: string | null = null; ;) {
      const variables: Readonly<Record<string, unknown>> = { topic: 'LIST', first: 2, after };
      const { data }: GraphqlAnswer = await bank.service.graphql(LIST, { as: 'S1', variables });
      titles.push(...data.playbooks.edges.map(({ node }: { node: { title: string } }) => node.title));
      if (!data.playbooks.pageInfo.hasNextPage) break;
      after = data.playbooks.pageInfo.endCursor;
    }
    expect(titles).toEqual(['a', 'b', 'c']);
    const all = await bank.service.graphql(LIST, { as: 'S1', variables: { first: 100 } });
    expect(all.data.playbooks.edges.length).toBeGreaterThanOrEqual(5);
    const forged = Buffer.from('[1, 2]').toString('base64url');
    const refused = await bank.service.graphql(LIST, { as: 'S1', variables: { after: forged } });
    expect(refused.errors?.[0]?.extensions.code).toBe('CURSOR_INVALID');
    const unnamed = await bank.service.graphql(LIST, { as: 'S1', variables: { topic: ' ' } });
    expect(unnamed.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: ['topic'] });
  });

  it('are changed by who wrote them and by those above, who see when another version came in between', async () => {
    const { playbook } = await save('M1', { title: '开场', text: '先问好。' });
    const playbookId = playbook.id;
    const second = await save('M1', { playbookId, version: 1, title: '开场', text: '先问近况。' });
    expect(second.playbook).toMatchObject({ id: playbookId, version: 2, text: '先问近况。' });
    expect((await save('A1', { playbookId, version: 1, title: '开场', text: '总行的话。' })).errors).toMatchObject([
      { code: 'PLAYBOOK_CHANGED_SINCE', field: ['input', 'version'] },
    ]);
    expect((await save('A1', { playbookId, title: '开场', text: '总行的话。' })).playbook.version).toBe(3);
    const theirs = await save('A1', { title: '总行', text: '统一口径。' });
    expect((await save('M1', { playbookId: theirs.playbook.id, title: '总行', text: '改' })).errors).toMatchObject([
      { code: 'PLAYBOOK_OF_OTHERS' },
    ]);
  });

  it('are written once, however often the command comes', async () => {
    const input = { commandId: randomUUID(), title: '一次', text: '就一次。' };
    const [first, again] = [await save('M1', input), await save('M1', input)];
    expect(again).toEqual(first);
  });

  it.each([
    ['an empty title', { title: ' ', text: 'x' }, 'INVALID_INPUT', 'input.title'],
    ['an empty text', { title: 'x', text: ' \n' }, 'INVALID_INPUT', 'input.text'],
    ['a text that is too long', { title: 'x', text: '长'.repeat(4001) }, 'INVALID_INPUT', 'input.text'],
    ['a topic without a name', { title: 'x', text: 'x', topics: [''] }, 'INVALID_INPUT', 'input.topics.0'],
    ['a code that is none', { title: 'x', text: 'x', productCodes: ['a b'] }, 'INVALID_INPUT', 'input.productCodes.0'],
    ['an id that nobody has', { playbookId: 'X9', title: 'x', text: 'x' }, 'PLAYBOOK_UNKNOWN', 'input.playbookId'],
  ])('are refused with %s', async (_, input, code, field) => {
    const [error] = (await save('M1', input)).errors;
    expect([error.code, error.field.join('.')]).toEqual([code, field]);
  });

  it('are not for managers to write', async () =>
    expect((await save('S1', { title: 'x', text: 'x' })).errors).toMatchObject([{ code: 'NOT_ALLOWED' }]));
});
