import { isRejected } from '@hengxin/event-sourcing';
import {
  Allow,
  type Connection,
  parseInput,
  type Payload,
  ReadsFrom,
  refused,
  type RequestContext,
} from '@hengxin/service-kit';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CLIENT } from '../client/client.projection.js';
import type { ClientView } from '../client/client.view.js';
import type { StoredGroup } from './group.decider.js';
import { GroupDesk, type GroupResult } from './group-desk.js';
import { ChangeGroupMembersInput, CreateGroupInput, PostToGroupInput } from './group.inputs.js';
import { GroupPages, type LeaverView, type PostView } from './group-pages.js';
import { groupPosts } from './group-posts.projection.js';
import { GROUPS } from './groups.projection.js';
import { GroupsQueries, type KeptGroup } from './groups.queries.js';

interface GroupView extends KeptGroup {
  readonly id: string;
  /** As the command before this answer left it; null where the read model is asked. */
  readonly members: StoredGroup['members'] | null;
}

type GroupPayload = Payload & { readonly clientGroup?: GroupView };

/** Groups of clients, for who made them. */
@Resolver('ClientGroup')
export class GroupResolver {
  constructor(
    private readonly queries: GroupsQueries,
    private readonly desk: GroupDesk,
    private readonly pages: GroupPages,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD')
  @ReadsFrom(GROUPS, groupPosts.consumer, CLIENT)
  async groups(@Context() { caller }: RequestContext): Promise<GroupView[]> {
    return (await this.queries.ofStaff(caller.id)).map(viewOf);
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD')
  @ReadsFrom(GROUPS, groupPosts.consumer, CLIENT)
  async group(@Args('id') id: string, @Context() { caller }: RequestContext): Promise<GroupView | null> {
    const found = await this.queries.one(id, caller.id);
    return found && viewOf(found);
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  async createGroup(@Args('input') given: unknown, @Context() context: RequestContext): Promise<GroupPayload> {
    const input = parseInput(CreateGroupInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    return payloadOf(await this.desk.create(input, context), context);
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  async changeGroupMembers(@Args('input') given: unknown, @Context() context: RequestContext): Promise<GroupPayload> {
    const input = parseInput(ChangeGroupMembersInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    return payloadOf(await this.desk.changeMembers(input, context), context);
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  async postToGroup(
    @Args('input') given: unknown,
    @Context() context: RequestContext,
  ): Promise<Payload & { readonly groupPost?: PostView }> {
    const input = parseInput(PostToGroupInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const result = await this.desk.post(input, context);
    if (!result.accepted) return refused(result.rejection, context);
    const groupPost = result.state && this.pages.viewOf(result.state);
    return { ...(groupPost && { groupPost }), errors: [], position: result.position };
  }

  @ResolveField()
  owner(@Parent() { ownerId }: GroupView): { readonly __typename: 'Staff'; readonly id: string } {
    return { __typename: 'Staff', id: ownerId };
  }

  @ResolveField()
  memberCount(@Parent() { groupId, members }: GroupView): number | Promise<number> {
    return members?.size ?? this.queries.memberCount(groupId);
  }

  @ResolveField()
  members(
    @Parent() group: GroupView,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: RequestContext,
  ): Promise<Connection<ClientView>> {
    return this.pages.members(group, { first, after }, context);
  }

  @ResolveField()
  left(
    @Parent() group: GroupView,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: RequestContext,
  ): Promise<Connection<LeaverView>> {
    return this.pages.left(group, { first, after }, context);
  }

  @ResolveField()
  posts(
    @Parent() group: GroupView,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: RequestContext,
  ): Promise<Connection<PostView>> {
    return this.pages.posts(group, { first, after }, context);
  }
}

/** The groups in which a client is a member. */
@Resolver('Client')
export class ClientGroupsResolver {
  constructor(private readonly queries: GroupsQueries) {}

  @ResolveField()
  async groups(@Parent() view: ClientView): Promise<GroupView[]> {
    return view.sight === 'WHOLE' ? (await this.queries.ofClient(view.id)).map(viewOf) : [];
  }
}

function viewOf(group: KeptGroup): GroupView {
  return { ...group, id: group.groupId, members: null };
}

function payloadOf(result: GroupResult, context: RequestContext): GroupPayload {
  if (!result.accepted) return refused(result.rejection, context);
  const { state, position } = result;
  return { ...(state && { clientGroup: { ...state, id: state.groupId } }), errors: [], position };
}
