import { Channel, GROUP_MEMBERS_AT_MOST, Id, Instant, line, prose } from '@hengxin/contracts';
import { z } from 'zod';

const commandId = line(200);
const clientIds = z.array(Id).max(GROUP_MEMBERS_AT_MOST);

export const CreateGroupInput = z.object({ commandId, name: line(100), channel: Channel });
export type CreateGroupInput = z.output<typeof CreateGroupInput>;

export const ChangeGroupMembersInput = z.object({
  commandId,
  groupId: Id,
  add: clientIds.nullish(),
  remove: clientIds.nullish(),
});
export type ChangeGroupMembersInput = z.output<typeof ChangeGroupMembersInput>;

export const PostToGroupInput = z.object({
  commandId,
  groupId: Id,
  text: prose(2000).trim().min(1),
  sentAt: Instant.nullish(),
});
export type PostToGroupInput = z.output<typeof PostToGroupInput>;
