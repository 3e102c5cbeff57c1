import {
  type BusinessDate,
  type Channel,
  GROUP_MEMBERS_AT_MOST,
  GroupCreated,
  GroupMembersChanged,
  type LeavingCause,
} from '@hengxin/contracts';
import type { Command, Decider, EventOf, Rejected } from '@hengxin/event-sourcing';
import { groupRejections as refuse } from './group.rejections.js';

/** Groups of one member of staff at most: all of them are shown at once. */
export const GROUPS_AT_MOST = 50;
/** The channel whose groups there are. */
export const GROUP_CHANNEL: Channel = 'WECHAT_GROUP';

interface Given {
  readonly groupId: string;
  readonly now: string;
  readonly today: BusinessDate;
}

/** A client who is to come into a group, as its stream tells today. */
export interface Candidate {
  readonly clientId: string;
  /** Kept by who adds, or by one whom they head; false for one unknown. */
  readonly isWithinReach: boolean;
  readonly doNotContact: boolean;
  /** A SERVICE consent to the channel is valid now. */
  readonly isConsented: boolean;
}

export type CreateGroup = Command<
  'CreateGroup',
  Given & {
    readonly ownerId: string;
    readonly name: string;
    readonly channel: Channel;
    /** Groups that the owner has. */
    readonly kept: number;
  }
>;
export type ChangeMembers = Command<
  'ChangeMembers',
  Given & { readonly staffId: string; readonly add: readonly Candidate[]; readonly remove: readonly string[] }
>;
/** Members who may be reached no more. The platform gives it, and says why. */
export type EndMemberships = Command<
  'EndMemberships',
  Given & { readonly ended: readonly { readonly clientId: string; readonly because: LeavingCause }[] }
>;
export type GroupCommand = CreateGroup | ChangeMembers | EndMemberships;
export type GroupEvent = EventOf<typeof GroupCreated | typeof GroupMembersChanged>;

/** A group as its stream tells; null before it is made. */
export interface StoredGroup {
  readonly groupId: string;
  readonly ownerId: string;
  readonly name: string;
  readonly channel: Channel;
  readonly members: ReadonlySet<string>;
}

type Decision = readonly GroupEvent[] | Rejected;

/** The rules of one group. A colleague's is as unknown as none. Pure. */
export const groupDecider: Decider<GroupCommand, GroupEvent, StoredGroup | null> = {
  initial: null,
  decide: {
    CreateGroup: ({ groupId, ownerId, name, channel, kept, now, today }, group): Decision => {
      if (group) return [];
      if (channel !== GROUP_CHANNEL) return refuse.GROUP_CHANNEL({ channel });
      if (kept >= GROUPS_AT_MOST) return refuse.GROUPS_FULL({ limit: GROUPS_AT_MOST });
      return [GroupCreated.of({ groupId, ownerId, name, channel, createdAt: now, createdOn: today })];
    },
    ChangeMembers: ({ groupId, staffId, add, remove, now, today }, group): Decision => {
      if (group?.ownerId !== staffId) return refuse.GROUP_UNKNOWN({ groupId });
      for (const [place, candidate] of add.entries()) {
        const fault = faultOf(candidate, group.channel, ['input', 'add', String(place)]);
        if (fault) return fault;
      }
      const both = remove.findIndex((clientId) => add.some((candidate) => candidate.clientId === clientId));
      if (both >= 0) return refuse.GROUP_MEMBER_BOTH({ clientId: remove[both]! }, ['input', 'remove', String(both)]);
      const added = add.map(({ clientId }) => clientId).filter((clientId) => !group.members.has(clientId));
      const removed = remove.filter((clientId) => group.members.has(clientId));
      const size = group.members.size + added.length - removed.length;
      if (size > GROUP_MEMBERS_AT_MOST) return refuse.GROUP_FULL({ size, limit: GROUP_MEMBERS_AT_MOST });
      const leaving = removed.map((clientId) => ({ clientId, because: 'BY_HAND' as const }));
      return changed(group, added, leaving, now, today);
    },
    EndMemberships: ({ ended, now, today }, group): Decision => {
      const leaving = ended.filter(({ clientId }) => group?.members.has(clientId));
      return group ? changed(group, [], leaving, now, today) : [];
    },
  },
  evolve: {
    GroupCreated: ({ groupId, ownerId, name, channel }) => ({ groupId, ownerId, name, channel, members: new Set() }),
    GroupMembersChanged: ({ added, removed }, group) => {
      const left = new Set(removed.map(({ clientId }) => clientId));
      const members = [...(group?.members ?? []), ...added].filter((clientId) => !left.has(clientId));
      return group && { ...group, members: new Set(members) };
    },
  },
};

function faultOf(candidate: Candidate, channel: Channel, field: readonly string[]): Rejected | undefined {
  const { clientId } = candidate;
  if (!candidate.isWithinReach) return refuse.GROUP_CLIENT_UNKNOWN({ clientId }, field);
  if (candidate.doNotContact) return refuse.GROUP_CLIENT_WANTS_NO_CONTACT({ clientId }, field);
  return candidate.isConsented ? undefined : refuse.GROUP_CONSENT_MISSING({ clientId, channel }, field);
}

function changed(
  { groupId, ownerId }: StoredGroup,
  added: readonly string[],
  removed: readonly { readonly clientId: string; readonly because: LeavingCause }[],
  now: string,
  today: BusinessDate,
): readonly GroupEvent[] {
  if (added.length + removed.length === 0) return [];
  const members = { added: [...added], removed: [...removed] };
  return [GroupMembersChanged.of({ groupId, ownerId, ...members, changedAt: now, changedOn: today })];
}
