import { deadline } from '@hengxin/deadlines';
import { z } from 'zod';
import { GroupPosts } from './group-posts.js';
import { Memberships } from './memberships.js';

/** Something was told of members: whether they still may be members is looked at once more. */
export const membersToldOf = deadline('group-members-told-of', {
  schema: z.object({ groupId: z.string(), clientIds: z.array(z.string()) }),
  provider: () => Memberships,
  act: ({ data, at, commandId }, memberships) => memberships.look(data, { at, commandId }),
});

/** The first day on which a member's consent is valid no more (rule 19), or on which somebody else keeps the member. */
export const memberConsentEnds = deadline('group-consent-ends', {
  schema: z.object({ groupId: z.string(), clientId: z.string() }),
  provider: () => Memberships,
  act: ({ data: { groupId, clientId }, at, commandId }, memberships) =>
    memberships.look({ groupId, clientIds: [clientId] }, { at, commandId }),
});

/**
 * What the platform has to tell the channel of a group: its members, and a post where there is one. It waits for
 * another system, so it holds nothing else up.
 */
export const toldToChannel = deadline('group-channel', {
  schema: z.object({ groupId: z.string(), postId: z.string().nullable() }),
  provider: () => GroupPosts,
  act: ({ data, failures, commandId }, posts) => posts.tell(data, { failures, commandId }),
  apart: true,
});
