import { BusinessDateSchema } from '@hengxin/contracts';
import {
  Clock,
  type Connection,
  connection,
  decodeCursor,
  pageSize,
  QueryRefused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { datedItem, type PlanItemView, viewOfItem } from '../my-day/day-view.js';
import { type ItemPlace, PlanItemsQueries } from '../plan/plan-items.queries.js';
import { PlanStreams } from '../plan/plan-streams.js';
import type { LeaveView } from './leave.view.js';

/** Tells the one who was away what their cover was offered and what became of it (rule 4). */
@Resolver('Leave')
export class LeaveItemsResolver {
  constructor(
    private readonly queries: PlanItemsQueries,
    private readonly streams: PlanStreams,
    private readonly clock: Clock,
  ) {}

  /** All who see the leave may see them, but for those who see clients masked: items say why in the client's words. */
  @ResolveField()
  async items(
    @Parent() { staff, cover, from, to }: LeaveView,
    @Args('first') asked: number | null,
    @Args('after') after: string | null,
    @Context() { caller, language }: RequestContext,
  ): Promise<Connection<PlanItemView>> {
    const first = pageSize(asked, 50);
    const place = placeOf(after);
    const mayRead = caller.role === 'RM' || caller.role === 'UNIT_HEAD';
    const rows =
      cover === null || !mayRead
        ? []
        : await this.queries.offered({ staffId: staff.id, coverId: cover.id, from, to }, place, first + 1);
    const plans = await this.streams.readMany([...new Set(rows.map(({ planId }) => planId))]);
    const views = rows.flatMap(({ planId, itemId }) => {
      const dated = datedItem(plans.get(planId)?.plan, itemId);
      return dated ? [viewOfItem(dated, this.clock.today(), language)] : [];
    });
    return connection(views, { first, after }, ({ date, id }) => [date, id]);
  }
}

/** Where a page begins. A forged cursor is refused before the database casts it. */
function placeOf(after: string | null | undefined): Pick<ItemPlace, 'date' | 'itemId'> | undefined {
  const key = decodeCursor(after, 2);
  if (!key) return undefined;
  const [date, itemId] = key;
  if (!BusinessDateSchema.safeParse(date).success || typeof itemId !== 'string')
    throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { date: date as string, itemId };
}
