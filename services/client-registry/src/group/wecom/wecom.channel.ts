import { LRUCache } from 'lru-cache';
import { type ChannelGroup, type ChannelPost, ChannelRefused, type GroupChannel } from '../group-channel.port.js';
import type { WecomChats } from './wecom-chats.js';
import { WecomFault } from './wecom-fault.js';
import type { WecomClient } from './wecom-client.js';

/** A chat of this id is there already: made by an attempt of which nobody heard the end. */
const CHAT_EXISTS = 86215;
/** `text.content` of `appchat/send`. */
const LONGEST_TEXT_BYTES = 2048;
/** Posts of which this process remembers that they were taken. */
const REMEMBERED = 10_000;

/**
 * Groups of WeCom (企业微信) by its public REST API: `appchat/create`, `appchat/get`, `appchat/update`, `appchat/send`. A
 * chat has the id of its group; a member's user id is the bank's own code of the client, the owner's that of the member
 * of staff, as the bank keeps them in its address book.
 */
export class WecomChannel implements GroupChannel {
  readonly longestBytes = LONGEST_TEXT_BYTES;
  private readonly taken = new LRUCache<string, true>({ max: REMEMBERED });

  constructor(
    private readonly client: WecomClient,
    private readonly chats: WecomChats,
  ) {}

  async hold(group: ChannelGroup): Promise<void> {
    const { groupId, name, ownerId, members } = group;
    const known = await this.chats.find(groupId);
    if (known) return this.change(groupId, known, members);
    // A chat has two members at least: its owner is the first.
    if (members.length === 0) return;
    const chat = { name, owner: ownerId, userlist: [ownerId, ...members], chatid: groupId };
    const isNew = await this.client.post('appchat/create', chat).then(
      () => true,
      (error: unknown) => {
        if (error instanceof WecomFault && error.errcode === CHAT_EXISTS) return false;
        throw refusedOr(error);
      },
    );
    if (isNew) return this.chats.keep(groupId, members);
    // Whom it was made with is not known then, and some of them may have left since.
    const made = (await this.membersOf(groupId)).filter((id) => id !== ownerId);
    await this.chats.keep(groupId, made);
    await this.change(groupId, made, members);
  }

  /**
   * WeCom takes a message as often as it is sent: `appchat/send` knows no id of a message. What this process saw taken
   * is not sent again; a process that dies between the answer of WeCom and the event sends once more.
   */
  async post({ groupId, messageId, text }: ChannelPost): Promise<void> {
    if (this.taken.has(messageId)) return;
    await this.tell('appchat/send', { chatid: groupId, msgtype: 'text', text: { content: text }, safe: 0 });
    this.taken.set(messageId, true);
  }

  /** Those who have left go first, by a call of their own: a refusal of somebody who comes keeps none of them in. */
  private async change(groupId: string, known: readonly string[], members: readonly string[]): Promise<void> {
    const gone = known.filter((id) => !members.includes(id));
    const stay = known.filter((id) => members.includes(id));
    if (gone.length > 0) await this.update(groupId, { del_user_list: gone }, stay);
    const add = members.filter((id) => !known.includes(id));
    if (add.length > 0) await this.update(groupId, { add_user_list: add }, members);
  }

  private async update(groupId: string, change: object, members: readonly string[]): Promise<void> {
    await this.tell('appchat/update', { chatid: groupId, ...change });
    await this.chats.keep(groupId, members);
  }

  private async membersOf(groupId: string): Promise<readonly string[]> {
    const answer = await this.client.get('appchat/get', { chatid: groupId }).catch((error: unknown) => {
      throw refusedOr(error);
    });
    return answer.chat_info?.userlist ?? [];
  }

  private async tell(path: string, body: object): Promise<void> {
    try {
      await this.client.post(path, body);
    } catch (error) {
      throw refusedOr(error);
    }
  }
}

/** What WeCom answers otherwise the next time is tried again; all else it refuses. */
function refusedOr(error: unknown): unknown {
  return error instanceof WecomFault && !error.isPassing ? new ChannelRefused(`WECOM_${error.errcode}`) : error;
}
