import { dateOfDayNumber, type Grain, GRAINS } from '@hengxin/contracts';
import { BatchedLookup } from '@hengxin/service-kit';
import type { ScopeFigures } from '../domain/metrics.js';
import type { Window } from '../domain/periods.js';
import { levelRanges } from '../domain/portfolio.js';
import type { WorkingDays } from '../domain/working-days.js';
import { ids } from './array-literal.js';
import { assertCountedWith, COMPLETE_EDITION, editionOf } from './calendar-edition.js';

/** Reads of the service's own tables. */
export interface Reader {
  query<Row>(text: string, values: readonly unknown[], name?: string): Promise<Row[]>;
}

/** Whose figures, in which period. */
export interface FiguresAsked {
  readonly scopeKey: string;
  readonly grain: Grain;
  readonly window: Window;
}

/**
 * Sums of the shards of scopes: for each one row of `rollup` and a few of `portfolio_level`, by primary key, whatever the size of the
 * bank. $1, $2 the scopes and the number of each one's window; $3, $4 the windows; $5 to $10 where the targets of a window lie.
 * The arrays stand in selects of their own, so that the planner does not see how short they are: else it plans every call anew, which
 * takes longer than the call.
 */
const FIGURES_OF = `
  select f.*, p.target, ${COMPLETE_EDITION} as edition
    from unnest((select $1::text[]), (select $2::int[])) with ordinality k(scope, w, place)
    cross join lateral (
      select coalesce(sum(touches), 0)::float8 as touches, coalesce(sum(contacts), 0)::float8 as contacts, coalesce(sum(clients), 0)::float8 as clients,
             coalesce(sum(covered), 0)::float8 as covered, coalesce(sum(drawn), 0)::float8 as drawn, coalesce(sum(done), 0)::float8 as done
        from rollup r where r.scope = k.scope and r.grain = ($3::smallint[])[k.w] and r.period_start = ($4::date[])[k.w]
    ) f
    cross join lateral (
      select coalesce(sum(l.delta * g.factor + l.delta_days * g.whole), 0)::float8 as target
        from unnest((select $5::int[]), (select $6::smallint[]), (select $7::date[]), (select $8::date[]), (select $9::bigint[]),
               (select $10::bigint[])) g(w, grain, lo, hi, factor, whole)
        join portfolio_level l on l.scope = k.scope and l.grain = g.grain and l.period_start >= g.lo and l.period_start < g.hi
       where g.w = k.w
    ) p
   order by k.place`;

interface TargetRange {
  readonly grain: number;
  readonly from: string;
  readonly to: string;
  readonly factor: number;
  readonly whole: number;
}

/** The figures of units and staff. */
export class FigureQueries {
  private readonly edition: string;
  private readonly ranges = new Map<string, readonly TargetRange[]>();
  private readonly lookup = new BatchedLookup<FiguresAsked, ScopeFigures>((asked) => this.distinct(asked), textOf, {
    statements: 1,
    keys: 500,
  });
  private readonly tables = new BatchedLookup<readonly FiguresAsked[], readonly ScopeFigures[]>(
    (tables) => this.ofTables(tables),
    textOfTable,
    { statements: 2, keys: 10 },
  );

  constructor(
    private readonly db: Reader,
    private readonly workingDays: WorkingDays,
  ) {
    this.edition = editionOf(workingDays);
  }

  /** Of one scope; questions that come at the same time share a statement, and an answer where they ask the same. */
  async one(asked: FiguresAsked): Promise<ScopeFigures> {
    return (await this.lookup.find(asked))!;
  }

  /** Of the rows of a table, in their order; tables that are asked for at the same time are read together, the same ones once. */
  async table(asked: readonly FiguresAsked[]): Promise<readonly ScopeFigures[]> {
    return (await this.tables.find(asked))!;
  }

  /** In the order asked for. Unknown scopes have nothing. Throws QueryRefused while everything is counted anew. */
  async all(asked: readonly FiguresAsked[]): Promise<ScopeFigures[]> {
    if (asked.length === 0) return [];
    const windows = [...new Map(asked.map((each) => [windowText(each), each])).values()];
    const numbers = new Map(windows.map((each, i) => [windowText(each), i + 1]));
    const ranges = windows.flatMap((each, i) => this.rangesOf(each).map((range) => ({ ...range, w: i + 1 })));
    const column = (of: (range: TargetRange & { w: number }) => number | string) => `{${ranges.map(of).join(',')}}`;
    const rows = await this.db.query<ScopeFigures & { readonly edition: string | null }>(
      FIGURES_OF,
      [
        ids(asked.map(({ scopeKey }) => scopeKey)),
        `{${asked.map((each) => numbers.get(windowText(each))).join(',')}}`,
        `{${windows.map(({ window }) => window.grain).join(',')}}`,
        `{${windows.map(({ window }) => dateOfDayNumber(window.start)).join(',')}}`,
        column((range) => range.w),
        column((range) => range.grain),
        column((range) => range.from),
        column((range) => range.to),
        column((range) => range.factor),
        column((range) => range.whole),
      ],
      'kpi_figures',
    );
    return rows.map(({ edition, ...figures }) => {
      assertCountedWith(this.edition, edition);
      return figures;
    });
  }

  private async distinct(asked: readonly FiguresAsked[]): Promise<Map<string, ScopeFigures>> {
    const once = [...new Map(asked.map((each) => [textOf(each), each]))];
    const figures = await this.all(once.map(([, each]) => each));
    return new Map(once.map(([text], i) => [text, figures[i]!]));
  }

  private async ofTables(tables: readonly (readonly FiguresAsked[])[]): Promise<Map<string, readonly ScopeFigures[]>> {
    const figures = await this.distinct(tables.flat());
    return new Map(tables.map((table) => [textOfTable(table), table.map((each) => figures.get(textOf(each))!)]));
  }

  private rangesOf(asked: FiguresAsked): readonly TargetRange[] {
    const key = windowText(asked);
    let found = this.ranges.get(key);
    if (!found) {
      found = levelRanges(asked.grain, asked.window, this.workingDays).map(({ grain, from, to, factor, whole }) => ({
        grain: GRAINS.indexOf(grain),
        from: dateOfDayNumber(from),
        to: dateOfDayNumber(to),
        factor,
        whole,
      }));
      if (this.ranges.size > 10_000) this.ranges.clear();
      this.ranges.set(key, found);
    }
    return found;
  }
}

const windowText = ({ window }: FiguresAsked): string => `${window.grain} ${window.start}`;
const textOf = (asked: FiguresAsked): string => `${asked.scopeKey} ${windowText(asked)}`;
const textOfTable = (table: readonly FiguresAsked[]): string => table.map(textOf).join('|');
