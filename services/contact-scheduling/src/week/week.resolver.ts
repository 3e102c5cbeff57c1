import { addDays, type BusinessDate, chinaCalendar, type DayKind } from '@hengxin/contracts';
import {
  Allow,
  Clock,
  type Connection,
  connection,
  decodeCursor,
  pageSize,
  QueryRefused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { DayBook } from '../my-day/day-book.js';
import type { DayView, PlanItemView } from '../my-day/day-view.js';
import { checkDate } from '../plan/calendar.rules.js';
import { isOccasion } from '../plan/prompts.policy.js';

/** Days of a week ahead. */
const DAYS = 7;

/** `PlanDay` of the schema. */
interface PlanDay {
  readonly date: BusinessDate;
  readonly dayKind: DayKind;
  readonly capacity: number;
  readonly promises: number;
  readonly occasions: number;
  readonly expected: number;
  readonly provisional: boolean;
}

/** The days around today, out of the same days that `myDay` shows. */
@Resolver()
export class WeekResolver {
  constructor(
    private readonly book: DayBook,
    private readonly clock: Clock,
  ) {}

  @Query()
  @Allow('RM')
  async week(
    @Args('from') from: string | null | undefined,
    @Context() { caller, language }: RequestContext,
  ): Promise<PlanDay[]> {
    const first = from ?? this.clock.today();
    const outside = checkDate(first, ['from']) ?? checkDate(addDays(first, DAYS - 1), ['from']);
    if (outside) throw QueryRefused.of(outside);
    const days: PlanDay[] = [];
    // One after the other: each is drawn from the whole portfolio.
    for (let i = 0; i < DAYS; i++) days.push(planDay(await this.book.day(caller, addDays(first, i), language)));
    return days;
  }

  @Query()
  @Allow('RM')
  async overdue(
    @Args() asked: { first?: number | null; after?: string | null },
    @Context() { caller, language }: RequestContext,
  ): Promise<Connection<PlanItemView>> {
    const first = pageSize(asked.first, 50);
    const place = placeOf(asked.after);
    const { items } = await this.book.day(caller, this.clock.today(), language);
    const missed = items.filter(({ status }) => status === 'MISSED').sort(byDueDay);
    const behind = place ? missed.filter((item) => byDueDay(item, place) > 0) : missed;
    return connection(behind.slice(0, first + 1), { first, after: asked.after }, ({ dueSince, id }) => [dueSince, id]);
  }
}

/** What falls to the day itself: items that were missed before it are no part of it. */
function planDay({ date, dayKind, capacity, provisional, items }: DayView): PlanDay {
  const own = items.filter((item) => item.date === date);
  return {
    date,
    dayKind,
    capacity,
    promises: own.filter(({ reason }) => reason.code === 'PROMISE').length,
    occasions: own.filter(({ prompts }) => prompts.some(isOccasion)).length,
    expected: own.length,
    provisional: provisional || chinaCalendar.provisional(+date.slice(0, 4)),
  };
}

type Place = Pick<PlanItemView, 'dueSince' | 'id'>;

/** Longest due first, then by id. */
function byDueDay(a: Place, b: Place): number {
  return compareText(a.dueSince, b.dueSince) || compareText(a.id, b.id);
}

function placeOf(after: string | null | undefined): Place | undefined {
  const [dueSince, id] = decodeCursor(after, 2) ?? [];
  if (after == null) return undefined;
  if (typeof dueSince !== 'string' || typeof id !== 'string')
    throw QueryRefused.of(sharedRejections.CURSOR_INVALID({}));
  return { dueSince, id };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
