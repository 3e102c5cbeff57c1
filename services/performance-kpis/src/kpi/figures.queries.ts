import { dateOfDayNumber, type Grain, GRAINS } from '@hengxin/contracts';
import { BatchedLookup } from '@hengxin/service-kit';
import type { Day, Window } from './periods.rules.js';
import { figureNames, figuresOf, type Scoping, WORTHS } from './figures.statement.js';
import { daysCounted, levelRanges, windowBefore, type Worth } from '../figures/level-ranges.rules.js';
import type { DaysNow, WorkingDays } from '../figures/working-days.rules.js';
import { METRIC_SET } from '../metrics/index.js';
import type { MetricSet, ScopeFigures } from '../metrics/metric-set.js';
import { DAYS_COUNTED, DAYS_COUNTED_BEFORE } from '../metrics/metric.js';
import { ids } from '../figures/array-literal.js';
import { assertCountedWith, editionOf } from '../figures/calendar-edition.js';

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

/** The rows of a table, with the text that is the same for the same rows. */
interface Table {
  readonly asked: readonly FiguresAsked[];
  readonly text: string;
}

interface FiguresRow {
  /** `{1,0,2.5}`, in the order of `figureNames`. */
  readonly figures: string;
  readonly edition: string | null;
}

interface LevelRangeRow {
  readonly grain: number;
  readonly from: string;
  readonly to: string;
  readonly worth: Worth;
}

/** The figures of units and staff. */
export class FigureQueries {
  /** Of the working days by which they were found. */
  private rangesBy: WorkingDays | undefined;
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
  private readonly names: readonly string[];

  constructor(
    private readonly db: Reader,
    private readonly days: DaysNow,
    /** The business day: which periods run. */
    private readonly today: () => Day,
    private readonly metrics: MetricSet = METRIC_SET,
    private readonly scoping: Scoping = 'ONE',
  ) {
    this.text = figuresOf(metrics, scoping);
    this.names = figureNames(metrics);
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
    const workingDays = this.days.current;
    const counted = editionOf({ workingDays, metrics: this.metrics });
    return (await this.read(asked, workingDays)).map(({ edition, figures }) => {
      assertCountedWith(counted, edition);
      return figures;
    });
  }

  /** The same of what has been counted so far, for the counting itself: it may go on for long. */
  async counted(asked: readonly FiguresAsked[]): Promise<ScopeFigures[]> {
    return (await this.read(asked, this.days.current)).map(({ figures }) => figures);
  }

  private async read(
    asked: readonly FiguresAsked[],
    workingDays: WorkingDays,
  ): Promise<{ readonly figures: ScopeFigures; readonly edition: string | null }[]> {
    if (asked.length === 0) return [];
    const windows = [...new Map(asked.map((each) => [windowText(each), each])).values()];
    const today = this.today();
    const running = windows.map(({ window }) => runs(window, today));
    const numbers = new Map(windows.map((each, i) => [windowText(each), i + 1]));
    const ranges = windows.flatMap((each, i) =>
      this.rangesOf(each, today, workingDays).map((range) => ({ ...range, w: i + 1 })),
    );
    const column = (of: (range: LevelRangeRow & { w: number }) => number | string) => `{${ranges.map(of).join(',')}}`;
    const rows = await this.db.query<FiguresRow>(
      this.text,
      [
        ids(asked.map(({ scopeKey }) => scopeKey)),
        `{${asked.map((each) => numbers.get(windowText(each))).join(',')}}`,
        `{${windows.map(({ window }) => window.grain).join(',')}}`,
        `{${windows.map(({ window }) => dateOfDayNumber(window.start)).join(',')}}`,
        `{${running.map((is) => (is ? dateOfDayNumber(today) : 'null')).join(',')}}`,
        `{${windows.map(({ window }, i) => (running[i] ? workingDays.between(window.start, today) : 0)).join(',')}}`,
        column((range) => range.w),
        column((range) => range.grain),
        column((range) => range.from),
        column((range) => range.to),
        ...WORTHS.map((of) => column(({ worth }) => worth[of])),
      ],
      this.scoping === 'ONE' ? 'kpi_figures' : 'kpi_figures_added_up',
    );
    const days = windows.map(({ grain, window }) => daysOf(grain, window, today));
    return rows.map(({ figures, edition }, i) => {
      const each = asked[i]!;
      const ofWindow = days[numbers.get(windowText(each))! - 1]!;
      return { figures: this.named(figures, each.window, today, ofWindow), edition };
    });
  }

  /**
   * A row by the names of figures, beside the days of its window. Of a period that is over, or has one day, a course is
   * its measure; of one that has not begun it is nothing.
   */
  private named(row: string, window: Window, today: Day, days: ScopeFigures): ScopeFigures {
    const values = JSON.parse(`[${row.slice(1, -1)}]`) as readonly number[];
    const figures: Record<string, number> = { ...days };
    for (let i = 0; i < this.names.length; i++) figures[this.names[i]!] = values[i]!;
    if (runs(window, today)) return figures;
    const began = window.start <= today;
    for (const { name, measure } of this.metrics.courses) figures[name] = began ? figures[measure.name]! : 0;
    return figures;
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

  private rangesOf(asked: FiguresAsked, today: Day, workingDays: WorkingDays): readonly LevelRangeRow[] {
    if (this.rangesBy !== workingDays) this.ranges.clear();
    this.rangesBy = workingDays;
    const { grain, window } = asked;
    const key = `${windowText(asked)} ${window.end < today ? '' : today}`;
    let found = this.ranges.get(key);
    if (!found) {
      found = levelRanges(grain, window, today, workingDays).map(({ grain, from, to, worth }) => ({
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

/** The days that daily averages are taken over. */
export function daysOf(grain: Grain, window: Window, today: Day): ScopeFigures {
  return {
    [DAYS_COUNTED]: daysCounted(window, today),
    [DAYS_COUNTED_BEFORE]: window.start <= today ? daysCounted(windowBefore(grain, window), today) : 0,
  };
}

/** A period of several days that holds today: what was done of what was owed may depend on the day. */
const runs = ({ start, end }: Window, today: Day): boolean => start <= today && today <= end && start < end;
const windowText = ({ window }: FiguresAsked): string => `${window.grain} ${window.start}`;
const textOf = (asked: FiguresAsked): string => `${asked.scopeKey} ${windowText(asked)}`;
