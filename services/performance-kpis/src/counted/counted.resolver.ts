import { Allow, type Connection, ReadsFrom, type RequestContext } from '@hengxin/service-kit';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { CalendarEdition } from '../figures/calendar-edition.js';
import { FIGURE_SOURCES } from '../figures/figures.tables.js';
import { KpiQuestions, type KpiScopeInput, type PeriodInput } from '../kpi/kpi-questions.js';
import type { TreeView } from '../kpi/tree-views.js';
import { type Counted, CountedParts } from './counted.js';

/** What figures count, one by one. */
@Resolver()
export class CountedResolver {
  constructor(
    private readonly questions: KpiQuestions,
    private readonly counted: CountedParts,
    private readonly calendar: CalendarEdition,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(...FIGURE_SOURCES, 'directory')
  async kpiCounted(
    @Args('scope') scope: KpiScopeInput,
    @Args('period') period: PeriodInput,
    @Args('metric') metric: string,
    @Args('reached') reached: boolean | null,
    @Args('view') view: TreeView | null,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() { caller }: RequestContext,
  ): Promise<Connection<Counted>> {
    const asked = { scope: this.questions.scopeOf(scope, caller), period: this.questions.periodOf(period) };
    await this.calendar.assertComplete();
    return this.counted.page({
      ...asked,
      ...{ caller, first, after },
      metric: this.questions.metricListed(metric, caller),
      reached: reached ?? null,
      view: view ?? 'AS_WAS',
    });
  }
}
