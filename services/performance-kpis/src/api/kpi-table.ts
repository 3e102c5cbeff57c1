import { chinaCalendar } from '@hengxin/contracts';
import { type Caller, type Directory, Scope } from '@hengxin/identity';
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
import { compareRows, type KpiValue, kpiValue, type Metric, ranked, type ScopeFigures } from '../domain/metrics.js';
import { isProvisional, type Period } from '../domain/period-input.js';
import { FigureQueries } from '../read-models/figures.queries.js';
import { type OrgRow, OrgRows } from '../read-models/org-rows.js';

export interface KpiRow {
  readonly unit: { id: string } | null;
  readonly staff: { id: string } | null;
  readonly rank: number;
  readonly values: readonly KpiValue[];
}

export interface TableAsked {
  readonly caller: Caller;
  readonly unitId: string;
  readonly period: Period;
  readonly metrics: readonly Metric[];
  readonly sortBy: Metric;
  readonly descending: boolean;
  readonly first: number | null;
  readonly after: string | null;
}

interface Row extends OrgRow {
  readonly figures: ScopeFigures;
  readonly sortValue: number | null;
}

/** As `schema.graphql` has it. */
export interface KpiRowConnection extends Connection<KpiRow> {
  readonly provisional: boolean;
}

/** The figures of a unit's children side by side. */
@Injectable()
export class KpiTable {
  private readonly orgRows: OrgRows;

  constructor(
    private readonly figures: FigureQueries,
    private readonly scope: Scope,
    private readonly clock: Clock,
    @Inject(DIRECTORY) directory: Directory,
  ) {
    this.orgRows = new OrgRows(directory);
  }

  async rows({ caller, unitId, period, metrics, sortBy, descending, first, after }: TableAsked): Promise<KpiRowConnection> {
    const size = pageSize(first, 50);
    const cursor = cursorOf(after);
    const below = this.orgRows.below(unitId, this.treeDay(period));
    const { grain, window } = period;
    const figures = await this.figures.table(below.map(({ scopeKey }) => ({ scopeKey, grain, window })));
    const rows = below.map((row, i): Row => ({ ...row, figures: figures[i]!, sortValue: kpiValue(sortBy, figures[i]!).value }));
    // Ranks are among all; what one may not see of another is the row, not that there is one.
    const visible = ranked(rows, descending).filter(({ row }) => this.isVisible(caller, row));
    const page = cursor ? visible.filter(({ row }) => compareRows(row, cursor, descending) > 0) : visible;
    const rowsOfPage = connection(
      page.slice(0, size + 1),
      { first: size, after },
      ({ row }) => [row.sortValue, row.id],
      ({ row, rank }) => ({
        unit: row.kind === 'unit' ? { id: row.id } : null,
        staff: row.kind === 'staff' ? { id: row.id } : null,
        rank,
        values: metrics.map((metric) => kpiValue(metric, row.figures)),
      }),
    );
    return { ...rowsOfPage, provisional: isProvisional(chinaCalendar, period) };
  }

  /** A row shows what `kpi` would answer of the same unit or person, and nothing beyond. */
  private isVisible(caller: Caller, { kind, id }: OrgRow): boolean {
    return this.scope.canSeeFigures(caller, kind === 'unit' ? { unitId: id } : { staffId: id });
  }

  /** The tree of the period's last day; of today while the period runs. */
  private treeDay({ start, end }: Period): string {
    const today = this.clock.today();
    return end <= today ? end : start > today ? start : today;
  }
}

function cursorOf(after: string | null): { sortValue: number | null; id: string } | undefined {
  const key = decodeCursor(after, 2);
  if (!key) return undefined;
  const [sortValue, id] = key;
  if (typeof id !== 'string' || typeof sortValue === 'string') throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { sortValue: sortValue as number | null, id };
}
