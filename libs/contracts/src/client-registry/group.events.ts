import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, Channel, Id, Instant } from '../values.js';

/** Members of a group at most: as many as a group of WeChat holds. */
export const GROUP_MEMBERS_AT_MOST = 500;
/** Why a client is in a group no more. */
export const LEAVING_CAUSES = [
  'BY_HAND',
  'CONSENT_WITHDRAWN',
  'CONSENT_EXPIRED',
  'DO_NOT_CONTACT',
  'HANDED_OVER',
] as const;
export type LeavingCause = (typeof LEAVING_CAUSES)[number];
/** How a post reaches the group: somebody has posted it there, or the platform does. */
export const POST_DELIVERIES = ['BY_HAND', 'PLATFORM'] as const;
export type PostDelivery = (typeof POST_DELIVERIES)[number];

const group = { groupId: Id, ownerId: Id.describe('Who made the group and posts to it.') };

export const GroupCreated = defineEvent('GroupCreated', {
  version: 1,
  summary: 'A member of staff made a group of clients over a channel.',
  data: z.object({
    ...group,
    name: personal(storedText({ min: 1, max: 100 })),
    channel: Channel,
    createdAt: Instant,
    createdOn: BusinessDate,
  }),
});

export const GroupMembersChanged = defineEvent('GroupMembersChanged', {
  version: 1,
  summary: 'Clients came into a group or left it: by hand, since a consent ended, or with a handover.',
  data: z.object({
    ...group,
    added: z.array(Id).max(GROUP_MEMBERS_AT_MOST),
    removed: z.array(z.object({ clientId: Id, because: z.enum(LEAVING_CAUSES) })).max(GROUP_MEMBERS_AT_MOST),
    changedAt: Instant,
    changedOn: BusinessDate,
  }),
});

/** One stream a group. */
export const ClientGroup = defineAggregate({
  context: 'client-registry',
  name: 'clientgroup',
  key: 'groupId',
  events: { GroupCreated, GroupMembersChanged },
});

const post = { postId: Id, groupId: Id };

export const GroupPosted = defineEvent('GroupPosted', {
  version: 1,
  summary:
    'A member of staff posted to a group: a touch for every member whose consent was valid then, once it was sent.',
  data: z.object({
    ...post,
    staffId: Id.describe('Who posted.'),
    unitId: Id.describe('Where they were placed on the business date, as far as was known.'),
    channel: Channel,
    clientIds: z.array(Id).max(GROUP_MEMBERS_AT_MOST).describe('The members it reached.'),
    text: personal(storedText({ min: 1, max: 2000 })),
    delivery: z.enum(POST_DELIVERIES),
    sentAt: Instant.describe('When it was posted; the moment of the touches.'),
    recordedAt: Instant,
    businessDate: BusinessDate.describe('The business day of sentAt; the figures count it there.'),
  }),
});

export const GroupPostDelivered = defineEvent('GroupPostDelivered', {
  version: 1,
  summary: 'The channel took a post that the platform sent: a touch for every member whom it reached.',
  data: z.object({
    ...post,
    deliveredAt: Instant,
    touched: z
      .object({
        staffId: Id.describe('Who posted.'),
        unitId: Id.describe('Where they were placed as they posted, as far as was known.'),
        channel: Channel,
        clientIds: z.array(Id).max(GROUP_MEMBERS_AT_MOST).describe('Members of the post, in the group still.'),
      })
      .optional()
      .describe('Whom it reached; absent in events stored before it was told: GroupPosted was taken for it.'),
  }),
});

export const GroupPostFailed = defineEvent('GroupPostFailed', {
  version: 1,
  summary: 'The channel refused a post, or could not be reached for long: it is sent no more.',
  data: z.object({ ...post, failedAt: Instant, code: storedText({ min: 1, max: 64 }).describe('Of the channel.') }),
});

/** One stream a post. */
export const GroupPost = defineAggregate({
  context: 'client-registry',
  name: 'grouppost',
  key: 'groupId',
  events: { GroupPosted, GroupPostDelivered, GroupPostFailed },
});
