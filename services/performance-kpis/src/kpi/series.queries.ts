import { dateOfDayNumber, dayNumber, GRAINS, periodEnd } from '@hengxin/contracts';
import type { Period } from './period-input.rules.js';
import { rangesBefore, stepGrain, windowBefore } from '../figures/level-ranges.rules.js';
import { type LevelStep, levelSumsOf, standingsOf } from './series.rules.js';
import type { DaysNow, WorkingDays } from '../figures/working-days.rules.js';
import { METRIC_SET } from '../metrics/index.js';
import type { MetricSet, ScopeFigures } from '../metrics/metric-set.js';
import type { Level } from '../metrics/level.js';
import type { ReadingKind } from '../metrics/reading.js';
import type { Day, Window } from './periods.rules.js';
import { ids } from '../figures/array-literal.js';
import { assertCountedWith, COMPLETE_EDITION, editionOf } from '../figures/calendar-edition.js';
import { daysOf, type FigureQueries, type Reader } from './figures.queries.js';
import { belongs, type Scoping } from './figures.statement.js';

const DAY_NUMBER = "(period_start - date '1970-01-01')";
/**
 * Sums of the shards of scopes for a run of periods: what they reached, by period; the steps of their levels within the
 * run; and the level with which it opens, from a few ranges. By primary key, so that it costs what the run holds,
 * however long the history before it is. $1 the scopes; $2 to $4 grain, first and last day of the rollups; $5 the grain
 * of the steps; $6 to $8 where the steps before lie. Arguments stand in selects of their own, so that the planner does
 * not see how short they are: else it plans every call again.
 */
function seriesOf({ measures: counted, levels: stood }: MetricSet, scoping: Scoping): string {
  const measures = (of: (name: string) => string) => counted.map(({ name }) => of(name)).join(', ');
  const levels = (of: (level: Level) => string) => stood.map(of).join(', ');
  const noMeasure = measures(() => '0');
  // What a level moved by, and what that makes until the end of the period, under the names that `stepOf` reads.
  const noStep = levels(() => '0, 0, 0');
  const levelNames = levels(
    ({ name }) => `0::float8 as ${name}_steps, 0::float8 as ${name}_days, 0::float8 as ${name}_calendar`,
  );
  const sumOf = (column: string | null | undefined) => (column ? `coalesce(sum(${column}), 0)::float8` : '0::float8');
  return `
  select k.scope, f.*
    from unnest((select $1::text[])) k(scope)
    cross join lateral (
      select 'REACHED' as kind, ${DAY_NUMBER} as day, ${measures((name) => `coalesce(sum(${name}), 0)::float8 as ${name}`)},
             ${levelNames}, null::text as edition
        from rollup r
       where ${belongs(scoping, 'r')} and r.grain = (select $2::smallint) and r.period_start >= (select $3::date) and r.period_start <= (select $4::date)
       group by period_start
      union all
      select 'STEP', ${DAY_NUMBER}, ${noMeasure}, ${levels(({ columns: { steps, days, calendarDays } }) => [steps, days, calendarDays].map(sumOf).join(', '))}, null
        from portfolio_level l
       where ${belongs(scoping, 'l')} and l.grain = (select $5::smallint) and l.period_start >= (select $3::date) and l.period_start <= (select $4::date)
       group by period_start
      union all
      select 'OPENING', 0, ${noMeasure}, ${levels(({ name }) => `coalesce(sum(o.${name}), 0)::float8, 0, 0`)}, null
        from unnest((select $6::smallint[]), (select $7::date[]), (select $8::date[])) g(grain, lo, hi)
        cross join lateral (
          select ${levels(({ name, columns: { steps } }) => `sum(${steps}) as ${name}`)} from portfolio_level l
           where ${belongs(scoping, 'l')} and l.grain = g.grain and l.period_start >= g.lo and l.period_start < g.hi
        ) o
    ) f
  union all
  select null, 'EDITION', 0, ${noMeasure}, ${noStep}, ${COMPLETE_EDITION}`;
}

interface SeriesRow {
  readonly scope: string | null;
  readonly kind: 'REACHED' | 'STEP' | 'OPENING' | 'EDITION';
  readonly day: number;
  readonly edition: string | null;
  /** By the name of a measure, and of a level with `_steps`, `_days` or `_calendar`. */
  readonly [column: string]: number | string | null;
}

/** The figures of units and staff in periods that follow each other. */
export class SeriesQueries {
  private readonly text: string;

  constructor(
    private readonly db: Reader,
    private readonly days: DaysNow,
    /** Answers of periods that are not over, whose figures depend on the day. */
    private readonly figures: FigureQueries,
    private readonly today: () => Day,
    private readonly metrics: MetricSet = METRIC_SET,
    private readonly scoping: Scoping = 'ONE',
  ) {
    this.text = seriesOf(metrics, scoping);
  }

  /**
   * By scope the figures of the periods, in their order; the periods are of one grain and follow each other without a
   * gap. Unknown scopes have nothing. Throws QueryRefused while everything is counted again.
   */
  async of(
    scopeKeys: readonly string[],
    periods: readonly Period[],
  ): Promise<ReadonlyMap<string, readonly ScopeFigures[]>> {
    const today = this.today();
    const over = periods.filter(({ window }) => window.end < today);
    const open = periods.slice(over.length);
    const past = await this.ofPast(scopeKeys, over);
    const asked = scopeKeys.flatMap((scopeKey) => open.map(({ grain, window }) => ({ scopeKey, grain, window })));
    const ofOpen = await this.figures.all(asked);
    return new Map(
      scopeKeys.map((key, i) => [key, [...past.get(key)!, ...ofOpen.slice(i * open.length, (i + 1) * open.length)]]),
    );
  }

  private get name(): string {
    return this.scoping === 'ONE' ? 'kpi_series' : 'kpi_series_added_up';
  }

  private async ofPast(
    scopeKeys: readonly string[],
    periods: readonly Period[],
  ): Promise<ReadonlyMap<string, readonly ScopeFigures[]>> {
    if (scopeKeys.length === 0 || periods.length === 0) return new Map(scopeKeys.map((key) => [key, []]));
    const workingDays = this.days.current;
    // With the period before the first: a figure may be held against it.
    const read = [periodBefore(periods[0]!), ...periods];
    const rows = await this.db.query<SeriesRow>(this.text, this.valuesOf(scopeKeys, read), this.name);
    const counted = rows.find(({ kind }) => kind === 'EDITION')?.edition ?? null;
    assertCountedWith(editionOf({ workingDays, metrics: this.metrics }), counted);
    const byScope = Map.groupBy(rows, ({ scope }) => scope);
    return new Map(scopeKeys.map((key) => [key, this.figuresOf(byScope.get(key) ?? [], read, workingDays).slice(1)]));
  }

  private valuesOf(scopeKeys: readonly string[], periods: readonly Period[]): unknown[] {
    const { grain, window: first } = periods[0]!;
    const before = rangesBefore(first.start);
    const days = (of: 'from' | 'to') => `{${before.map((range) => dateOfDayNumber(range[of])).join(',')}}`;
    return [
      ids(scopeKeys),
      first.grain,
      periods[0]!.start,
      periods.at(-1)!.end,
      GRAINS.indexOf(stepGrain(grain)),
      `{${before.map((range) => GRAINS.indexOf(range.grain)).join(',')}}`,
      days('from'),
      days('to'),
    ];
  }

  private figuresOf(rows: readonly SeriesRow[], periods: readonly Period[], workingDays: WorkingDays): ScopeFigures[] {
    const reached = new Map(rows.filter(({ kind }) => kind === 'REACHED').map((row) => [row.day, row]));
    const { measures, readings, courses } = this.metrics;
    const windows = periods.map(({ window }) => window);
    const sums = readings.map(({ level, kind }) =>
      READ[kind](windows, this.openingOf(level, rows), stepsOf(level, rows, periods), workingDays),
    );
    const today = this.today();
    return periods.map(({ grain, window }, i) => {
      const { start } = window;
      const counted = Object.fromEntries(measures.map(({ name }) => [name, Number(reached.get(start)?.[name] ?? 0)]));
      return Object.fromEntries([
        ...Object.entries(counted),
        ...readings.map(({ name }, place) => [name, sums[place]![i]!]),
        ...courses.map(({ name, measure }) => [name, counted[measure.name]!]),
        ...Object.entries(daysOf(grain, window, today)),
      ]) as ScopeFigures;
    });
  }

  private openingOf({ name }: Level, rows: readonly SeriesRow[]): number {
    return Number(rows.find(({ kind }) => kind === 'OPENING')?.[`${name}_steps`] ?? 0);
  }
}

/** The period before one. */
function periodBefore({ grain, window }: Period): Period {
  const before = windowBefore(grain, window);
  return { grain, start: dateOfDayNumber(before.start), end: dateOfDayNumber(before.end), window: before };
}

interface SeriesStep extends LevelStep {
  readonly deltaCalendarDays: number;
}

type Reads = (
  windows: readonly Window[],
  opening: number,
  steps: readonly SeriesStep[],
  workingDays: Pick<WorkingDays, 'between'>,
) => number[];

const ALL_DAYS = { between: (from: Day, to: Day) => Math.max(0, to - from + 1) };

const calendarSums: Reads = (windows, opening, steps) =>
  levelSumsOf(
    windows,
    opening,
    steps.map((step) => ({ ...step, deltaDays: step.deltaCalendarDays })),
    ALL_DAYS,
  );

/** How windows that are over read a level. */
const READ: Record<ReadingKind, Reads> = {
  WORKING_DAYS: levelSumsOf,
  WORKING_DAYS_SO_FAR: levelSumsOf,
  OPENING: (windows, opening, steps, workingDays) =>
    standingsOf(windows, opening, steps).map(({ before }, i) =>
      workingDays.between(windows[i]!.start, windows[i]!.end) > 0 ? before : 0,
    ),
  LAST_DAY: (windows, opening, steps) => standingsOf(windows, opening, steps).map(({ after }) => after),
  DAYS_OVER: (windows, opening, steps) =>
    standingsOf(windows, opening, steps).map(({ before, after }) => after - before),
  CALENDAR_DAYS: calendarSums,
  // The first one is read for the sake of the second.
  CALENDAR_DAYS_BEFORE: (...asked) => [0, ...calendarSums(...asked).slice(0, -1)],
};

/** The steps of a level within the periods, in the order of their days. */
function stepsOf({ name }: Level, rows: readonly SeriesRow[], periods: readonly Period[]): SeriesStep[] {
  const inside = stepGrain(periods[0]!.grain);
  return rows
    .filter(({ kind }) => kind === 'STEP')
    .map((row) => ({
      start: row.day,
      end: dayNumber(periodEnd(inside, dateOfDayNumber(row.day))),
      delta: Number(row[`${name}_steps`]),
      deltaDays: Number(row[`${name}_days`]),
      deltaCalendarDays: Number(row[`${name}_calendar`]),
    }))
    .sort((a, b) => a.start - b.start);
}
