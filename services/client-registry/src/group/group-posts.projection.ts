import { GroupPost, type GroupPostDelivered, type GroupPosted, type GroupPostFailed } from '@hengxin/contracts';
import { eventsOf, projection, type RowOf } from '@hengxin/projections';
import { toldToChannel } from './group.deadlines.js';
import { groupPost } from './groups.tables.js';

type PostEvents = typeof GroupPosted | typeof GroupPostDelivered | typeof GroupPostFailed;
type Row = RowOf<typeof groupPost>;
/** `reached`: null where the event does not tell. */
type Ended = Pick<Row, 'post_id' | 'state' | 'code'> & { readonly reached: number | null };

interface Batch {
  readonly posted: Map<string, Row>;
  readonly ended: Map<string, Ended>;
}

/** The posts to groups; what the platform is to send waits as a deadline, in the same transaction. */
export const groupPosts = projection<PostEvents, Batch>({
  consumer: 'group-posts',
  events: eventsOf(GroupPost),
  tables: [groupPost],
  load: () => ({ posted: new Map(), ended: new Map() }),
  on: {
    GroupPosted({ data }, { posted }) {
      const { postId, groupId, staffId, text, sentAt, clientIds, delivery } = data;
      const told = { post_id: postId, group_id: groupId, staff_id: staffId, text, sent_at: toMs(sentAt) };
      const state = delivery === 'PLATFORM' ? ('WAITING' as const) : ('BY_HAND' as const);
      posted.set(postId, { ...told, reached: clientIds.length, state, code: null });
    },
    GroupPostDelivered({ data: { postId, touched } }, { ended }) {
      const reached = touched?.clientIds.length ?? null;
      ended.set(postId, { post_id: postId, state: 'SENT', code: null, reached });
    },
    GroupPostFailed: ({ data: { postId, code } }, { ended }) =>
      void ended.set(postId, { post_id: postId, state: 'FAILED', code, reached: 0 }),
  },
  async store({ posted, ended }, tx) {
    await groupPost.put(tx, [...posted.values()]);
    if (ended.size > 0) await tx.query(END, [JSON.stringify([...ended.values()])], 'group-posts-end');
    const waiting = [...posted.values()].filter(({ state }) => state === 'WAITING');
    await toldToChannel.register(
      tx,
      waiting.map(({ post_id: postId, group_id: groupId, sent_at: at }) => ({
        ...{ key: `post:${postId}`, at, data: { groupId, postId } },
      })),
    );
  },
});

/** Pages go on from a millisecond. */
function toMs(moment: string): string {
  return new Date(moment).toISOString();
}

const END = `
  update group_post set state = new.state, code = new.code, reached = coalesce(new.reached, group_post.reached)
  from json_to_recordset($1::json) as new (post_id text, state text, code text, reached int)
  where group_post.post_id = new.post_id`;
