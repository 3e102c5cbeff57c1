import {
  ClientAssigned,
  ClientProfileChanged,
  ConsentGranted,
  ConsentWithdrawn,
  GroupCreated,
  GroupMembersChanged,
  type LeavingCause,
} from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { projection, type Projection, type RowOf } from '@hengxin/projections';
import { membersToldOf, toldToChannel } from './group.deadlines.js';
import { clientGroup, groupLeaver, groupMember } from './groups.tables.js';

/** What a position must have reached before a group is shown. */
export const GROUPS = 'groups';

/** Where a client stands in a group after a batch. */
interface Standing {
  readonly groupId: string;
  readonly clientId: string;
  readonly at: string;
  /** Null: a member. */
  readonly left: LeavingCause | null;
}

interface Batch {
  readonly created: RowOf<typeof clientGroup>[];
  readonly standing: Map<string, Standing>;
  /** Events that changed a group. */
  readonly changes: { readonly groupId: string; readonly eventId: string; readonly added: readonly string[] }[];
  /** Clients of whom something was told that may end a membership. */
  readonly told: Map<string, string>;
}

type GroupEvents =
  | typeof GroupCreated
  | typeof GroupMembersChanged
  | typeof ConsentGranted
  | typeof ConsentWithdrawn
  | typeof ClientAssigned
  | typeof ClientProfileChanged;

/**
 * Groups with their members and those who left. What may end a membership, and members who came in, are looked at once
 * more: a client's word and a change of the group may cross. `now`: RFC 3339.
 */
export function groupsKept(now: () => string): Projection<GroupEvents> {
  return projection<GroupEvents, Batch>({
    consumer: GROUPS,
    events: [GroupCreated, GroupMembersChanged, ConsentGranted, ConsentWithdrawn, ClientAssigned, ClientProfileChanged],
    tables: [clientGroup, groupMember, groupLeaver],
    load: () => ({ created: [], standing: new Map(), changes: [], told: new Map() }),
    on: {
      GroupCreated({ data: { groupId, ownerId, name, channel, createdAt } }, { created }) {
        created.push({ group_id: groupId, owner_id: ownerId, name, channel, created_at: createdAt });
      },
      GroupMembersChanged({ id, data: { groupId, added, removed, changedAt: at } }, { standing, changes }) {
        for (const clientId of added) standing.set(`${groupId} ${clientId}`, { groupId, clientId, at, left: null });
        for (const { clientId, because } of removed)
          standing.set(`${groupId} ${clientId}`, { groupId, clientId, at, left: because });
        changes.push({ groupId, eventId: id, added });
      },
      ConsentGranted: noteTold,
      ConsentWithdrawn: noteTold,
      ClientAssigned: noteTold,
      ClientProfileChanged(event, batch) {
        if (event.data.doNotContact) noteTold(event, batch);
      },
    },
    async store({ created, standing, changes, told }, tx) {
      await clientGroup.put(tx, created);
      await storeStanding([...standing.values()], tx);
      const at = now();
      const looks = [...lookedAt(changes), ...(await groupsOf(told, tx))];
      await membersToldOf.register(
        tx,
        looks.map(({ key, ...data }) => ({ key, at, data })),
      );
      await toldToChannel.register(
        tx,
        changes.map(({ groupId, eventId }) => ({ key: `${groupId}:${eventId}`, at, data: { groupId, postId: null } })),
      );
    },
  });
}

function noteTold(
  { id, data }: Pick<RecordedEvent, 'id'> & { readonly data: { readonly clientId: string } },
  { told }: Batch,
): void {
  told.set(data.clientId, id);
}

async function storeStanding(standing: readonly Standing[], tx: Tx): Promise<void> {
  if (standing.length === 0) return;
  const rows = standing.toSorted((a, b) => (a.groupId + ' ' + a.clientId < b.groupId + ' ' + b.clientId ? -1 : 1));
  const keyOf = ({ groupId, clientId }: Standing) => ({ group_id: groupId, client_id: clientId });
  const inside = rows.filter(({ left }) => left === null);
  const outside = rows.filter(({ left }) => left !== null);
  await groupMember.put(
    tx,
    inside.map((row) => ({ ...keyOf(row), added_at: row.at })),
  );
  await groupLeaver.put(
    tx,
    outside.map((row) => ({ ...keyOf(row), left_at: new Date(row.at).toISOString(), because: row.left! })),
  );
  await forget('group_member', outside, tx);
  await forget('group_leaver', inside, tx);
}

async function forget(table: 'group_member' | 'group_leaver', rows: readonly Standing[], tx: Tx): Promise<void> {
  if (rows.length === 0) return;
  const keys = [rows.map(({ groupId }) => groupId), rows.map(({ clientId }) => clientId)];
  const gone = 'select * from unnest($1::text[], $2::text[])';
  await tx.query(`delete from ${table} where (group_id, client_id) in (${gone})`, keys, `${table}-forget`);
}

interface Look {
  readonly key: string;
  readonly groupId: string;
  readonly clientIds: string[];
}

function lookedAt(changes: Batch['changes']): Look[] {
  return changes
    .filter(({ added }) => added.length > 0)
    .map(({ groupId, eventId, added }) => ({ key: `${groupId}:${eventId}`, groupId, clientIds: [...added] }));
}

async function groupsOf(told: Batch['told'], tx: Tx): Promise<Look[]> {
  if (told.size === 0) return [];
  const rows = await tx.query<{ groupId: string; clientId: string }>(GROUPS_OF, [[...told.keys()]], 'groups-of-told');
  return rows.map(({ groupId, clientId }) => ({
    ...{ key: `${groupId}:${told.get(clientId)!}`, groupId, clientIds: [clientId] },
  }));
}

const GROUPS_OF = 'select group_id as "groupId", client_id as "clientId" from group_member where client_id = any($1)';
