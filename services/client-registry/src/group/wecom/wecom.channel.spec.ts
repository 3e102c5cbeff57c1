import { ChannelRefused } from '../group-channel.port.js';
import { WecomChannel } from './wecom.channel.js';
import type { WecomChats } from './wecom-chats.js';
import { WecomClient } from './wecom-client.js';
import { SECRET, WecomStub } from './wecom-stub.suite.js';

/** Chats in memory: what the table does is proved with the service. */
class KeptInMemory implements Pick<WecomChats, 'find' | 'keep'> {
  readonly kept = new Map<string, readonly string[]>();
  find = async (groupId: string) => this.kept.get(groupId);
  keep = async (groupId: string, members: readonly string[]) => void this.kept.set(groupId, members);
}

let stub: WecomStub;
let chats: KeptInMemory;
let channel: WecomChannel;
let nowMs: number;

beforeEach(async () => {
  stub = await WecomStub.open();
  chats = new KeptInMemory();
  nowMs = 0;
  const client = new WecomClient({ url: stub.url, corpId: 'corp', secret: SECRET }, () => nowMs);
  channel = new WecomChannel(client, chats as unknown as WecomChats);
});
afterEach(() => stub.close());

const group = (...members: string[]) => ({ groupId: 'g1', name: '钓鱼群', ownerId: 'S1', members });
const post = { groupId: 'g1', messageId: 'P1', text: '周末讲座' };
const members = () => [...(stub.chats.get('g1')?.members ?? [])].sort();
const faultOf = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => {
      throw new Error('it was taken');
    },
    (error: Error) => error,
  );

describe('WeCom, as a stub of it answers', () => {
  it('makes a chat under the id of its group, with its owner and members', async () => {
    await channel.hold(group('C1', 'C2'));
    expect(stub.asked('appchat/create')).toEqual([
      { name: '钓鱼群', owner: 'S1', userlist: ['S1', 'C1', 'C2'], chatid: 'g1' },
    ]);
  });

  it('makes no chat of one: it waits for the first member', async () => {
    await channel.hold(group());
    expect(stub.calls).toEqual([]);
  });

  it('is told who comes and who goes, and nothing where nobody does', async () => {
    await channel.hold(group('C1', 'C2'));
    await channel.hold(group('C2', 'C3'));
    expect(stub.asked('appchat/update')).toEqual([
      { chatid: 'g1', del_user_list: ['C1'] },
      { chatid: 'g1', add_user_list: ['C3'] },
    ]);
    await channel.hold(group('C2', 'C3'));
    expect(stub.asked('appchat/update')).toHaveLength(2);
    expect(members()).toEqual(['C2', 'C3', 'S1']);
  });

  it('lets go those who have left, also where it refuses somebody who comes', async () => {
    await channel.hold(group('C1', 'C2'));
    stub.strangers.add('C9');
    expect(await faultOf(channel.hold(group('C2', 'C9')))).toBeInstanceOf(ChannelRefused);
    expect(members()).toEqual(['C2', 'S1']);
    await channel.hold(group('C2'));
    expect(stub.asked('appchat/update')).toHaveLength(2);
  });

  it('goes on with a chat that was made by an attempt of which nobody heard the end: who left since goes', async () => {
    await channel.hold(group('C1', 'C9'));
    chats.kept.clear();
    await channel.hold(group('C1', 'C2'));
    expect(members()).toEqual(['C1', 'C2', 'S1']);
    expect(chats.kept.get('g1')).toEqual(['C1', 'C2']);
  });

  it('is posted to in text', async () => {
    await channel.hold(group('C1'));
    await channel.post(post);
    expect(stub.asked('appchat/send')).toEqual([
      { chatid: 'g1', msgtype: 'text', text: { content: '周末讲座' }, safe: 0 },
    ]);
  });

  it('gets a post that it took once, however often it is asked under the same message id', async () => {
    await channel.hold(group('C1'));
    await channel.post(post);
    await channel.post(post);
    expect(stub.chats.get('g1')!.posts).toEqual(['周末讲座']);
    await channel.post({ ...post, messageId: 'P2' });
    expect(stub.chats.get('g1')!.posts).toHaveLength(2);
  });

  it('gives a token once for as long as it is valid, less five minutes', async () => {
    await channel.hold(group('C1'));
    nowMs = (7200 - 301) * 1000;
    await channel.post(post);
    expect(stub.asked('gettoken')).toHaveLength(1);
    nowMs = (7200 - 299) * 1000;
    await channel.post({ ...post, messageId: 'P2' });
    expect(stub.asked('gettoken')).toHaveLength(2);
  });

  it('gives another token where the first was withdrawn before its time', async () => {
    await channel.hold(group('C1'));
    stub.forgetToken();
    await channel.post(post);
    expect(stub.chats.get('g1')!.posts).toHaveLength(1);
  });

  it.each([-1, 45009, 45033])('that is busy (%d) is asked again later', async (errcode) => {
    await channel.hold(group('C1'));
    stub.faults.push({ path: 'appchat/send', errcode });
    const fault = await faultOf(channel.post(post));
    expect(fault).not.toBeInstanceOf(ChannelRefused);
    await channel.post(post);
    expect(stub.chats.get('g1')!.posts).toHaveLength(1);
  });

  it('that refuses says with which code', async () => {
    const fault = await faultOf(channel.post(post));
    expect(fault).toBeInstanceOf(ChannelRefused);
    expect((fault as ChannelRefused).code).toBe('WECOM_86001');
  });

  it.each([
    ['with HTTP 502', { http: 502 }, 'WeCom answers appchat/send with HTTP 502'],
    ['with a cut', { cut: true as const }, /^WeCom does not answer appchat\/send: /],
  ])('that answers %s is asked again later, and no error tells secret, token or text', async (_, fault, message) => {
    await channel.hold(group('C1'));
    stub.faults.push({ path: 'appchat/send', ...fault });
    const error = await faultOf(channel.post(post));
    expect(error).not.toBeInstanceOf(ChannelRefused);
    expect(error.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
    const told = `${error.message} ${error.stack} ${String(error.cause)}`;
    for (const hidden of [SECRET, 'token-1', '周末讲座']) expect(told).not.toContain(hidden);
  });

  it('that does not know the secret refuses, and the error does not tell it', async () => {
    const wrong = new WecomClient({ url: stub.url, corpId: 'corp', secret: 'a-wrong-secret' });
    const error = await faultOf(new WecomChannel(wrong, chats as unknown as WecomChats).hold(group('C1')));
    expect(error).toBeInstanceOf(ChannelRefused);
    expect(`${error.message} ${error.stack}`).not.toContain('a-wrong-secret');
  });
});
