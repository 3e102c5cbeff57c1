import { csvLine, inertCell } from '@hengxin/import';
import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import { Clock, DIRECTORY } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { CalendarEdition } from '../figures/calendar-edition.js';
import { type OrgRow, OrgRows, type RowBelow } from '../figures/org-rows.js';
import { type Period, treeDayOf } from '../kpi/period-input.rules.js';
import { type TreeView, TreeViews } from '../kpi/tree-views.js';
import { MetricSet } from '../metrics/metric-set.js';

/** A cell of a table; null for an empty one. */
export type Cell = string | number | null;

export interface ExportAsked {
  readonly caller: Caller;
  readonly unitId: string;
  readonly period: Period;
  readonly metrics: readonly string[];
  readonly view: TreeView;
}

/** Rows whose figures are read at a time. */
const CHUNK = 200;

/** The rows of `kpiTable` as a file: those that the caller may see, by id. */
@Injectable()
export class KpiExport {
  private readonly orgRows: OrgRows;

  constructor(
    private readonly views: TreeViews,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    private readonly metrics: MetricSet,
    private readonly calendar: CalendarEdition,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {
    this.orgRows = new OrgRows(directory);
  }

  /** A first line of names, then a row each, read while it is sent. Throws QueryRefused before the first one. */
  async rows(asked: ExportAsked): Promise<AsyncIterable<readonly Cell[]>> {
    await this.calendar.assertComplete();
    const { caller, unitId, period, view } = asked;
    const today = this.clock.today();
    const day = view === 'AS_IS' ? today : treeDayOf(period, today);
    const below = this.orgRows.below(unitId, day, period).filter((row) => this.isVisible(caller, row));
    return this.read(asked, below, day);
  }

  private async *read(asked: ExportAsked, below: readonly RowBelow[], day: string): AsyncGenerator<readonly Cell[]> {
    const { period, metrics, view } = asked;
    const { grain, window, start, end } = period;
    yield [
      'unit_id',
      'unit_name',
      'staff_id',
      'grain',
      'start',
      'end',
      'view',
      ...metrics.flatMap((m) => this.columns(m)),
    ];
    for (let at = 0; at < below.length; at += CHUNK) {
      const rows = below.slice(at, at + CHUNK);
      const figures = await this.views.table(
        rows.map(({ scopeKey }) => ({ scopeKey, grain, window })),
        view,
      );
      for (const [i, row] of rows.entries()) {
        if (!row.isThere && this.metrics.isNothing(figures[i]!)) continue;
        const values = metrics.flatMap((metric): Cell[] => {
          const { value, numerator, denominator } = this.metrics.valueOf(metric, figures[i]!);
          return this.isMade(metric) ? [value, numerator, denominator] : [value];
        });
        yield [...this.named(row, day), grain, start, end, view, ...values];
      }
    }
  }

  private named({ kind, id }: OrgRow, day: string): Cell[] {
    if (kind === 'staff') return [null, null, id];
    return [id, this.directory.tree.unit(id, day)?.name ?? null, null];
  }

  /** What is made of two numbers shows both, of whom one may be nothing. */
  private columns(metric: string): string[] {
    return this.isMade(metric) ? [metric, `${metric}_NUMERATOR`, `${metric}_DENOMINATOR`] : [metric];
  }

  private isMade(metric: string): boolean {
    return this.metrics.definitionOf(metric).formula.kind !== 'count';
  }

  private isVisible(caller: Caller, { kind, id }: OrgRow): boolean {
    return this.scope.canSeeFigures(caller, kind === 'unit' ? { unitId: id } : { staffId: id });
  }
}

/** Lines of CSV (RFC 4180). A text that a spreadsheet would compute gets an apostrophe before it. */
export async function* csvOf(rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<string> {
  for await (const cells of rows) yield `${csvLine(cells.map(textOf))}\r\n`;
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? String(cell) : inertCell(cell);
}
