import {
  type BusinessDate,
  businessDateOf,
  type Channel,
  GroupPostDelivered,
  GroupPosted,
  GroupPostFailed,
  type PostDelivery,
} from '@hengxin/contracts';
import type { Command, DataOf, Decider, EventOf, Rejected } from '@hengxin/event-sourcing';
import { groupRejections as refuse } from './group.rejections.js';

export type PostToGroup = Command<
  'PostToGroup',
  {
    readonly postId: string;
    readonly groupId: string;
    readonly staffId: string;
    readonly unitId: string;
    /** Of the group; null where the caller has none of this id. */
    readonly channel: Channel | null;
    /** Members whose consent was valid when it was posted, in the order of their ids. */
    readonly clientIds: readonly string[];
    readonly text: string;
    /** When somebody posted it by hand; null: it is posted now. */
    readonly sentAt: string | null;
    /** What the platform's own way to the group takes; null where it has none. */
    readonly platform: { readonly longestBytes: number } | null;
    readonly now: string;
    readonly timeZone: string;
  }
>;
export type DeliverPost = Command<
  'DeliverPost',
  {
    readonly now: string;
    /** Who was in the group as the channel took the post. */
    readonly memberIds: ReadonlySet<string>;
  }
>;
export type FailPost = Command<'FailPost', { readonly now: string; readonly code: string }>;
export type PostCommand = PostToGroup | DeliverPost | FailPost;
export type PostEvent = EventOf<typeof GroupPosted | typeof GroupPostDelivered | typeof GroupPostFailed>;

/** By hand: posted by the person who tells of it. Else as far as the platform has got with it. */
export type PostState = 'BY_HAND' | 'WAITING' | 'SENT' | 'FAILED';

/** A post as its stream tells; null before it is made. */
export type StoredPost = DataOf<typeof GroupPosted> & { readonly state: PostState; readonly code: string | null };

type Decision = readonly PostEvent[] | Rejected;

/** The rules of one post to a group. Pure. */
export const groupPostDecider: Decider<PostCommand, PostEvent, StoredPost | null> = {
  initial: null,
  decide: {
    PostToGroup: ({ channel, sentAt, platform, now, timeZone, clientIds, ...told }, post): Decision => {
      if (post) return [];
      if (channel === null) return refuse.GROUP_UNKNOWN({ groupId: told.groupId });
      if (sentAt !== null && Date.parse(sentAt) > Date.parse(now)) return refuse.POST_IN_FUTURE({ sentAt, now });
      if (clientIds.length === 0) return refuse.GROUP_EMPTY();
      const delivery: PostDelivery = platform && sentAt === null ? 'PLATFORM' : 'BY_HAND';
      const bytes = new TextEncoder().encode(told.text).length;
      if (platform && delivery === 'PLATFORM' && bytes > platform.longestBytes)
        return refuse.POST_TOO_LONG({ bytes, limit: platform.longestBytes });
      const at = sentAt ?? now;
      const businessDate: BusinessDate = businessDateOf(at, timeZone);
      const reached = { channel, clientIds: [...clientIds], delivery };
      return [GroupPosted.of({ ...told, ...reached, sentAt: at, recordedAt: now, businessDate })];
    },
    DeliverPost: ({ now, memberIds }, post): Decision => {
      if (post?.state !== 'WAITING') return [];
      const { postId, groupId, staffId, unitId, channel } = post;
      // Who has left since it was posted is out of the group there as well.
      const clientIds = post.clientIds.filter((clientId) => memberIds.has(clientId));
      return [
        GroupPostDelivered.of({ postId, groupId, deliveredAt: now, touched: { staffId, unitId, channel, clientIds } }),
      ];
    },
    FailPost: ({ now, code }, post): Decision =>
      post?.state === 'WAITING'
        ? [GroupPostFailed.of({ postId: post.postId, groupId: post.groupId, failedAt: now, code })]
        : [],
  },
  evolve: {
    GroupPosted: (data) => ({ ...data, state: data.delivery === 'PLATFORM' ? 'WAITING' : 'BY_HAND', code: null }),
    GroupPostDelivered: (_, post) => post && { ...post, state: 'SENT' },
    GroupPostFailed: ({ code }, post) => post && { ...post, state: 'FAILED', code },
  },
};
