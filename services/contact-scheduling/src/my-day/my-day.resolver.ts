import { Allow, callerNow, Clock, QueryRefused, type RequestContext } from '@hengxin/service-kit';
import { Args, Context, Query, Resolver, Subscription } from '@nestjs/graphql';
import { checkDate } from '../plan/calendar.rules.js';
import { DayBook } from './day-book.js';
import type { DayView } from './day-view.js';

@Resolver()
export class MyDayResolver {
  constructor(
    private readonly book: DayBook,
    private readonly clock: Clock,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION', 'ADMIN')
  myDay(
    @Args() { date, atLeast }: { date?: string | null; atLeast?: string | null },
    @Context() context: RequestContext,
  ): DayView | Promise<DayView> {
    const { caller, language } = context;
    if (!caller.isStaff) throw new QueryRefused('NOT_ALLOWED');
    const fresh = atLeast || context.atLeast;
    if (!fresh && date == null) {
      const known = this.book.known(caller, language);
      if (known) return known;
    }
    const wanted = date == null ? this.clock.today() : this.dateOf(date);
    return fresh ? this.book.fresh(caller, wanted, language) : this.book.day(caller, wanted, language);
  }

  @Subscription('myDayChanged', { resolve: (day: DayView) => day })
  @Allow('RM')
  myDayChanged(@Context() context: RequestContext): AsyncIterableIterator<DayView> {
    const { caller, language } = context;
    const mine = this.book.changes.subscribe(
      ({ staffId, date }) => staffId === caller.id && date <= this.clock.today(),
    );
    const { book, clock } = this;
    // No generator: there a `return` would wait until the next change lets `next` go.
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      async next() {
        if ((await mine.next()).done) return { done: true, value: undefined };
        return { done: false, value: await book.day(callerNow(context), clock.today(), language) };
      },
      async return() {
        await mine.return?.();
        return { done: true, value: undefined };
      },
    };
  }

  private dateOf(date: string): string {
    const outside = checkDate(date, ['date']);
    if (outside) throw QueryRefused.of(outside);
    return date;
  }
}
