import { isRejected } from '@hengxin/event-sourcing';
import {
  Allow,
  type Connection,
  COVERS_CONSUMER,
  pageSize,
  parseInput,
  type Payload,
  QueryRefused,
  ReadsFrom,
  refused,
  type RequestContext,
} from '@hengxin/service-kit';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ClientPages, placeAfter } from '../client/client-pages.js';
import { CLIENT } from '../client/client.projection.js';
import type { ClientView } from '../client/client.view.js';
import { lastContacts } from '../client/last-contact.projection.js';
import { clientHoldings } from './client-holdings.projection.js';
import { SegmentClients } from './segment-clients.js';
import type { StoredSegment } from './segment.decider.js';
import { SegmentDesk, type SegmentResult } from './segment-desk.js';
import { SegmentFilter } from './segment-filter.rules.js';
import { RetireSegmentInput, SaveSegmentInput } from './segment.inputs.js';
import { segmentsKept } from './segments.projection.js';
import { SegmentsQueries } from './segments.queries.js';

type SegmentView = StoredSegment & { readonly id: string };
type SegmentPayload = Payload & { readonly segment?: SegmentView };

/** The segments that a member of staff keeps. */
@Resolver('Segment')
export class SegmentResolver {
  constructor(
    private readonly queries: SegmentsQueries,
    private readonly desk: SegmentDesk,
    private readonly clients: SegmentClients,
    private readonly pages: ClientPages,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE')
  @ReadsFrom(segmentsKept.consumer, CLIENT, lastContacts.consumer, clientHoldings.consumer, COVERS_CONSUMER)
  async segments(@Context() { caller }: RequestContext): Promise<SegmentView[]> {
    return (await this.queries.ofStaff(caller.id)).map(viewOf);
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE')
  @ReadsFrom(segmentsKept.consumer, CLIENT, lastContacts.consumer, clientHoldings.consumer, COVERS_CONSUMER)
  async segment(@Args('id') id: string, @Context() { caller }: RequestContext): Promise<SegmentView | null> {
    const found = await this.queries.one(id, caller.id);
    return found && viewOf(found);
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE')
  @ReadsFrom(CLIENT, lastContacts.consumer, clientHoldings.consumer, COVERS_CONSUMER)
  async clientCount(@Args('filter') given: unknown, @Context() { caller }: RequestContext): Promise<number> {
    const filter = parseInput(SegmentFilter, given, ['filter']);
    if (isRejected(filter)) throw QueryRefused.of(filter);
    return this.clients.countNow(filter, caller);
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE')
  async saveSegment(@Args('input') given: unknown, @Context() context: RequestContext): Promise<SegmentPayload> {
    const input = parseInput(SaveSegmentInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    return payloadOf(await this.desk.save(input, context), context);
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE')
  async retireSegment(@Args('input') given: unknown, @Context() context: RequestContext): Promise<SegmentPayload> {
    const input = parseInput(RetireSegmentInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    return payloadOf(await this.desk.retire(input, context), context);
  }

  @ResolveField()
  count(@Parent() segment: SegmentView, @Context() context: RequestContext): Promise<number> {
    return this.clients.count(segment, context);
  }

  @ResolveField('clients')
  async clientsOf(
    @Parent() segment: SegmentView,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: RequestContext,
  ): Promise<Connection<ClientView>> {
    const size = pageSize(first, 50);
    const places = await this.clients.page(segment, { after: placeAfter(after), limit: size + 1 }, context);
    return this.pages.of(places, { first: size, after }, context);
  }
}

function viewOf(segment: StoredSegment): SegmentView {
  return { id: segment.segmentId, ...segment };
}

function payloadOf(result: SegmentResult, context: RequestContext): SegmentPayload {
  if (!result.accepted) return refused(result.rejection, context);
  return { ...(result.state && { segment: viewOf(result.state) }), errors: [], position: result.position };
}
