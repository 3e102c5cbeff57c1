import { BusinessDateSchema, Id, line } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import {
  Allow,
  Clock,
  CommandHandler,
  type Connection,
  connection,
  decodeCursor,
  deterministicId,
  pageSize,
  parseInput,
  type Payload,
  QueryRefused,
  ReadsFrom,
  refused,
  type RequestContext,
  ScopedReference,
  sharedRejections,
} from '@hengxin/service-kit';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { gift } from './gift.decider.js';
import { Gift, GiftDelivered } from './gift.events.js';
import { type GiftPlace, GiftQueries, type StoredGift } from './gifts.projection.js';

const DeliverGiftInput = z.object({
  commandId: line(200),
  clientId: Id,
  deliveredOn: BusinessDateSchema,
  item: GiftDelivered.schema.shape.item,
});

interface ClientRef {
  readonly id: string;
}

/** The API of gifts: it translates, and decides nothing. */
@Resolver('Client')
export class GiftResolver {
  constructor(
    private readonly commands: CommandHandler,
    private readonly queries: GiftQueries,
    private readonly clock: Clock,
  ) {}

  @Mutation()
  @Allow('RM')
  async deliverGift(
    @Args('input') given: unknown,
    @Context() context: RequestContext,
  ): Promise<Payload & { client?: ClientRef }> {
    const input = parseInput(DeliverGiftInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const { commandId, ...told } = input;
    const giftId = deterministicId('gift', context.caller.id, commandId);
    const result = await this.commands.execute({
      aggregate: Gift,
      decider: gift,
      id: giftId,
      command: {
        type: 'DeliverGift',
        data: { ...told, giftId, staffId: context.caller.id, today: this.clock.today() },
      },
      commandId,
      input: { command: 'deliverGift', ...input },
      context,
      fresh: true,
      businessDate: told.deliveredOn,
    });
    if (!result.accepted) return refused(result.rejection, context);
    return { client: { id: told.clientId }, errors: [], position: result.position };
  }

  @Query()
  @Allow('RM', 'HEAD_OFFICE')
  @ReadsFrom('gifts')
  giftsOf(@Args('clientId') id: string): ClientRef {
    return { id };
  }

  @ScopedReference('Client')
  async references(ids: readonly string[], _context: RequestContext): Promise<{ __typename: string; id: string }[]> {
    return ids.map((id) => ({ __typename: 'Client', id }));
  }

  @ResolveField()
  async gifts(
    @Parent() { id }: ClientRef,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() { caller }: RequestContext,
  ): Promise<Connection<StoredGift>> {
    const size = pageSize(first, 10);
    const rows = await this.queries.ofClient(id, placeOf(after), caller.role === 'RM' ? [caller.id] : null, size + 1);
    return connection(rows, { first: size, after }, (row) => [row.deliveredOn, row.id]);
  }
}

/** Where a page begins. A forged cursor is refused before the database casts it. */
function placeOf(after: string | null | undefined): GiftPlace | undefined {
  const key = decodeCursor(after, 2);
  if (!key) return undefined;
  const [deliveredOn, id] = key;
  if (!BusinessDateSchema.safeParse(deliveredOn).success || typeof id !== 'string')
    throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { deliveredOn: deliveredOn as string, id };
}
