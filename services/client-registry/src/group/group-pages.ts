import { Id, instantOf } from '@hengxin/contracts';
import { UnitScope } from '@hengxin/identity';
import {
  Clock,
  type Connection,
  connection,
  decodeCursor,
  isMoment,
  pageSize,
  QueryRefused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { ClientView } from '../client/client.view.js';
import { ClientViews } from '../client/client.views.js';
import type { StoredPost } from './group-post.decider.js';
import { GroupsQueries, type KeptGroup, type KeptPost, type MomentPlace } from './groups.queries.js';

export interface Asked {
  readonly first: number | null;
  readonly after: string | null;
}

export interface LeaverView {
  readonly client: ClientView;
  readonly leftAt: string;
  readonly because: string;
}

export interface PostView {
  readonly id: string;
  readonly staff: { readonly __typename: 'Staff'; readonly id: string };
  readonly text: string;
  readonly sentAt: string;
  readonly reached: number;
  readonly state: string;
  readonly failure: string | null;
}

/** Lists of a group, as a caller may see them. */
@Injectable()
export class GroupPages {
  constructor(
    private readonly groups: GroupsQueries,
    private readonly views: ClientViews,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
  ) {}

  /**
   * The owner meets members behind the group: of one who is kept by somebody else by now the masked name. Others who
   * come upon the group by one client learn of no client whom they may not see.
   */
  async members(
    { groupId, ownerId, members }: KeptGroup & { readonly members: ReadonlySet<string> | null },
    { first, after }: Asked,
    { caller }: RequestContext,
  ): Promise<Connection<ClientView>> {
    const size = pageSize(first, 50);
    const place = idAfter(after);
    const ids = members ? behind(members, place, size + 1) : await this.groups.members(groupId, place, size + 1);
    const views = await this.views.ofIds(ids, caller);
    const isShown = (view: ClientView) => ownerId === caller.id || view.sight !== 'REFERENCE';
    const found = views.filter((view) => view !== null && isShown(view)) as ClientView[];
    const lookedUpTo = ids.length > size ? [ids[size - 1]!] : undefined;
    const page = found.filter(({ id }) => lookedUpTo === undefined || id <= lookedUpTo[0]!);
    return connection(page, { first: size, after }, ({ id }) => [id], undefined, lookedUpTo);
  }

  async left(
    { groupId, ownerId }: KeptGroup,
    { first, after }: Asked,
    { caller }: RequestContext,
  ): Promise<Connection<LeaverView>> {
    const size = pageSize(first, 20);
    const place = momentAfter(after);
    if (!this.isOwners(ownerId, caller)) return connection([], { first: size, after }, () => []);
    const rows = await this.groups.leavers(groupId, place, size + 1);
    const views = await this.views.ofIds(
      rows.map(({ clientId }) => clientId),
      caller,
    );
    const known = rows.flatMap((row, i) => (views[i] ? [{ ...row, client: views[i] }] : []));
    return connection(
      known,
      { first: size, after },
      ({ leftMs, clientId }) => [leftMs, clientId],
      ({ client, leftMs, because }) => ({ client, leftAt: instantOf(leftMs, this.clock.timeZone), because }),
    );
  }

  async posts(
    { groupId, ownerId }: KeptGroup,
    { first, after }: Asked,
    { caller }: RequestContext,
  ): Promise<Connection<PostView>> {
    const size = pageSize(first, 20);
    const place = momentAfter(after);
    if (!this.isOwners(ownerId, caller)) return connection([], { first: size, after }, () => []);
    return connection(
      await this.groups.posts(groupId, place, size + 1),
      { first: size, after },
      ({ sentMs, postId }) => [sentMs, postId],
      (post) => this.viewOf({ ...post, sentAt: instantOf(post.sentMs, this.clock.timeZone) }),
    );
  }

  /** A post as its stream has it, or its row. */
  viewOf(post: StoredPost | (KeptPost & { readonly sentAt: string })): PostView {
    const { postId: id, staffId, text, sentAt, state, code: failure } = post;
    const reached = 'reached' in post ? post.reached : post.clientIds.length;
    return { id, staff: { __typename: 'Staff', id: staffId }, text, sentAt, reached, state, failure };
  }

  /** Text to a group is the owner's work: seen by who may see that. */
  private isOwners(ownerId: string, caller: RequestContext['caller']): boolean {
    return ownerId === caller.id || (!this.scope.masksNames(caller) && this.scope.canSeeStaff(caller, ownerId));
  }
}

/** As a command left them: the read model may not know yet. */
function behind(members: ReadonlySet<string>, place: string, limit: number): string[] {
  const sorted = [...members].filter((id) => id > place).sort();
  return sorted.slice(0, limit);
}

function idAfter(after: string | null): string {
  const key = decodeCursor(after, 1);
  if (!key) return '';
  if (!Id.safeParse(key[0]).success) throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return key[0] as string;
}

function momentAfter(after: string | null): MomentPlace | null {
  const key = decodeCursor(after, 2);
  if (!key) return null;
  const [ms, id] = key;
  if (!isMoment(ms) || !Id.safeParse(id).success) throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { ms, id: id as string };
}
