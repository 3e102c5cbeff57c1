import { chinaCalendar } from '@hengxin/contracts';
import { Progress } from '@hengxin/event-bus';
import { Allow, type Connection, ReadsFrom, type RequestContext } from '@hengxin/service-kit';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { type KpiValue, MetricSet } from '../metrics/metric-set.js';
import { isProvisional, type Period } from './period-input.rules.js';
import { CalendarEdition } from '../figures/calendar-edition.js';
import { FIGURES, FIGURE_SOURCES } from '../figures/figures.tables.js';
import type { Comparison } from '../comparisons/comparison.rules.js';
import { closings } from '../closings/closings.projection.js';
import { Comparisons, type KpiComparison } from '../comparisons/comparisons.js';
import { CountedContacts } from '../contacts/counted-contacts.js';
import { KpiQuestions, type KpiScopeInput, type PeriodInput } from './kpi-questions.js';
import { type KpiRowConnection, KpiTable } from './kpi-table.js';
import { ShownFigures } from './shown-figures.js';
import type { TreeView } from './tree-views.js';

/** As `schema.graphql` has it, with what its own fields are resolved by. */
export interface KpiResult {
  readonly scopeKey: string;
  readonly unit: { id: string } | null;
  readonly staff: { id: string } | null;
  readonly period: Period;
  readonly view: TreeView;
  readonly asOf: string | null;
  readonly values: readonly KpiValue[];
  readonly provisional: boolean;
  readonly comparisons: readonly KpiComparison[];
  readonly position: string;
}

/** The consumers that figures are read from: what is counted, what was closed, and the tree that says who may see it. */
const SOURCES = [...FIGURE_SOURCES, closings.consumer, 'directory'] as const;

@Resolver()
export class KpiResolver {
  constructor(
    private readonly questions: KpiQuestions,
    private readonly shown: ShownFigures,
    private readonly table: KpiTable,
    private readonly contacts: CountedContacts,
    private readonly comparisons: Comparisons,
    private readonly calendar: CalendarEdition,
    private readonly progress: Progress,
    private readonly metrics: MetricSet,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(...SOURCES)
  async kpi(
    @Args('scope') input: KpiScopeInput,
    @Args('period') periodInput: PeriodInput,
    @Args('metrics') metrics: readonly string[] | null,
    @Args('compare') compare: readonly Comparison[] | null,
    @Args('view') view: TreeView | null,
    @Args('asOf') asOf: string | null,
    @Context() { caller }: RequestContext,
  ): Promise<KpiResult> {
    const scope = this.questions.scopeOf(input, caller);
    const period = this.questions.periodOf(periodInput);
    const look = await this.shown.lookOf(view, asOf, period, scope.staffId);
    // Taken before the figures are read: they hold at least this much.
    const position = this.progress.position(FIGURES.consumer);
    const asked = { caller, scope, period, metrics: this.questions.metricsOf(metrics), look };
    const [figures, comparisons] = await Promise.all([
      this.shown.one({ scopeKey: scope.key, grain: period.grain, window: period.window }, look),
      this.comparisons.of(asked, compare ?? []),
    ]);
    return {
      scopeKey: scope.key,
      unit: scope.unitId === undefined ? null : { id: scope.unitId },
      staff: scope.staffId === undefined ? null : { id: scope.staffId },
      period,
      view: look.view,
      asOf: asOf ?? null,
      values: asked.metrics.map((metric) => this.metrics.valueOf(metric, figures)),
      provisional: isProvisional(chinaCalendar, period),
      comparisons,
      position,
    };
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(...SOURCES)
  async kpiTable(
    @Args('unitId') unitId: string,
    @Args('period') period: PeriodInput,
    @Args('metrics') metrics: readonly string[] | null,
    @Args('sortBy') sortBy: string | null,
    @Args('descending') descending: boolean | null,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Args('view') view: TreeView | null,
    @Args('asOf') asOf: string | null,
    @Context() { caller }: RequestContext,
  ): Promise<KpiRowConnection> {
    const asked = { unitId: this.questions.unitOf(unitId, caller).unitId, period: this.questions.periodOf(period) };
    return this.table.rows({
      ...asked,
      caller,
      metrics: this.questions.metricsOf(metrics),
      sortBy: sortBy ?? 'CONTACTS',
      descending: descending ?? true,
      look: await this.shown.lookOf(view, asOf, asked.period),
      first,
      after,
    });
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(...SOURCES)
  async kpiContacts(
    @Args('scope') scope: KpiScopeInput,
    @Args('period') period: PeriodInput,
    @Args('metric') metric: string,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Args('view') view: TreeView | null,
    @Context() { caller }: RequestContext,
  ): Promise<Connection<{ id: string }>> {
    const asked = { scope: this.questions.scopeOf(scope, caller), period: this.questions.periodOf(period) };
    await this.calendar.assertComplete();
    return this.contacts.page({
      ...asked,
      caller,
      metric: this.questions.metricOfContacts(metric),
      first,
      after,
      view: view ?? 'AS_WAS',
    });
  }
}
