import { chinaCalendar, type Grain } from '@hengxin/contracts';
import { Allow, ReadsFrom, type RequestContext } from '@hengxin/service-kit';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { isProvisional } from './period-input.rules.js';
import { type KpiValue, MetricSet } from '../metrics/metric-set.js';
import { FIGURE_SOURCES } from '../figures/figures.tables.js';
import { KpiQuestions, type KpiScopeInput } from './kpi-questions.js';
import type { KpiRow } from './kpi-table.js';
import { type TreeView, TreeViews } from './tree-views.js';

/** As `schema.graphql` has it. */
export interface KpiPoint {
  readonly start: string;
  readonly values: readonly KpiValue[];
  readonly provisional: boolean;
}

/** Figures over time: one question for a trend of any length. */
@Resolver()
export class KpiSeriesResolver {
  constructor(
    private readonly questions: KpiQuestions,
    private readonly views: TreeViews,
    private readonly metrics: MetricSet,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(...FIGURE_SOURCES, 'directory')
  async kpiSeries(
    @Args('scope') input: KpiScopeInput,
    @Args('grain') grain: Grain,
    @Args('from') from: string,
    @Args('to') to: string,
    @Args('metrics') metrics: readonly string[] | null,
    @Args('view') view: TreeView | null,
    @Context() { caller }: RequestContext,
  ): Promise<readonly KpiPoint[]> {
    const { key } = this.questions.scopeOf(input, caller);
    const periods = this.questions.periodsOf(grain, from, to);
    const asked = this.questions.metricsOf(metrics);
    const figures = (await this.views.series([key], periods, view ?? 'AS_WAS')).get(key)!;
    return periods.map((period, i) => ({
      start: period.start,
      values: asked.map((metric) => this.metrics.valueOf(metric, figures[i]!)),
      provisional: isProvisional(chinaCalendar, period),
    }));
  }
}

/** The trend of a row of `kpiTable`, read only for who asks for it. */
@Resolver('KpiRow')
export class KpiRowResolver {
  @ResolveField()
  trend(@Parent() row: KpiRow): Promise<readonly (number | null)[]> {
    return row.trendOf();
  }
}
