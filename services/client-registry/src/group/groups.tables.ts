import type { Channel, LeavingCause } from '@hengxin/contracts';
import { integer, moment, table, text } from '@hengxin/projections';
import type { PostState } from './group-post.decider.js';

export const clientGroup = table('client_group', {
  key: ['group_id'],
  columns: {
    group_id: text(),
    owner_id: text(),
    name: text().personal('owner_id'),
    channel: text<Channel>(),
    created_at: moment(),
  },
});

export const groupMember = table('group_member', {
  key: ['group_id', 'client_id'],
  columns: { group_id: text(), client_id: text(), added_at: moment() },
});

/** Clients who were members and are none now, with why they left last. */
export const groupLeaver = table('group_leaver', {
  key: ['group_id', 'client_id'],
  columns: { group_id: text(), client_id: text(), left_at: moment(), because: text<LeavingCause>() },
});

export const groupPost = table('group_post', {
  key: ['post_id'],
  columns: {
    post_id: text(),
    group_id: text(),
    staff_id: text(),
    text: text().personal('staff_id'),
    sent_at: moment(),
    reached: integer(),
    state: text<PostState>(),
    code: text().orNull(),
  },
});
