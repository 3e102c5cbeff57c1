import { isRejected, type Rejected } from '@hengxin/event-sourcing';
import {
  Allow,
  type Connection,
  pageSize,
  parseInput,
  type Payload,
  payloadOf,
  QueryRefused,
  ReadsFrom,
  refused,
  type RequestContext,
} from '@hengxin/service-kit';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { z } from 'zod';
import { CLIENT_FACTS, GIFTS } from '../consumers.js';
import { VisitLists } from '../visit/visit-lists.js';
import type { VisitView } from '../visit/visit.view.js';
import { GiftDesk, type GiftResult } from './gift-desk.js';
import { GiftLists } from './gift-lists.js';
import { GiftShelf } from './gift-shelf.js';
import {
  ApproveGiftInput,
  GiftFilter,
  HandOverGiftInput,
  IssueGiftInput,
  ReserveGiftInput,
  ReturnGiftInput,
} from './gift.inputs.js';
import { type GiftItemView, type GiftView, viewOfGift, viewOfItem } from './gift.view.js';
import { GiftsQueries } from './gifts.queries.js';

type GiftPayload = Payload & { readonly gift?: GiftView | null };

interface GiftsArgs {
  readonly filter?: unknown;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** The API of gifts: it translates, and decides nothing. */
@Resolver('Gift')
export class GiftResolver {
  constructor(
    private readonly desk: GiftDesk,
    private readonly shelf: GiftShelf,
    private readonly lists: GiftLists,
    private readonly queries: GiftsQueries,
    private readonly visits: VisitLists,
  ) {}

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  reserveGift(@Args('input') given: unknown, @Context() context: RequestContext): Promise<GiftPayload> {
    return carryOut(ReserveGiftInput, given, context, (input) => this.desk.reserve(input, context));
  }

  @Mutation()
  @Allow('UNIT_HEAD')
  approveGift(@Args('input') given: unknown, @Context() context: RequestContext): Promise<GiftPayload> {
    return carryOut(ApproveGiftInput, given, context, (input) => this.desk.approve(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  issueGift(@Args('input') given: unknown, @Context() context: RequestContext): Promise<GiftPayload> {
    return carryOut(IssueGiftInput, given, context, (input) => this.desk.issue(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  handOverGift(@Args('input') given: unknown, @Context() context: RequestContext): Promise<GiftPayload> {
    return carryOut(HandOverGiftInput, given, context, (input) => this.desk.handOver(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  returnGift(@Args('input') given: unknown, @Context() context: RequestContext): Promise<GiftPayload> {
    return carryOut(ReturnGiftInput, given, context, (input) => this.desk.giveBack(input, context));
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(GIFTS, CLIENT_FACTS)
  gifts(@Args() args: GiftsArgs, @Context() { caller }: RequestContext): Promise<Connection<GiftView>> {
    const filter = parseInput(GiftFilter, args.filter ?? {}, ['filter']);
    if (isRejected(filter)) throw QueryRefused.of(filter);
    return this.lists.list(filter, pageSize(args.first, 20), args.after, caller);
  }

  /** A gift may be reserved before the list of items has what it is of: the log has. */
  @ResolveField()
  async item(@Parent() { stored: { itemId } }: GiftView): Promise<GiftItemView> {
    const item = (await this.queries.item(itemId)) ?? (await this.shelf.item(itemId));
    return viewOfItem(itemId, item!);
  }

  @ResolveField()
  async visit(
    @Parent() { stored: { visitId } }: GiftView,
    @Context() { caller }: RequestContext,
  ): Promise<VisitView | null> {
    return visitId === null ? null : this.visits.one(visitId, caller);
  }
}

async function carryOut<S extends z.ZodType>(
  schema: S,
  given: unknown,
  context: RequestContext,
  command: (input: z.output<S>) => Promise<GiftResult>,
): Promise<GiftPayload> {
  const input: z.output<S> | Rejected = parseInput(schema, given);
  if (isRejected(input)) return refused(input.rejection, context);
  return payloadOf(await command(input), context, (gift) => ({ gift: viewOfGift(gift) }));
}
