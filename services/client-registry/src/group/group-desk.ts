import { ClientGroup, GroupPost } from '@hengxin/contracts';
import type { Caller } from '@hengxin/identity';
import {
  Clock,
  CommandHandler,
  type CommandResult,
  deterministicId,
  QueryRefused,
  type RequestContext,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { profileWithinReach } from '../client/client.decider.js';
import { Registrar } from '../client/registrar.js';
import { consentValidAt } from '../consent/consent-ledger.rules.js';
import { GROUP_CHANNEL_PORT, type GroupChannel } from './group-channel.port.js';
import {
  type Candidate,
  GROUP_CHANNEL,
  type GroupCommand,
  groupDecider,
  type GroupEvent,
  type StoredGroup,
} from './group.decider.js';
import type { ChangeGroupMembersInput, CreateGroupInput, PostToGroupInput } from './group.inputs.js';
import { groupPostDecider, type PostCommand, type PostEvent, type StoredPost } from './group-post.decider.js';
import { GroupsQueries } from './groups.queries.js';
import { isKeptOn, membershipAt } from './membership.rules.js';
import { Memberships } from './memberships.js';

export type GroupResult = CommandResult<StoredGroup | null, GroupEvent>;
export type PostResult = CommandResult<StoredPost | null, PostEvent>;

/** Brings commands about groups to their streams, with what the streams of clients say of consent. */
@Injectable()
export class GroupDesk {
  constructor(
    private readonly commands: CommandHandler,
    private readonly groups: GroupsQueries,
    private readonly memberships: Memberships,
    private readonly registrar: Registrar,
    private readonly clock: Clock,
    @Inject(GROUP_CHANNEL_PORT) private readonly channel: GroupChannel | null,
  ) {}

  async create(input: CreateGroupInput, context: RequestContext): Promise<GroupResult> {
    const { commandId, name, channel } = input;
    const ownerId = context.caller.id;
    const groupId = deterministicId('client-group', ownerId, commandId);
    const kept = (await this.groups.ofStaff(ownerId)).length;
    const data = { groupId, ownerId, name, channel, kept, ...this.now() };
    return this.execute({ type: 'CreateGroup', data }, { command: 'createGroup', ...input }, context, true);
  }

  async changeMembers(input: ChangeGroupMembersInput, context: RequestContext): Promise<GroupResult> {
    const { groupId } = input;
    const add = await this.candidates([...new Set(input.add ?? [])], context);
    const remove = [...new Set(input.remove ?? [])];
    const data = { groupId, staffId: context.caller.id, add, remove, ...this.now() };
    return this.execute({ type: 'ChangeMembers', data }, { command: 'changeGroupMembers', ...input }, context);
  }

  async post(input: PostToGroupInput, context: RequestContext): Promise<PostResult> {
    const { commandId, groupId, text, sentAt = null } = input;
    const { caller } = context;
    const { now } = this.now();
    const group = await this.memberships.group(groupId);
    const owned = group?.ownerId === caller.id ? group : null;
    const postId = deterministicId('group-post', caller.id, commandId);
    const data = {
      ...{ postId, groupId, staffId: caller.id, unitId: unitOf(caller), text, sentAt, now },
      ...{ channel: owned?.channel ?? null, clientIds: owned ? await this.reached(owned, sentAt, now) : [] },
      ...{ platform: this.channel && { longestBytes: this.channel.longestBytes }, timeZone: this.clock.timeZone },
    };
    return this.commands.execute<PostCommand, PostEvent, StoredPost | null>({
      ...{ aggregate: GroupPost, decider: groupPostDecider, id: postId, command: { type: 'PostToGroup', data } },
      ...{ commandId, input: { command: 'postToGroup', ...input }, context, fresh: true },
      businessDate: this.clock.dayOf(sentAt ?? now),
    });
  }

  /**
   * Whom a post reaches, or reached where it was sent before: those who were members then, and whom the owner kept that
   * day, or heads who did. A contact needs a consent that was valid when it took place (rule 7): members who had none
   * then are not posted to.
   */
  private async reached(group: StoredGroup, sentAt: string | null, now: string): Promise<string[]> {
    const { groupId, channel, ownerId } = group;
    const { timeZone } = this.clock;
    const at = sentAt ?? now;
    const then = sentAt === null ? group : await this.memberships.group(groupId, sentAt);
    const clients = await this.memberships.clients([...(then?.members ?? [])].sort(), sentAt ?? undefined);
    const keepsOrHeads = this.memberships.keptOrHeadedBy(ownerId);
    return [...clients]
      .filter(([, client]) => isKeptOn(client, this.clock.dayOf(at), keepsOrHeads))
      .filter(([, { profile, consents }]) => {
        return !profile?.doNotContact && consentValidAt(consents, channel, 'SERVICE', at, timeZone);
      })
      .map(([clientId]) => clientId);
  }

  private async candidates(clientIds: readonly string[], context: RequestContext): Promise<Candidate[]> {
    const given = this.registrar.given(context);
    const clients = await this.memberships.clients(clientIds);
    return clientIds.map((clientId) => {
      const client = clients.get(clientId)!;
      const membership = membershipAt(client, GROUP_CHANNEL, given.now, given.timeZone, () => true);
      return {
        clientId,
        isWithinReach: profileWithinReach(given, client) !== null,
        doNotContact: membership.ended === 'DO_NOT_CONTACT',
        isConsented: membership.ended === null,
      };
    });
  }

  private execute(
    command: GroupCommand,
    input: { readonly command: string; readonly commandId: string },
    context: RequestContext,
    fresh = false,
  ): Promise<GroupResult> {
    return this.commands.execute<GroupCommand, GroupEvent, StoredGroup | null>({
      ...{ aggregate: ClientGroup, decider: groupDecider, id: command.data.groupId, fresh },
      ...{ command, commandId: input.commandId, input, context },
    });
  }

  private now() {
    return { now: this.clock.instant(), today: this.clock.today() };
  }
}

/** Members of staff are placed in a unit; nobody else may post. */
function unitOf({ unitId }: Caller): string {
  if (unitId === null) throw new QueryRefused('NOT_ALLOWED');
  return unitId;
}
