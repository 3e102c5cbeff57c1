import { chinaCalendar } from '@hengxin/contracts';
import { UnitScope } from '@hengxin/identity';
import { Allow, Clock, QueryRefused, ReadsFrom, type RequestContext } from '@hengxin/service-kit';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CLIENT_FACTS, CONTACT_WEEKS, LEAVES } from '../consumers.js';
import type { DayView } from '../my-day/day-view.js';
import { checkDate } from '../plan/calendar.rules.js';
import type { Fix, Verdict } from './feasibility.policy.js';
import { FeasibilityQueries } from './feasibility.queries.js';
import { fixText, verdictText } from './feasibility-text.rules.js';

interface FixView {
  readonly kind: Fix['kind'];
  readonly clients: number;
  readonly contactsAYear: number | null;
  readonly text: string;
}

/** `Feasibility` of the schema. */
export interface FeasibilityView extends Omit<Verdict, 'fixes'> {
  readonly year: number;
  readonly fixes: readonly FixView[];
  readonly text: string;
}

@Resolver('DailyPlan')
export class FeasibilityResolver {
  constructor(
    private readonly queries: FeasibilityQueries,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE')
  @ReadsFrom(CLIENT_FACTS, CONTACT_WEEKS, LEAVES)
  async feasibility(
    @Args() asked: { staffId?: string | null; year?: number | null },
    @Context() context: RequestContext,
  ): Promise<FeasibilityView> {
    const staffId = asked.staffId ?? context.caller.id;
    if (!this.scope.canSeeStaff(context.caller, staffId)) throw new QueryRefused('OUT_OF_SCOPE', ['staffId']);
    const year = asked.year ?? +this.clock.today().slice(0, 4);
    // The last year of the calendar has no day after it; a number of another length is no year.
    const outside = checkDate(year < chinaCalendar.lastYear ? `${year}-01-01` : `${year}-12-31`, ['year']);
    if (outside) throw QueryRefused.of(outside);
    return this.view(staffId, year, context);
  }

  /** The warning that a plan carries, computed for those who ask for it. */
  @ResolveField()
  @ReadsFrom(CLIENT_FACTS, CONTACT_WEEKS, LEAVES)
  async shortfall(@Parent() { staff, date, capacity, leave }: DayView, @Context() context: RequestContext) {
    if (capacity === 0 && leave === null) return null;
    const found = await this.view(staff.id, +date.slice(0, 4), context);
    return found.shortfall > 0 ? found : null;
  }

  private async view(staffId: string, year: number, { language }: RequestContext): Promise<FeasibilityView> {
    const verdict = await this.queries.of(staffId, year);
    const fixes = verdict.fixes.map((fix) => ({
      kind: fix.kind,
      clients: fix.clients,
      contactsAYear: fix.kind === 'LOWER_TARGET' ? fix.contactsAYear : null,
      text: fixText(fix, language),
    }));
    return { ...verdict, year, fixes, text: verdictText(verdict, year, language) };
  }
}
