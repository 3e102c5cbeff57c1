import { chinaCalendar } from '@hengxin/contracts';
import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import { Clock, DIRECTORY, QueryRefused } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { closingRejections } from '../closings/closing.rejections.js';
import { type OrgRow, OrgRows } from '../figures/org-rows.js';
import { unitKey } from '../figures/scopes.rules.js';
import type { AskedScope } from '../kpi/kpi-questions.js';
import { type Period, treeDayOf } from '../kpi/period-input.rules.js';
import { type Look, ShownFigures } from '../kpi/shown-figures.js';
import { type KpiValue, MetricSet } from '../metrics/metric-set.js';
import { type Comparison, FEWEST_SIBLINGS, medianOf, previousPeriod, samePeriodLastYear } from './comparison.rules.js';

export interface ComparisonAsked {
  readonly caller: Caller;
  readonly scope: AskedScope;
  readonly period: Period;
  readonly metrics: readonly string[];
  readonly look: Look;
}

/** As the schema has it. */
export interface KpiComparison {
  readonly against: Comparison;
  readonly values: readonly KpiValue[];
}

/** What the figures of a scope are held against, as far as the caller may see it. */
@Injectable()
export class Comparisons {
  private readonly orgRows: OrgRows;

  constructor(
    private readonly shown: ShownFigures,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    private readonly metrics: MetricSet,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {
    this.orgRows = new OrgRows(directory);
  }

  /**
   * In the order asked for, as they were shown at the moment of the look; left out where there is nothing to compare
   * with, nothing was kept of it then, or the caller may not see it.
   */
  async of(asked: ComparisonAsked, against: readonly Comparison[]): Promise<readonly KpiComparison[]> {
    const found = await Promise.all(
      [...new Set(against)].map(async (each) => {
        const values = await this.against[each](asked);
        return values ? [{ against: each, values }] : [];
      }),
    );
    return found.flat();
  }

  private readonly against: Record<Comparison, (asked: ComparisonAsked) => Promise<readonly KpiValue[] | undefined>> = {
    PREVIOUS_PERIOD: (asked) => this.inPeriod(asked, previousPeriod(chinaCalendar, asked.period)),
    SAME_PERIOD_LAST_YEAR: (asked) => this.inPeriod(asked, samePeriodLastYear(chinaCalendar, asked.period)),
    PARENT: (asked) => this.ofParent(asked),
    SIBLINGS_MEDIAN: (asked) => this.ofSiblings(asked),
  };

  private async inPeriod({ scope, metrics, look }: ComparisonAsked, period: Period | undefined) {
    if (!period) return undefined;
    const found = await this.shown.inPeriod(scope.key, period, look);
    return found && this.valuesOf(found, metrics);
  }

  private async ofParent(asked: ComparisonAsked) {
    const unitId = this.parentOf(asked);
    if (unitId === undefined || !this.scope.canSeeFigures(asked.caller, { unitId })) return undefined;
    const { period, look, metrics } = asked;
    if (look.asOfMs !== undefined && look.view === 'AS_IS') throw QueryRefused.of(closingRejections.AS_OF_TREE());
    return this.valuesOf(await this.shown.one({ scopeKey: unitKey(unitId), ...period }, look), metrics);
  }

  private async ofSiblings(asked: ComparisonAsked) {
    const { scope, period, metrics, caller, look } = asked;
    const parent = this.parentOf(asked);
    if (parent === undefined) return undefined;
    const below = this.orgRows
      .below(parent, this.treeDay(asked), period)
      .filter(({ scopeKey, kind }) => scopeKey !== scope.key && (kind === 'unit') === (scope.unitId !== undefined));
    const found = await this.shown.table(
      below.map(({ scopeKey }) => ({ scopeKey, grain: period.grain, window: period.window })),
      look,
    );
    const rows = below
      .map((row, i) => ({ ...row, figures: found[i]! }))
      .filter(({ isThere, figures }) => isThere || !this.metrics.isNothing(figures));
    if (rows.length === 0 || (rows.length < FEWEST_SIBLINGS && !rows.every((row) => this.canSee(caller, row))))
      return undefined;
    return metrics.map((metric) =>
      medianOf(
        metric,
        rows.map(({ figures }) => this.metrics.valueOf(metric, figures)),
      ),
    );
  }

  private canSee(caller: Caller, { kind, id }: OrgRow): boolean {
    return this.scope.canSeeFigures(caller, kind === 'unit' ? { unitId: id } : { staffId: id });
  }

  /** The unit above on the day of the tree; of a member of staff the own one. */
  private parentOf(asked: ComparisonAsked): string | undefined {
    const { scope } = asked;
    const day = this.treeDay(asked);
    const { tree } = this.directory;
    if (scope.staffId !== undefined) return tree.staff(scope.staffId, day)?.unitId;
    return tree.path(scope.unitId, day)[1];
  }

  private treeDay({ period, look }: ComparisonAsked): string {
    const today = this.clock.today();
    return look.view === 'AS_IS' ? today : treeDayOf(period, today);
  }

  private valuesOf(figures: Parameters<MetricSet['valueOf']>[1], metrics: readonly string[]): KpiValue[] {
    return metrics.map((metric) => this.metrics.valueOf(metric, figures));
  }
}
