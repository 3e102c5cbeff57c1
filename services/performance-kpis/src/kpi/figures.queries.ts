import { dateOfDayNumber, type Grain, GRAINS } from '@hengxin/contracts';
import { BatchedLookup } from '@hengxin/service-kit';
import type { Day, Window } from './periods.rules.js';
import { levelRanges, type Worth } from '../figures/level-ranges.rules.js';
import type { WorkingDays } from '../figures/working-days.rules.js';
import { METRIC_SET } from '../metrics/index.js';
import type { MetricSet, ScopeFigures } from '../metrics/metric-set.js';
import type { Level } from '../metrics/level.js';
import type { Reading, ReadingKind } from '../metrics/reading.js';
import { ids } from '../figures/array-literal.js';
import { assertCountedWith, COMPLETE_EDITION, editionOf } from '../figures/calendar-edition.js';

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

/** What a step is worth for a reading: see `levelRanges`. */
const WORTH: Record<ReadingKind, (columns: Level['columns']) => string> = {
  WORKING_DAYS: ({ steps, days }) => `l.${steps} * g.worth_all + l.${days} * g.all_days`,
  WORKING_DAYS_SO_FAR: ({ steps, days }) => `l.${steps} * g.so_far + l.${days} * g.so_far_days`,
  OPENING: ({ steps }) => `l.${steps} * g.opening`,
  LAST_DAY: ({ steps }) => `l.${steps} * g.last_day`,
  DAYS_OVER: ({ steps }) => `l.${steps} * g.days_over`,
};

/** The columns of a range that say what it is worth, in the order of the statement's parameters. */
const WORTHS = ['all', 'allDays', 'soFar', 'soFarDays', 'opening', 'last', 'over'] as const;

const levelSum = ({ name, level, kind }: Reading) =>
  `coalesce(sum(${WORTH[kind](level.columns)}), 0)::float8 as ${name}`;

/**
 * Sums of the shards of scopes: for each one row of `rollup` and a few of `portfolio_level`, by primary key, in a bank
 * of any size; of a period that runs the rows of `course_step` up to today. $1, $2 the scopes and the number of each
 * one's window; $3, $4 the windows; $5 today where one runs, and $6 its working days so far; $7 to $17 where the levels
 * of a window lie, and what they are worth. The arrays stand in selects of their own, so that the planner does not see
 * how short they are: else it plans every call again, which takes longer than the call.
 */
const figuresOf = ({ measures, readings, courses }: MetricSet) => `
  select f.*, p.*, ${courses.length === 0 ? '' : 'c.*, '}${COMPLETE_EDITION} as edition
    from unnest((select $1::text[]), (select $2::int[])) with ordinality k(scope, w, place)
    cross join lateral (
      select ${measures.map(({ name }) => `coalesce(sum(${name}), 0)::float8 as ${name}`).join(', ')}
        from rollup r where r.scope = k.scope and r.grain = ($3::smallint[])[k.w] and r.period_start = ($4::date[])[k.w]
    ) f
    cross join lateral (
      select ${readings.map(levelSum).join(', ')}
        from unnest((select $7::int[]), (select $8::smallint[]), (select $9::date[]), (select $10::date[]), (select $11::bigint[]),
               (select $12::bigint[]), (select $13::bigint[]), (select $14::bigint[]), (select $15::bigint[]), (select $16::bigint[]),
               (select $17::bigint[]))
             g(w, grain, lo, hi, worth_all, all_days, so_far, so_far_days, opening, last_day, days_over)
        join portfolio_level l on l.scope = k.scope and l.grain = g.grain and l.period_start >= g.lo and l.period_start < g.hi
       where g.w = k.w
    ) p
    ${
      courses.length === 0
        ? 'where ($5::date[] is null or true) and ($6::bigint[] is null or true)'
        : `cross join lateral (
      select ${courses.map(({ name }) => `coalesce(sum(s.${name} + s.${name}_slope * ($6::bigint[])[k.w]), 0)::float8 as ${name}`).join(', ')}
        from course_step s
       where s.scope = k.scope and s.grain = ($3::smallint[])[k.w] and s.period_start = ($4::date[])[k.w] and s.day <= ($5::date[])[k.w]
    ) c`
    }
   order by k.place`;

/** The rows of a table, with the text that is the same for the same rows. */
interface Table {
  readonly asked: readonly FiguresAsked[];
  readonly text: string;
}

interface LevelRangeRow {
  readonly grain: number;
  readonly from: string;
  readonly to: string;
  readonly worth: Worth;
}

/** The figures of units and staff. */
export class FigureQueries {
  private readonly edition: string;
  private readonly ranges = new Map<string, readonly LevelRangeRow[]>();
  private readonly lookup = new BatchedLookup<FiguresAsked, ScopeFigures>((asked) => this.distinct(asked), textOf, {
    statements: 1,
    keys: 500,
  });
  private readonly tables = new BatchedLookup<Table, readonly ScopeFigures[]>(
    (tables) => this.ofTables(tables),
    ({ text }) => text,
    {
      statements: 2,
      keys: 10,
    },
  );

  private readonly text: string;

  constructor(
    private readonly db: Reader,
    private readonly workingDays: WorkingDays,
    /** The business day: which periods run. */
    private readonly today: () => Day,
    private readonly metrics: MetricSet = METRIC_SET,
  ) {
    this.text = figuresOf(metrics);
    this.edition = editionOf({ workingDays, metrics });
  }

  /** Of one scope; questions that come at the same time share a statement, and an answer where they ask the same. */
  async one(asked: FiguresAsked): Promise<ScopeFigures> {
    return (await this.lookup.find(asked))!;
  }

  /**
   * Of the rows of a table, in their order; tables that are asked for at the same time are read together, the same ones
   * once.
   */
  async table(asked: readonly FiguresAsked[]): Promise<readonly ScopeFigures[]> {
    return (await this.tables.find({ asked, text: asked.map(textOf).join('|') }))!;
  }

  /** In the order asked for. Unknown scopes have nothing. Throws QueryRefused while everything is counted again. */
  async all(asked: readonly FiguresAsked[]): Promise<ScopeFigures[]> {
    if (asked.length === 0) return [];
    const windows = [...new Map(asked.map((each) => [windowText(each), each])).values()];
    const today = this.today();
    const running = windows.map(({ window }) => runs(window, today));
    const numbers = new Map(windows.map((each, i) => [windowText(each), i + 1]));
    const ranges = windows.flatMap((each, i) => this.rangesOf(each, today).map((range) => ({ ...range, w: i + 1 })));
    const column = (of: (range: LevelRangeRow & { w: number }) => number | string) => `{${ranges.map(of).join(',')}}`;
    const rows = await this.db.query<ScopeFigures & { readonly edition: string | null }>(
      this.text,
      [
        ids(asked.map(({ scopeKey }) => scopeKey)),
        `{${asked.map((each) => numbers.get(windowText(each))).join(',')}}`,
        `{${windows.map(({ window }) => window.grain).join(',')}}`,
        `{${windows.map(({ window }) => dateOfDayNumber(window.start)).join(',')}}`,
        `{${running.map((is) => (is ? dateOfDayNumber(today) : 'null')).join(',')}}`,
        `{${windows.map(({ window }, i) => (running[i] ? this.workingDays.between(window.start, today) : 0)).join(',')}}`,
        column((range) => range.w),
        column((range) => range.grain),
        column((range) => range.from),
        column((range) => range.to),
        ...WORTHS.map((of) => column(({ worth }) => worth[of])),
      ],
      'kpi_figures',
    );
    return rows.map(({ edition, ...figures }, i) => {
      assertCountedWith(this.edition, edition);
      return this.withCourses(figures, asked[i]!.window, today);
    });
  }

  /** Of a period that is over, or has one day, a course is its measure; of one that has not begun it is nothing. */
  private withCourses(figures: ScopeFigures, window: Window, today: Day): ScopeFigures {
    if (runs(window, today)) return figures;
    const { courses } = this.metrics;
    const began = window.start <= today;
    const of = courses.map(({ name, measure }) => [name, began ? figures[measure.name]! : 0]);
    return { ...figures, ...(Object.fromEntries(of) as ScopeFigures) };
  }

  private async distinct(asked: readonly FiguresAsked[]): Promise<Map<string, ScopeFigures>> {
    const once = [...new Map(asked.map((each) => [textOf(each), each]))];
    const figures = await this.all(once.map(([, each]) => each));
    return new Map(once.map(([text], i) => [text, figures[i]!]));
  }

  private async ofTables(tables: readonly Table[]): Promise<Map<string, readonly ScopeFigures[]>> {
    const once = [...new Map(tables.map(({ text, asked }) => [text, asked]))];
    const figures = await this.distinct(once.flatMap(([, asked]) => asked));
    return new Map(once.map(([text, asked]) => [text, asked.map((each) => figures.get(textOf(each))!)]));
  }

  private rangesOf(asked: FiguresAsked, today: Day): readonly LevelRangeRow[] {
    const { grain, window } = asked;
    const key = `${windowText(asked)} ${window.end < today ? '' : today}`;
    let found = this.ranges.get(key);
    if (!found) {
      found = levelRanges(grain, window, today, this.workingDays).map(({ grain, from, to, worth }) => ({
        grain: GRAINS.indexOf(grain),
        from: dateOfDayNumber(from),
        to: dateOfDayNumber(to),
        worth,
      }));
      if (this.ranges.size > 10_000) this.ranges.clear();
      this.ranges.set(key, found);
    }
    return found;
  }
}

/** A period of several days that holds today: what was done of what was owed may depend on the day. */
const runs = ({ start, end }: Window, today: Day): boolean => start <= today && today <= end && start < end;
const windowText = ({ window }: FiguresAsked): string => `${window.grain} ${window.start}`;
const textOf = (asked: FiguresAsked): string => `${asked.scopeKey} ${windowText(asked)}`;
