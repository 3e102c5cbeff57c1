import { dateOfDayNumber, dayNumber, GRAINS, periodEnd, periodStart } from '@hengxin/contracts';
import type { Scopes } from './scopes.rules.js';
import type { WorkingDays } from './working-days.rules.js';
import type { Deltas, Moved, Step } from '../metrics/deltas.js';
import type { Level } from '../metrics/level.js';
import type { Measure } from '../metrics/measure.js';
import { type MetricSet, oncePerSet } from '../metrics/metric-set.js';
import type { Course } from '../metrics/reading.js';
import type { Vector } from '../metrics/vector.js';
import { ids, numbers } from './array-literal.js';
import type { Count } from './count.js';
import { keepClosed } from '../closings/kept-figures.store.js';
import { addShared } from './shared-client.store.js';

/** Rows a statement: enough to be quick, few enough to keep one statement's memory small. */
const CHUNK = 20_000;

interface Statements {
  readonly figures: AdditionOf;
  readonly levels: AdditionOf;
  readonly courses: AdditionOf;
  readonly levelColumns: readonly LevelColumn[];
}

/** A column that is added to. A statement names all columns of a group, or none. */
interface GroupedColumn {
  readonly name: string;
  readonly group: string;
}

/** A statement that adds rows, and its lists: one a column that it adds to. */
interface Addition {
  readonly name: string;
  readonly text: string;
  readonly lists: readonly string[];
}

/** What adds rows; each gives what is added in the order of the table's columns. */
type AdditionOf = (rows: readonly Vector[]) => Addition;

/** A column of a level: its steps, or those times the working days, or all days, from theirs to the end of the period. */
interface LevelColumn extends GroupedColumn {
  readonly level: number;
  readonly times: 'ONE' | 'WORKING_DAYS' | 'CALENDAR_DAYS';
}

const statementsOf = oncePerSet(({ measures, levels, courses }: MetricSet): Statements => {
  const levelColumns = levels.flatMap((each, level): LevelColumn[] => {
    const { steps, days, calendarDays } = each.columns;
    const at = { level, group: groupOfLevel(each) };
    return [
      { ...at, name: steps, times: 'ONE' },
      ...(days === null ? [] : [{ ...at, name: days, times: 'WORKING_DAYS' as const }]),
      ...(calendarDays === undefined ? [] : [{ ...at, name: calendarDays, times: 'CALENDAR_DAYS' as const }]),
    ];
  });
  const measured = measures.map((each) => ({ name: each.name, group: groupOfMeasure(each) }));
  const coursed = courseColumns(courses).map((name) => ({ name, group: 'COURSE' }));
  return {
    figures: additions('kpi_add_figures', measured, addTo('rollup', measured)),
    levels: additions('kpi_add_levels', levelColumns, addTo('portfolio_level', levelColumns)),
    courses: additions('kpi_add_courses', coursed, addCoursesOf),
    levelColumns,
  };
});

/** Contacts move measures of these together; plans and facts each their own. */
function groupOfMeasure({ subject }: Measure): string {
  switch (subject) {
    case 'touch':
    case 'client':
    case 'part':
      return 'CONTACT';
    case 'plan-item':
    case 'fact':
      return subject;
  }
}

/** Levels that the same news may move. */
function groupOfLevel({ movesWithTouches, movesWithBalances, movesWithDates }: Level): string {
  return [movesWithTouches, movesWithBalances, movesWithDates].join(' ');
}

/**
 * Adds to the columns of those groups of which something moves. A batch moves few of many columns, and PostgreSQL works
 * out each one that a statement names, row by row. There are a few groups, so that few statements are prepared.
 */
function additions(
  statement: string,
  columns: readonly GroupedColumn[],
  textOf: (moved: readonly string[]) => string,
): AdditionOf {
  const groups = [...new Set(columns.map(({ group }) => group))];
  const texts = new Map<string, string>();
  return (rows) => {
    const moves = columns.map((_, place) => rows.some((row) => row[place] !== 0));
    const moving = new Set(columns.filter((_, place) => moves[place]).map(({ group }) => group));
    const name = `${statement}_${groups.map((group) => (moving.has(group) ? 1 : 0)).join('')}`;
    const places = columns.flatMap(({ group }, place) => (moving.has(group) ? [place] : []));
    let text = texts.get(name);
    if (text === undefined) texts.set(name, (text = textOf(places.map((place) => columns[place]!.name))));
    // A list of zeros is not worth writing and reading.
    const listOf = (place: number) => (moves[place] ? numbers(rows.map((row) => row[place]!)) : NONE);
    return { name, text, lists: places.map(listOf) };
  };
}

const NONE = numbers([]);

/** Of each course what it comes to, and what each working day adds. */
export const courseColumns = (courses: readonly Course[]): string[] =>
  courses.flatMap(({ name }) => [name, `${name}_slope`]);

/** As `addTo`, with the day of a step behind the first day of its window. */
function addCoursesOf(columns: readonly string[]): string {
  const list = (of: (name: string, i: number) => string) => columns.map(of).join(', ');
  return `
    insert into course_step as r (scope, grain, period_start, day, shard, ${list((name) => name)})
    select d.scope, d.grain, date '1970-01-01' + d.start, date '1970-01-01' + d.day, $1, ${list(orNothing)}
      from unnest($2::text[], $3::smallint[], $4::int[], $5::int[], ${list((_, i) => `$${6 + i}::bigint[]`)})
           d(scope, grain, start, day, ${list((name) => name)})
     order by 1, 2, 3, 4
    on conflict (scope, grain, period_start, day, shard) do update set ${list((name) => `${name} = coalesce(r.${name}, 0) + excluded.${name}`)}`;
}

/**
 * $1 the shard; $2 to $4 scope, grain and day; then a list a column that moves, empty where nothing of it does. Columns
 * that do not move are nothing in a new row, and stay as they are in one that is there. What stood at null counts from
 * here on.
 */
function addTo(table: string, all: readonly GroupedColumn[]): (columns: readonly string[]) => string {
  return (columns) => {
    const list = (of: (name: string, i: number) => string) => columns.map(of).join(', ');
    const moving = new Set(columns);
    return `
    insert into ${table} as r (scope, grain, period_start, shard, ${all.map(({ name }) => name).join(', ')})
    select d.scope, d.grain, date '1970-01-01' + d.day, $1, ${all.map(({ name }) => (moving.has(name) ? orNothing(name) : '0')).join(', ')}
      from unnest($2::text[], $3::smallint[], $4::int[], ${list((_, i) => `$${5 + i}::bigint[]`)}) d(scope, grain, day, ${list((name) => name)})
    on conflict (scope, grain, period_start, shard) do update set ${list((name) => `${name} = coalesce(r.${name}, 0) + excluded.${name}`)}`;
  };
}

/** A column whose list is empty adds nothing. */
const orNothing = (name: string): string => `coalesce(d.${name}, 0)`;

/** Adds what moved to the stored figures, in the shard of the partition it came from. */
export async function addDeltas(count: Count, deltas: Deltas): Promise<void> {
  const { metrics, shard, scopes, workingDays } = count;
  const { tx } = count.context;
  const [moved, stepped] = [deltas.moved(), deltas.stepped()];
  if (mayMoveClosed(count, moved, stepped)) await keepClosed(count, moved, stepped);
  const { figures, levels, courses, levelColumns } = statementsOf(metrics);
  for (let at = 0; at < moved.length; at += CHUNK) {
    const rows = moved.slice(at, at + CHUNK);
    const { name, text, lists } = figures(rows.map(({ vector }) => vector));
    await tx.query(
      text,
      [
        shard,
        ids(rows.map((row) => scopes.key(row.scope))),
        numbers(rows.map(({ window }) => window.grain)),
        numbers(rows.map(({ window }) => window.start)),
        ...lists,
      ],
      name,
    );
  }
  const stood = levelRows(stepped, scopes, workingDays, levelColumns);
  for (let at = 0; at < stood.length; at += CHUNK) {
    const rows = stood.slice(at, at + CHUNK);
    const { name, text, lists } = levels(rows.map(({ sums }) => sums));
    await tx.query(
      text,
      [
        shard,
        ids(rows.map((row) => row.scope)),
        numbers(rows.map((row) => row.grain)),
        numbers(rows.map((row) => row.start)),
        ...lists,
      ],
      name,
    );
  }
  await addShared(tx, metrics, shard, scopes, deltas.shared.moved());
  const coursed = deltas.coursed();
  for (let at = 0; at < coursed.length; at += CHUNK) {
    const rows = coursed.slice(at, at + CHUNK);
    const { name, text, lists } = courses(rows.map(({ sums }) => sums));
    await tx.query(
      text,
      [
        shard,
        ids(rows.map(({ scope }) => scopes.key(scope))),
        numbers(rows.map(({ window }) => window.grain)),
        numbers(rows.map(({ window }) => window.start)),
        numbers(rows.map(({ day }) => day)),
        ...lists,
      ],
      name,
    );
  }
}

/** A period is closed once it is over: what was known on its own day, as most contacts are, can move none. */
function mayMoveClosed({ restatements, knownAtMs }: Count, moved: readonly Moved[], stepped: readonly Step[]): boolean {
  if (moved.length === 0 && stepped.length === 0) return false;
  const knownOn = restatements.dayOfMs(knownAtMs);
  return moved.some(({ window }) => window.end < knownOn) || stepped.some(({ from }) => from < knownOn);
}

/**
 * Grains in which the steps of levels are kept: days, and their sums by month and year, so that no query reads a long
 * history.
 */
export const LEVEL_GRAINS = ['DAY', 'MONTH', 'YEAR'] as const;

interface LevelRow {
  readonly scope: string;
  readonly grain: number;
  readonly start: number;
  /** In the order of `levelColumns`. */
  readonly sums: number[];
}

/** Apart by more than any day number, so that a scope, a grain and a day make one key. */
const DAYS = 2 ** 17;

function levelRows(
  stepped: readonly Step[],
  scopes: Scopes,
  workingDays: WorkingDays,
  columns: readonly LevelColumn[],
): LevelRow[] {
  const columnsOf = Map.groupBy(
    columns.map((column, place) => ({ ...column, place })),
    ({ level }) => level,
  );
  const rows = new Map<number, LevelRow>();
  const spans = new Map<number, readonly LevelSpan[]>();
  for (const { level, scope, from, delta } of stepped) {
    let ofDay = spans.get(from);
    if (!ofDay) spans.set(from, (ofDay = LEVEL_GRAINS.map((name) => levelSpan(name, from, workingDays))));
    for (const { grain, start, factors } of ofDay) {
      const key = (scope * GRAINS.length + grain) * DAYS + start;
      let row = rows.get(key);
      if (!row)
        rows.set(
          key,
          (row = { scope: scopes.key(scope), grain, start, sums: new Array<number>(columns.length).fill(0) }),
        );
      for (const { times, place } of columnsOf.get(level)!) row.sums[place]! += delta * factors[times];
    }
  }
  return [...rows.values()]
    .filter(({ sums }) => sums.some((sum) => sum !== 0))
    .sort((a, b) => (a.scope === b.scope ? a.grain - b.grain || a.start - b.start : a.scope < b.scope ? -1 : 1));
}

/** The period of a grain that holds a day, and the days from that day to the period's end. */
interface LevelSpan {
  readonly grain: number;
  readonly start: number;
  readonly factors: Readonly<Record<LevelColumn['times'], number>>;
}

function levelSpan(name: (typeof LEVEL_GRAINS)[number], from: number, workingDays: WorkingDays): LevelSpan {
  const start = periodStart(name, dateOfDayNumber(from));
  const end = dayNumber(periodEnd(name, start));
  return {
    grain: GRAINS.indexOf(name),
    start: dayNumber(start),
    factors: { ONE: 1, WORKING_DAYS: workingDays.between(from, end), CALENDAR_DAYS: end - from + 1 },
  };
}
