import { type BusinessCalendar, chinaCalendar } from '@hengxin/contracts';
import { UnitScope } from '@hengxin/identity';
import {
  Allow,
  CALENDAR,
  CALENDAR_CONSUMER,
  Clock,
  QueryRefused,
  ReadsFrom,
  type RequestContext,
} from '@hengxin/service-kit';
import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CLIENT_FACTS, CONTACT_WEEKS, DIRECTORY_CONSUMER, LEAVES } from '../consumers.js';
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
  readonly provisional: boolean;
}

@Resolver('DailyPlan')
export class FeasibilityResolver {
  constructor(
    private readonly queries: FeasibilityQueries,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE')
  @ReadsFrom(CLIENT_FACTS, CONTACT_WEEKS, LEAVES, DIRECTORY_CONSUMER, CALENDAR_CONSUMER)
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

  /** The warning that every plan of a relationship manager carries, computed for those who ask for it. */
  @ResolveField()
  @ReadsFrom(CLIENT_FACTS, CONTACT_WEEKS, LEAVES, DIRECTORY_CONSUMER, CALENDAR_CONSUMER)
  async shortfall(@Parent() { staff, date }: DayView, @Context() context: RequestContext) {
    if (context.caller.role !== 'RM') return null;
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
    const text = verdictText(verdict, year, language);
    return { ...verdict, year, fixes, text, provisional: this.calendar.provisional(year) };
  }
}
