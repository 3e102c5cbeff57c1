import type { Channel, LeavingCause } from '@hengxin/contracts';
import { BatchedLookup, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { PostState } from './group-post.decider.js';

/** A group as it is shown. */
export interface KeptGroup {
  readonly groupId: string;
  readonly ownerId: string;
  readonly name: string;
  readonly channel: Channel;
}

/** A post as it is shown. */
export interface KeptPost {
  readonly postId: string;
  readonly groupId: string;
  readonly staffId: string;
  readonly text: string;
  /** Epoch ms. */
  readonly sentMs: number;
  readonly reached: number;
  readonly state: PostState;
  readonly code: string | null;
}

/** A client who left a group. */
export interface Leaver {
  readonly clientId: string;
  /** Epoch ms. */
  readonly leftMs: number;
  readonly because: LeavingCause;
}

/** Where a page of posts or leavers ended. */
export interface MomentPlace {
  readonly ms: number;
  readonly id: string;
}

/** Groups, their members and posts. Look-ups at the same time share a statement. */
@Injectable()
export class GroupsQueries {
  private readonly sizes: BatchedLookup<string, number>;
  private readonly memberships: BatchedLookup<string, readonly KeptGroup[]>;

  constructor(private readonly database: Database) {
    this.sizes = new BatchedLookup((groupIds) => this.loadSizes(groupIds));
    this.memberships = new BatchedLookup((clientIds) => this.loadMemberships(clientIds));
  }

  /** Those of a member of staff, by name. */
  ofStaff(ownerId: string): Promise<KeptGroup[]> {
    return this.database.query<KeptGroup>(OF_STAFF, [ownerId], 'groups-of-staff');
  }

  /** One of a member of staff. */
  async one(groupId: string, ownerId: string): Promise<KeptGroup | null> {
    const [row] = await this.database.query<KeptGroup>(ONE, [groupId, ownerId], 'group-one');
    return row ?? null;
  }

  /** Those in which a client is a member, by name. */
  async ofClient(clientId: string): Promise<readonly KeptGroup[]> {
    return (await this.memberships.find(clientId)) ?? [];
  }

  async memberCount(groupId: string): Promise<number> {
    return (await this.sizes.find(groupId)) ?? 0;
  }

  /** Clients behind a place, by their ids. */
  async members(groupId: string, after: string, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(MEMBERS, [groupId, after, limit], 'group-members');
    return rows.map(({ id }) => id);
  }

  /** Posts behind a place, newest first. */
  posts(groupId: string, after: MomentPlace | null, limit: number): Promise<KeptPost[]> {
    return this.database.query<KeptPost>(POSTS, [groupId, ...momentOf(after), limit], 'group-posts');
  }

  /** Who left behind a place, the last first. */
  leavers(groupId: string, after: MomentPlace | null, limit: number): Promise<Leaver[]> {
    return this.database.query<Leaver>(LEAVERS, [groupId, ...momentOf(after), limit], 'group-leavers');
  }

  private async loadSizes(groupIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.database.query<{ id: string; size: number }>(SIZES, [groupIds], 'group-sizes');
    return new Map(rows.map(({ id, size }) => [id, size]));
  }

  private async loadMemberships(clientIds: readonly string[]): Promise<Map<string, KeptGroup[]>> {
    const rows = await this.database.query<KeptGroup & { clientId: string }>(
      OF_CLIENTS,
      [clientIds],
      'groups-of-clients',
    );
    const byClient = new Map<string, KeptGroup[]>();
    for (const { clientId, ...group } of rows) byClient.set(clientId, [...(byClient.get(clientId) ?? []), group]);
    return byClient;
  }
}

function momentOf(after: MomentPlace | null): [string, string] {
  return after === null ? ['infinity', ''] : [new Date(after.ms).toISOString(), after.id];
}

const GROUP = 'g.group_id as "groupId", g.owner_id as "ownerId", g.name, g.channel';
const OF_STAFF = `select ${GROUP} from client_group g where g.owner_id = $1 order by g.name, g.group_id`;
const ONE = `select ${GROUP} from client_group g where g.group_id = $1 and g.owner_id = $2`;
const OF_CLIENTS = `
  select m.client_id as "clientId", ${GROUP} from group_member m join client_group g on g.group_id = m.group_id
  where m.client_id = any($1) order by m.client_id, g.name, g.group_id`;
const SIZES =
  'select group_id as id, count(*)::int as size from group_member where group_id = any($1) group by group_id';
const MEMBERS = `
  select client_id as id from group_member where group_id = $1 and client_id > $2 order by client_id limit $3`;
const POSTS = `
  select post_id as "postId", group_id as "groupId", staff_id as "staffId", text, reached, state, code,
    (extract(epoch from sent_at) * 1000)::float8 as "sentMs"
  from group_post where group_id = $1 and (sent_at, post_id) < ($2::timestamptz, $3)
  order by sent_at desc, post_id desc limit $4`;
const LEAVERS = `
  select client_id as "clientId", because, (extract(epoch from left_at) * 1000)::float8 as "leftMs"
  from group_leaver where group_id = $1 and (left_at, client_id) < ($2::timestamptz, $3)
  order by left_at desc, client_id desc limit $4`;
