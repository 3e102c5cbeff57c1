import { setTimeout as pause } from 'node:timers/promises';
import { Client, ClientGroup, GroupPost } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { clientRegistry } from '../client-registry.module.js';
import { SECRET, WecomStub } from './wecom/wecom-stub.suite.js';

const GROUP = `id name channel owner { id } memberCount members { edges { node { id name } } pageInfo { hasNextPage endCursor } }
  left { edges { node { client { id } because } } } posts { edges { node { text reached state failure sentAt } } }`;
const LIST = '{ groups { id name } }';
const ONE = `query ($id: ID!) { group(id: $id) { ${GROUP} } }`;
const OF_CLIENT =
  'query ($id: ID!) { client(id: $id) { groups { name memberCount members { edges { node { id } } } posts { edges { node { text } } } } } }';

// What a test tells, and what it gets back.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Anything = any;

/** S1 and S2 of U1 with its head H1, S3 of U2; C1 to C4 of S1 allow the group, C5 does not; D1 is of S2. */
class GroupBank {
  private commands = 0;
  private constructor(readonly service: TestService) {}

  static async open(env: Record<string, string> = {}): Promise<GroupBank> {
    const bank = new GroupBank(await startTestService(clientRegistry, { now: '2026-03-02T09:00:00+08:00', env }));
    await bank.service.place(
      [placedUnit('HO', null), placedUnit('U1', 'HO'), placedUnit('U2', 'HO')],
      [
        ...['S1', 'S2'].map((id) => placedStaff(id, 'RM', 'U1')),
        placedStaff('S3', 'RM', 'U2'),
        placedStaff('H1', 'UNIT_HEAD', 'U1'),
        placedStaff('O1', 'HEAD_OFFICE', 'HO'),
      ],
    );
    for (const id of ['C1', 'C2', 'C3', 'C4']) await bank.client(id, 'S1', { channel: 'WECHAT_GROUP' });
    await bank.client('C5', 'S1', { channel: 'WECHAT' });
    await bank.client('D1', 'S2', { channel: 'WECHAT_GROUP' });
    await bank.service.caughtUp();
    return bank;
  }

  async client(id: string, as: string, consent: object): Promise<void> {
    const told = { id, name: '欧阳晓明', tier: 'GOLD', consents: [{ purpose: 'SERVICE', ...consent }] };
    expect((await this.give('registerClient', as, told, 'client { id }')).errors).toEqual([]);
  }

  async give(name: string, as: string, told: object, fields: string): Promise<Anything> {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const { data, errors } = await this.service.graphql(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} errors { code field message } position } }`,
      { as, variables: { input: { commandId: `g-${++this.commands}`, ...told } } },
    );
    if (errors) throw new Error(JSON.stringify(errors));
    return data[name];
  }

  async group(name: string, add: string[] = [], as = 'S1'): Promise<string> {
    const { clientGroup, errors } = await this.give(
      'createGroup',
      as,
      { name, channel: 'WECHAT_GROUP' },
      'clientGroup { id }',
    );
    expect(errors).toEqual([]);
    if (add.length > 0) expect(refusal(await this.change(clientGroup.id, { add }, as))).toBe('');
    return clientGroup.id;
  }

  change(groupId: string, told: object, as = 'S1'): Promise<Anything> {
    return this.give('changeGroupMembers', as, { groupId, ...told }, `clientGroup { ${GROUP} }`);
  }

  post(groupId: string, told: object = {}, as = 'S1'): Promise<Anything> {
    const fields = 'groupPost { id text reached state sentAt staff { id } }';
    return this.give('postToGroup', as, { groupId, text: '周末讲座', ...told }, fields);
  }

  consent(clientId: string, decision: 'GRANTED' | 'WITHDRAWN', more: object = {}): Promise<Anything> {
    const told = { clientId, channel: 'WECHAT_GROUP', purpose: 'SERVICE', decision, ...more };
    return this.give('recordConsent', 'S1', told, 'client { id }');
  }

  async one(groupId: string, as = 'S1'): Promise<Anything> {
    await this.service.caughtUp();
    const { data } = await this.service.graphql(ONE, { as, variables: { id: groupId } });
    return data.group;
  }

  async members(groupId: string): Promise<string[]> {
    return ids((await this.one(groupId)).members);
  }

  /** Waits for what happens by itself. */
  async eventually(holds: () => Promise<boolean>): Promise<void> {
    for (const until = Date.now() + 20_000; !(await holds());) {
      if (Date.now() > until) throw new Error('it did not come to be');
      await pause(25);
    }
  }

  async left(groupId: string, clientId: string): Promise<string | undefined> {
    const { edges } = (await this.one(groupId)).left;
    return edges.find(({ node }: Anything) => node.client.id === clientId)?.node.because;
  }

  /** Types of a stream's events. */
  async events(aggregate: typeof Client | typeof ClientGroup | typeof GroupPost, id: string): Promise<string[]> {
    return (await this.service.parts.log.read(aggregate.stream(id))).map(({ type }) => type);
  }
}

const ids = ({ edges }: { edges: { node: { id: string } }[] }) => edges.map(({ node }) => node.id);
const refusal = ({ errors }: { errors: { code: string; field: string[] }[] }) =>
  errors.map(({ code, field }) => `${code} ${field.join('.')}`).join();

describe('rule 19: groups', () => {
  let bank: GroupBank;
  beforeAll(async () => {
    bank = await GroupBank.open();
  }, 60_000);
  afterAll(() => bank?.service.stop());

  it('are a channel with members who each granted WECHAT_GROUP, and tell so at once', async () => {
    const groupId = await bank.group('钓鱼群');
    const { clientGroup } = await bank.change(groupId, { add: ['C2', 'C1', 'C1'] });
    expect(clientGroup).toMatchObject({ name: '钓鱼群', channel: 'WECHAT_GROUP', owner: { id: 'S1' }, memberCount: 2 });
    expect(ids(clientGroup.members)).toEqual(['C1', 'C2']);
    expect(await bank.members(groupId)).toEqual(['C1', 'C2']);
    expect(refusal(await bank.change(groupId, { add: ['C3', 'C5'] }))).toBe('GROUP_CONSENT_MISSING input.add.1');
    expect(await bank.members(groupId)).toEqual(['C1', 'C2']);
  });

  it('take in own clients alone, and no change by anybody else', async () => {
    const groupId = await bank.group('自己的群', ['C1']);
    expect(refusal(await bank.change(groupId, { add: ['D1'] }))).toBe('GROUP_CLIENT_UNKNOWN input.add.0');
    expect(refusal(await bank.change(groupId, { add: ['NONE'] }))).toBe('GROUP_CLIENT_UNKNOWN input.add.0');
    expect(refusal(await bank.change(groupId, { remove: ['C1'] }, 'H1'))).toBe('GROUP_UNKNOWN input.groupId');
    expect(refusal(await bank.post(groupId, {}, 'S2'))).toBe('GROUP_UNKNOWN input.groupId');
    expect(await bank.one(groupId, 'H1')).toBeNull();
    const own = await bank.service.graphql(LIST, { as: 'S1' });
    expect(own.data.groups.map(({ name }: Anything) => name)).toEqual(['自己的群', '钓鱼群']);
    const head = await bank.group('网点群', ['C1', 'D1'], 'H1');
    expect(ids((await bank.one(head, 'H1')).members)).toEqual(['C1', 'D1']);
  });

  it('let members go by hand, and say so', async () => {
    const groupId = await bank.group('来去', ['C1', 'C2']);
    await bank.change(groupId, { remove: ['C1', 'C4'] });
    expect(await bank.members(groupId)).toEqual(['C2']);
    expect(await bank.left(groupId, 'C1')).toBe('BY_HAND');
    await bank.change(groupId, { add: ['C1'] });
    expect((await bank.one(groupId)).left.edges).toEqual([]);
  });

  it('are shown on the client to those who see all of the client, without who else is in', async () => {
    const head = await bank.group('都在', ['C3', 'D1'], 'H1');
    await bank.service.caughtUp();
    const shown = async (as: string) =>
      (await bank.service.graphql(OF_CLIENT, { as, variables: { id: 'C3' } })).data.client;
    const [group] = (await shown('S1')).groups;
    expect(group).toMatchObject({ name: '都在', memberCount: 2, posts: { edges: [] } });
    expect(ids(group.members)).toEqual(['C3']);
    expect((await shown('H1')).groups.map(({ members }: Anything) => ids(members))).toEqual([['C3', 'D1']]);
    expect((await shown('O1')).groups).toEqual([]);
    await bank.change(head, { remove: ['C3'] }, 'H1');
  });

  it('lose a member who withdraws the consent, and say so', async () => {
    const groupId = await bank.group('撤回', ['C2', 'C3']);
    await bank.consent('C2', 'WITHDRAWN');
    await bank.eventually(async () => (await bank.left(groupId, 'C2')) === 'CONSENT_WITHDRAWN');
    expect(await bank.members(groupId)).toEqual(['C3']);
    await bank.consent('C2', 'GRANTED', { decidedAt: '2026-03-02T09:00:30+08:00' });
  });

  it('lose a member who wants no contact, and say so', async () => {
    const groupId = await bank.group('勿扰', ['C3', 'C4']);
    await bank.give('changeClientProfile', 'S1', { clientId: 'C4', doNotContact: true }, 'client { id }');
    await bank.eventually(async () => (await bank.left(groupId, 'C4')) === 'DO_NOT_CONTACT');
    expect(refusal(await bank.change(groupId, { add: ['C4'] }))).toBe('GROUP_CLIENT_WANTS_NO_CONTACT input.add.0');
    await bank.give('changeClientProfile', 'S1', { clientId: 'C4', doNotContact: false }, 'client { id }');
  });

  it('are posted to: a touch for every member is told, once a command', async () => {
    const groupId = await bank.group('发布', ['C1', 'C3']);
    const first = await bank.post(groupId, { commandId: 'once' });
    expect(first.groupPost).toMatchObject({
      ...{ text: '周末讲座', reached: 2, state: 'BY_HAND', sentAt: '2026-03-02T09:00:00+08:00', staff: { id: 'S1' } },
    });
    expect(await bank.post(groupId, { commandId: 'once' })).toEqual(first);
    expect(await bank.events(GroupPost, first.groupPost.id)).toEqual(['GroupPosted']);
    const { posts } = await bank.one(groupId);
    expect(posts.edges.map(({ node }: Anything) => [node.text, node.reached])).toEqual([['周末讲座', 2]]);
  });

  it.each<[string, (bank: GroupBank) => Promise<Anything>, string]>([
    [
      'another channel',
      (of) => of.give('createGroup', 'S1', { name: 'x', channel: 'PHONE' }, 'clientGroup { id }'),
      'GROUP_CHANNEL input.channel',
    ],
    [
      'no name',
      (of) => of.give('createGroup', 'S1', { name: ' ', channel: 'WECHAT_GROUP' }, 'clientGroup { id }'),
      'INVALID_INPUT input.name',
    ],
    ['no text', (of) => of.post('none', { text: ' ' }), 'INVALID_INPUT input.text'],
    ['no group', (of) => of.change('none', { add: [] }), 'GROUP_UNKNOWN input.groupId'],
    ['an id that is none', (of) => of.change('none', { add: ['a b'] }), 'INVALID_INPUT input.add.0'],
  ])('are refused by name of the field: %s', async (_, give, expected) =>
    expect(refusal(await give(bank))).toBe(expected),
  );

  it('lose a member whose consent runs out, on the day after its last and by themselves', async () => {
    await bank.client('E1', 'S1', { channel: 'WECHAT_GROUP', expiresOn: '2026-03-04' });
    await bank.client('E2', 'S1', { channel: 'WECHAT_GROUP', expiresOn: '2026-03-04' });
    const groupId = await bank.group('到期', ['E1', 'E2', 'C1']);
    await bank.service.caughtUp();
    await bank.consent('E2', 'GRANTED', { decidedAt: '2026-03-02T09:00:40+08:00', expiresOn: '2026-03-10' });
    bank.service.clock.set('2026-03-04T23:59:00+08:00');
    expect(await bank.members(groupId)).toEqual(['C1', 'E1', 'E2']);
    bank.service.clock.set('2026-03-05T00:00:01+08:00');
    await bank.eventually(async () => (await bank.left(groupId, 'E1')) === 'CONSENT_EXPIRED');
    expect(await bank.members(groupId)).toEqual(['C1', 'E2']);
    bank.service.clock.set('2026-03-11T00:00:01+08:00');
    await bank.eventually(async () => (await bank.left(groupId, 'E2')) === 'CONSENT_EXPIRED');
  }, 60_000);

  it('lose a member who is handed over to somebody whom the owner does not head, on its first day', async () => {
    for (const id of ['F1', 'F2']) await bank.client(id, 'S1', { channel: 'WECHAT_GROUP' });
    const [own, head] = [await bank.group('移交', ['F1', 'F2']), await bank.group('网点移交', ['F1'], 'H1')];
    const assign = (rmId: string, from: string) =>
      bank.give('assignClient', 'H1', { clientId: 'F1', rmId, from }, 'client { id }');
    expect(refusal(await assign('S2', '2026-03-13'))).toBe('');
    await bank.service.caughtUp();
    bank.service.clock.set('2026-03-12T08:00:00+08:00');
    expect((await bank.post(own)).groupPost.reached).toBe(2);
    bank.service.clock.set('2026-03-13T00:00:01+08:00');
    await bank.eventually(async () => (await bank.left(own, 'F1')) === 'HANDED_OVER');
    expect(await bank.members(own)).toEqual(['F2']);
    expect((await bank.post(own)).groupPost.reached).toBe(1);
    // The head goes on: both keepers are below.
    expect(ids((await bank.one(head, 'H1')).members)).toEqual(['F1']);
    expect((await bank.post(head, {}, 'H1')).groupPost.reached).toBe(1);
  }, 60_000);

  it('are posted to by hand at a moment that was: each who was a member and allowed it then is touched', async () => {
    const at = (time: string) => `2026-03-16T${time}+08:00`;
    bank.service.clock.set(at('09:00:00'));
    const groupId = await bank.group('上午', ['C1', 'C2', 'C4']);
    bank.service.clock.set(at('10:00:00'));
    await bank.change(groupId, { remove: ['C2'], add: ['C3'] });
    await bank.give('changeClientProfile', 'S1', { clientId: 'C4', doNotContact: true }, 'client { id }');
    bank.service.clock.set(at('11:00:00'));
    const reached = async (told: object) => {
      const { groupPost } = await bank.post(groupId, told);
      const [posted] = await bank.service.parts.log.read(GroupPost.stream(groupPost.id));
      return (posted!.data as { clientIds: string[] }).clientIds;
    };
    expect(await reached({ sentAt: at('09:30:00') })).toEqual(['C1', 'C2', 'C4']);
    expect(await reached({ sentAt: at('10:30:00') })).toEqual(['C1', 'C3']);
    expect(await reached({})).toEqual(['C1', 'C3']);
    // The group was not there yet; and nobody knows what will be.
    const refused = async (sentAt: string) => refusal(await bank.post(groupId, { sentAt }));
    expect(await refused(at('08:59:59'))).toBe('GROUP_EMPTY input.groupId');
    expect(await refused(at('11:00:01'))).toBe('POST_IN_FUTURE input.sentAt');
  });
});

describe('rule 19: groups at WeCom, as a stub of it answers', () => {
  let bank: GroupBank;
  let stub: WecomStub;
  beforeAll(async () => {
    stub = await WecomStub.open();
    const env = { HENGXIN_WECOM_URL: stub.url, HENGXIN_WECOM_CORP_ID: 'corp', HENGXIN_WECOM_SECRET: SECRET };
    bank = await GroupBank.open(env);
  }, 60_000);
  afterAll(async () => {
    await bank?.service.stop();
    await stub?.close();
  });

  const chat = (groupId: string) => [...(stub.chats.get(groupId)?.members ?? [])].sort().join();
  const stateOf = async (groupId: string) => (await bank.one(groupId)).posts.edges[0]?.node;

  it('have the members of the group, and lose them with their consent', async () => {
    const groupId = await bank.group('企业微信群', ['C1', 'C2']);
    await bank.eventually(async () => chat(groupId) === 'C1,C2,S1');
    await bank.consent('C2', 'WITHDRAWN');
    await bank.eventually(async () => chat(groupId) === 'C1,S1');
  });

  it('lose before a post those whom the owner heads no more, though nothing was told of the client', async () => {
    const groupId = await bank.group('网点群', ['C1', 'D1'], 'H1');
    await bank.eventually(async () => chat(groupId) === 'C1,D1,H1');
    await bank.service.place([], [placedStaff('S2', 'RM', 'U2', '2026-03-02')]);
    await bank.post(groupId, {}, 'H1');
    await bank.eventually(async () => stub.chats.get(groupId)!.posts.length === 1);
    expect(chat(groupId)).toBe('C1,H1');
    expect((await bank.one(groupId, 'H1')).left.edges).toMatchObject([
      { node: { client: { id: 'D1' }, because: 'HANDED_OVER' } },
    ]);
  });

  it('get a post once, and the post says that it was sent', async () => {
    const groupId = await bank.group('发布', ['C1']);
    const { groupPost } = await bank.post(groupId);
    expect(groupPost.state).toBe('WAITING');
    await bank.eventually(async () => (await stateOf(groupId))?.state === 'SENT');
    expect(stub.chats.get(groupId)!.posts).toEqual(['周末讲座']);
    expect((await stateOf(groupId)).reached).toBe(1);
    expect(await bank.events(GroupPost, groupPost.id)).toEqual(['GroupPosted', 'GroupPostDelivered']);
  });

  it('get a post once more where they did not answer, with the members first', async () => {
    const groupId = await bank.group('重试', ['C1']);
    stub.faults.push({ path: 'appchat/send', http: 502 });
    await bank.post(groupId);
    await bank.eventually(async () => (await stateOf(groupId))?.state === 'SENT');
    expect(stub.chats.get(groupId)!.posts).toEqual(['周末讲座']);
  }, 30_000);

  it('that refuse a post are not asked again, and the post says why', async () => {
    const groupId = await bank.group('拒绝', ['C1']);
    await bank.eventually(async () => chat(groupId) === 'C1,S1');
    stub.faults.push({ path: 'appchat/send', errcode: 86217 });
    await bank.post(groupId);
    await bank.eventually(async () => (await stateOf(groupId))?.state === 'FAILED');
    expect(await stateOf(groupId)).toMatchObject({ failure: 'WECOM_86217', reached: 0 });
    expect(stub.chats.get(groupId)!.posts).toEqual([]);
  });

  it('are not posted to what was posted by hand, nor what they would cut short', async () => {
    const groupId = await bank.group('已发', ['C1']);
    const { groupPost } = await bank.post(groupId, { sentAt: '2026-03-02T09:00:00+08:00' });
    expect(groupPost.state).toBe('BY_HAND');
    expect(refusal(await bank.post(groupId, { text: '长'.repeat(683) }))).toBe('POST_TOO_LONG input.text');
    await bank.eventually(async () => chat(groupId) === 'C1,S1');
    expect(stub.chats.get(groupId)!.posts).toEqual([]);
  });

  it('get what waited over a restart, and nothing twice', async () => {
    const groupId = await bank.group('重启', ['C1']);
    await bank.post(groupId);
    await bank.service.restart();
    await bank.eventually(async () => (await stateOf(groupId))?.state === 'SENT');
    await bank.service.restart();
    await bank.post(groupId, { text: '第二条' });
    await bank.eventually(
      async () => (await stateOf(groupId))?.state === 'SENT' && (await stateOf(groupId)).text === '第二条',
    );
    expect(stub.chats.get(groupId)!.posts).toEqual(['周末讲座', '第二条']);
  }, 60_000);

  it('are told of no more once WeCom is switched off: what waits has failed', async () => {
    const groupId = await bank.group('关闭', ['C1']);
    stub.faults.push(...Array.from({ length: 3 }, () => ({ path: 'appchat/send', http: 503 })));
    await bank.post(groupId);
    await bank.service.restart({ HENGXIN_WECOM_CORP_ID: '', HENGXIN_WECOM_SECRET: '' });
    await bank.eventually(async () => ['FAILED', 'SENT'].includes((await stateOf(groupId))?.state));
    expect(await stateOf(groupId)).toMatchObject({ state: 'FAILED', failure: 'CHANNEL_OFF' });
    expect((await bank.post(groupId)).groupPost.state).toBe('BY_HAND');
  }, 60_000);
});
