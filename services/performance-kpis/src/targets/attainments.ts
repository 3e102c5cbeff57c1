import { type Directory } from '@hengxin/identity';
import { Clock, DIRECTORY } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { type OrgRow, OrgRows } from '../figures/org-rows.js';
import { FigureQueries } from '../kpi/figures.queries.js';
import type { AskedScope } from '../kpi/kpi-questions.js';
import { type Period, treeDayOf } from '../kpi/period-input.rules.js';
import { kindOf, type MetricDefinition } from '../metrics/metric.js';
import { MetricSet, type ScopeFigures } from '../metrics/metric-set.js';
import { type StoredTarget, TargetQueries } from './target.queries.js';
import { attainmentOf, levelOf, TARGET_LEVELS, type TargetLevel, targetOfPeriod } from './target.rules.js';

/** How far a target was reached; `attainment` may be without end. */
export interface Attained {
  readonly metric: string;
  readonly value: number | null;
  readonly target: number | null;
  readonly level: TargetLevel;
  readonly attainment: number | null;
  readonly childrenSum: number | null;
  readonly difference: number | null;
}

/** What is known of a scope in a period. */
interface Found {
  readonly own: readonly StoredTarget[];
  /** Of each directly below. */
  readonly children: readonly (readonly StoredTarget[])[];
  readonly figures: ScopeFigures;
}

/** Targets are of months: shorter periods have none. */
const hasTargets = ({ grain }: Period): boolean => grain !== 'DAY' && grain !== 'WEEK';

/** What was reached of what was to be reached. */
@Injectable()
export class Attainments {
  private readonly orgRows: OrgRows;

  constructor(
    private readonly targets: TargetQueries,
    private readonly figures: FigureQueries,
    private readonly clock: Clock,
    private readonly metrics: MetricSet,
    @Inject(DIRECTORY) directory: Directory,
  ) {
    this.orgRows = new OrgRows(directory);
  }

  /** One a metric for which the scope, or anybody directly below it, has a target; none for a day or a week. */
  async of(scope: AskedScope, period: Period, level: TargetLevel): Promise<readonly Attained[]> {
    return this.ofEachLevel(scope, period, [level]);
  }

  /** The same of all levels: metric by metric, the easiest first. */
  async ofLevels(scope: AskedScope, period: Period): Promise<readonly Attained[]> {
    return this.ofEachLevel(scope, period, TARGET_LEVELS);
  }

  private async ofEachLevel(
    scope: AskedScope,
    period: Period,
    levels: readonly TargetLevel[],
  ): Promise<readonly Attained[]> {
    if (!hasTargets(period)) return [];
    const { grain, window, start, end } = period;
    const below = await this.below(scope, period);
    const [own, children, figures] = await Promise.all([
      this.targets.of(scope.key, start, end),
      this.targets.ofEach(
        below.map(({ scopeKey }) => scopeKey),
        start,
        end,
      ),
      this.figures.one({ scopeKey: scope.key, grain, window }),
    ]);
    return this.metrics.metrics.flatMap((definition) =>
      levels.flatMap((level) => this.attained(definition, level, { own, children, figures }) ?? []),
    );
  }

  private attained(
    definition: MetricDefinition,
    level: TargetLevel,
    { own, children, figures }: Found,
  ): Attained | undefined {
    const { code: metric, direction, formula } = definition;
    const kind = kindOf(definition);
    const of = (rows: readonly StoredTarget[]) =>
      targetOfPeriod(
        rows.filter((row) => row.metric === metric).map((row) => levelOf(row, level)),
        kind,
      );
    const target = of(own);
    const ofChildren = children.map(of).filter((each) => each !== null);
    // A share of a whole is no sum of the shares of its parts.
    const childrenSum =
      formula.kind === 'ratio' || ofChildren.length === 0 ? null : ofChildren.reduce((sum, each) => sum + each, 0);
    if (target === null && childrenSum === null) return undefined;
    const { value } = this.metrics.valueOf(metric, figures);
    const difference = target === null || childrenSum === null ? null : target - childrenSum;
    const attainment = attainmentOf(value, target, direction);
    return { metric, value, target, level, attainment, childrenSum, difference };
  }

  /** Who is directly below a unit in a period: as in a table of it. */
  async below({ unitId }: AskedScope, period: Period): Promise<readonly OrgRow[]> {
    if (unitId === undefined) return [];
    const { grain, window } = period;
    const rows = this.orgRows.below(unitId, treeDayOf(period, this.clock.today()), period);
    const others = rows.filter(({ isThere }) => !isThere);
    const figures = await this.figures.table(others.map(({ scopeKey }) => ({ scopeKey, grain, window })));
    const counted = new Set(others.filter((_, i) => !this.metrics.isNothing(figures[i]!)));
    return rows.filter((row) => row.isThere || counted.has(row));
  }
}
