import { chinaCalendar } from '@hengxin/contracts';
import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import {
  Clock,
  type Connection,
  connection,
  decodeCursor,
  DIRECTORY,
  pageSize,
  QueryRefused,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { compareRows, ranked } from './ranking.rules.js';
import { type KpiValue, MetricSet, type ScopeFigures } from '../metrics/metric-set.js';
import { isProvisional, lastPeriods, type Period, treeDayOf } from './period-input.rules.js';
import { type OrgRow, OrgRows } from '../figures/org-rows.js';
import { type Look, ShownFigures } from './shown-figures.js';

export interface KpiRow {
  readonly unit: { id: string } | null;
  readonly staff: { id: string } | null;
  readonly rank: number;
  readonly values: readonly KpiValue[];
  /** Asked for only where a caller does. */
  readonly trendOf: () => Promise<readonly (number | null)[]>;
}

export interface TableAsked {
  readonly caller: Caller;
  readonly unitId: string;
  readonly period: Period;
  readonly metrics: readonly string[];
  readonly sortBy: string;
  readonly descending: boolean;
  readonly first: number | null;
  readonly after: string | null;
  readonly look: Look;
}

interface Row extends OrgRow {
  readonly figures: ScopeFigures;
  readonly sortValue: number | null;
}

/** Periods of a row's trend, with the one that the table is of. */
const TREND_PERIODS = 6;

/** As `schema.graphql` has it. */
export interface KpiRowConnection extends Connection<KpiRow> {
  readonly provisional: boolean;
}

/** The figures of a unit's children side by side. */
@Injectable()
export class KpiTable {
  private readonly orgRows: OrgRows;

  constructor(
    private readonly shown: ShownFigures,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    private readonly metrics: MetricSet,
    @Inject(DIRECTORY) directory: Directory,
  ) {
    this.orgRows = new OrgRows(directory);
  }

  async rows({
    caller,
    unitId,
    period,
    metrics,
    sortBy,
    descending,
    first,
    after,
    look,
  }: TableAsked): Promise<KpiRowConnection> {
    const size = pageSize(first, 50);
    const cursor = cursorOf(after);
    const today = this.clock.today();
    const below = this.orgRows.below(unitId, look.view === 'AS_IS' ? today : treeDayOf(period, today), period);
    const { grain, window } = period;
    const asked = below.map(({ scopeKey }) => ({ scopeKey, grain, window }));
    const figures = await this.shown.table(asked, look);
    const all = below.map((row, i) => ({
      ...row,
      figures: figures[i]!,
      sortValue: this.metrics.valueOf(sortBy, figures[i]!).value,
    }));
    const rows: readonly Row[] = all.filter((row) => row.isThere || !this.metrics.isNothing(row.figures));
    // Ranks are among all; what one may not see of another is the row, not that there is one.
    const visible = ranked(rows, descending).filter(({ row }) => this.isVisible(caller, row));
    const page = cursor ? visible.filter(({ row }) => compareRows(row, cursor, descending) > 0) : visible;
    const shown = page.slice(0, size + 1);
    const trendOf = this.trends(shown.slice(0, size), period, sortBy, look);
    const rowsOfPage = connection(
      shown,
      { first: size, after },
      ({ row }) => [row.sortValue, row.id],
      ({ row, rank }) => ({
        unit: row.kind === 'unit' ? { id: row.id } : null,
        staff: row.kind === 'staff' ? { id: row.id } : null,
        rank,
        values: metrics.map((metric) => this.metrics.valueOf(metric, row.figures)),
        trendOf: () => trendOf(row),
      }),
    );
    return { ...rowsOfPage, provisional: isProvisional(chinaCalendar, period) };
  }

  /** The trends of a page's rows, read together when the first of them is asked for. */
  private trends(rows: readonly { readonly row: Row }[], period: Period, metric: string, look: Look) {
    const keys = rows.map(({ row }) => row.scopeKey);
    let read: Promise<ReadonlyMap<string, readonly (ScopeFigures | undefined)[]>> | undefined;
    return async ({ scopeKey }: Row): Promise<readonly (number | null)[]> => {
      read ??= this.shown.series(keys, lastPeriods(period, TREND_PERIODS), look);
      const points = (await read).get(scopeKey)!;
      return points.map((figures) => (figures ? this.metrics.valueOf(metric, figures).value : null));
    };
  }

  /** A row shows what `kpi` would answer of the same unit or person, and nothing beyond. */
  private isVisible(caller: Caller, { kind, id }: OrgRow): boolean {
    return this.scope.canSeeFigures(caller, kind === 'unit' ? { unitId: id } : { staffId: id });
  }
}

function cursorOf(after: string | null): { sortValue: number | null; id: string } | undefined {
  const key = decodeCursor(after, 2);
  if (!key) return undefined;
  const [sortValue, id] = key;
  if (typeof id !== 'string' || typeof sortValue === 'string') throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { sortValue: sortValue as number | null, id };
}
