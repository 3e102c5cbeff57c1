import { isRejected } from '@hengxin/event-sourcing';
import { UnitScope } from '@hengxin/identity';
import {
  Allow,
  parseInput,
  type Payload,
  payloadOf,
  QueryRefused,
  ReadsFrom,
  refused,
  type RequestContext,
} from '@hengxin/service-kit';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { GIFT_ITEMS, GIFT_STOCKS } from '../consumers.js';
import { GiftShelf } from './gift-shelf.js';
import { AddGiftStockInput, DefineGiftItemInput } from './gift.inputs.js';
import { type GiftItemView, viewOfItem } from './gift.view.js';
import { GiftsQueries } from './gifts.queries.js';

type GiftItemPayload = Payload & { readonly giftItem?: GiftItemView | null };

/** The API of what may be given, and of its stock: it translates, and decides nothing. */
@Resolver('GiftItem')
export class GiftItemResolver {
  constructor(
    private readonly shelf: GiftShelf,
    private readonly queries: GiftsQueries,
    private readonly scope: UnitScope,
  ) {}

  @Mutation()
  @Allow('ADMIN')
  async defineGiftItem(@Args('input') given: unknown, @Context() context: RequestContext): Promise<GiftItemPayload> {
    const input = parseInput(DefineGiftItemInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const itemId = this.shelf.itemId(input, context);
    return payloadOf(await this.shelf.define(input, context), context, (item) => ({
      giftItem: viewOfItem(itemId, item!),
    }));
  }

  @Mutation()
  @Allow('UNIT_HEAD', 'HEAD_OFFICE', 'ADMIN')
  async addGiftStock(@Args('input') given: unknown, @Context() context: RequestContext): Promise<GiftItemPayload> {
    const input = parseInput(AddGiftStockInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const { itemId, unitId } = input;
    const result = await this.shelf.fill(input, context);
    const item = await this.shelf.item(itemId);
    return payloadOf(result, context, (pieces) => ({
      giftItem: { ...viewOfItem(itemId, item!), filled: { unitId, pieces } },
    }));
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION', 'ADMIN')
  @ReadsFrom(GIFT_ITEMS, GIFT_STOCKS)
  async giftItems(): Promise<GiftItemView[]> {
    return (await this.queries.items()).map(({ itemId, ...item }) => viewOfItem(itemId, item));
  }

  @ResolveField()
  async stock(
    @Parent() { id, filled }: GiftItemView,
    @Args('unitId') unitId: string,
    @Context() { caller }: RequestContext,
  ): Promise<number> {
    if (!this.scope.canSeeUnit(caller, unitId)) throw new QueryRefused('OUT_OF_SCOPE', ['unitId']);
    return filled?.unitId === unitId ? filled.pieces : this.queries.pieces(id, unitId);
  }
}
