import { COMPLETE_EDITION } from '../figures/calendar-edition.js';
import type { Level } from '../metrics/level.js';
import type { MeasureUnit } from '../metrics/measure.js';
import type { MetricSet } from '../metrics/metric-set.js';
import type { Reading, ReadingKind } from '../metrics/reading.js';

/**
 * How a question names whose figures it asks for: one scope by its key; or several that are added up, their keys behind
 * commas.
 */
export type Scoping = 'ONE' | 'SUM';

/** The rows of a table that belong to the scope, or the scopes, that `k.scope` names. */
export const belongs = (scoping: Scoping, row: string): string =>
  scoping === 'ONE' ? `${row}.scope = k.scope` : `${row}.scope = any(string_to_array(k.scope, ','))`;

/** What a step is worth for a reading: see `levelRanges`. */
const WORTH: Record<ReadingKind, (columns: Level['columns']) => string> = {
  WORKING_DAYS: ({ steps, days }) => `l.${steps} * g.worth_all + l.${days} * g.all_days`,
  WORKING_DAYS_SO_FAR: ({ steps, days }) => `l.${steps} * g.so_far + l.${days} * g.so_far_days`,
  OPENING: ({ steps }) => `l.${steps} * g.opening`,
  LAST_DAY: ({ steps }) => `l.${steps} * g.last_day`,
  DAYS_OVER: ({ steps }) => `l.${steps} * g.days_over`,
  CALENDAR_DAYS: ({ steps, calendarDays }) => `l.${steps} * g.calendar + l.${calendarDays} * g.calendar_days`,
  CALENDAR_DAYS_BEFORE: ({ steps, calendarDays }) => `l.${steps} * g.previous + l.${calendarDays} * g.previous_days`,
};

/** The columns of a range that say what it is worth, in the order of the statement's parameters. */
export const WORTHS = [
  'all',
  'allDays',
  'soFar',
  'soFarDays',
  'opening',
  'last',
  'over',
  'calendar',
  'calendarDays',
  'previous',
  'previousDays',
] as const;

/**
 * A sum of whole numbers, as a double. Doubles hold all counts, and add up several times as fast as bigints, whose sum
 * is a numeric that is written out and read again to become one. Cents times days of a large bank may be more than a
 * double holds: they become one once they are added up.
 */
const sumOf = (amount: string, unit: MeasureUnit): string =>
  unit === 'YUAN' ? `coalesce(sum(${amount}), 0)::float8` : `coalesce(sum((${amount})::float8), 0)`;

const levelSum = ({ name, level, kind, unit }: Reading) => `${sumOf(WORTH[kind](level.columns), unit)} as ${name}`;

/** The names of what `figures` lists, in its order. */
export const figureNames = ({ measures, readings, courses }: MetricSet): readonly string[] =>
  [...measures, ...readings, ...courses].map(({ name }) => name);

/** All figures of a scope in one text, `{1,0,2.5}`: a column each costs more to carry than to count. */
const listed = ({ measures, readings, courses }: MetricSet): string =>
  [
    ...measures.map(({ name }) => `f.${name}`),
    ...readings.map(({ name }) => `p.${name}`),
    ...courses.map(({ name }) => `c.${name}`),
  ].join(', ');

/**
 * Sums of the shards of scopes: for each one row of `rollup` and a few of `portfolio_level`, by primary key, in a bank
 * of any size; of a period that runs the rows of `course_step` up to today. $1, $2 the scopes and the number of each
 * one's window; $3, $4 the windows; $5 today where one runs, and $6 its working days so far; $7 to $21 where the levels
 * of a window lie, and what they are worth. The arrays stand in selects of their own, so that the planner does not see
 * how short they are: else it plans every call again, which takes longer than the call.
 */
export const figuresOf = (metrics: MetricSet, scoping: Scoping) => `
  select array[${listed(metrics)}]::float8[]::text as figures, ${COMPLETE_EDITION} as edition
    from unnest((select $1::text[]), (select $2::int[])) with ordinality k(scope, w, place)
    cross join lateral (
      select ${metrics.measures.map(({ name, unit }) => `${sumOf(`r.${name}`, unit)} as ${name}`).join(', ')}
        from rollup r where ${belongs(scoping, 'r')} and r.grain = ($3::smallint[])[k.w] and r.period_start = ($4::date[])[k.w]
    ) f
    cross join lateral (
      select ${metrics.readings.map(levelSum).join(', ')}
        from unnest((select $7::int[]), (select $8::smallint[]), (select $9::date[]), (select $10::date[]), (select $11::bigint[]),
               (select $12::bigint[]), (select $13::bigint[]), (select $14::bigint[]), (select $15::bigint[]), (select $16::bigint[]),
               (select $17::bigint[]), (select $18::bigint[]), (select $19::bigint[]), (select $20::bigint[]), (select $21::bigint[]))
             g(w, grain, lo, hi, worth_all, all_days, so_far, so_far_days, opening, last_day, days_over, calendar, calendar_days, previous, previous_days)
        join portfolio_level l on ${belongs(scoping, 'l')} and l.grain = g.grain and l.period_start >= g.lo and l.period_start < g.hi
       where g.w = k.w
    ) p
    ${
      metrics.courses.length === 0
        ? 'where ($5::date[] is null or true) and ($6::bigint[] is null or true)'
        : `cross join lateral (
      select ${metrics.courses.map(({ name, unit }) => `${sumOf(`s.${name} + s.${name}_slope * ($6::bigint[])[k.w]`, unit)} as ${name}`).join(', ')}
        from course_step s
       where ${belongs(scoping, 's')} and s.grain = ($3::smallint[])[k.w] and s.period_start = ($4::date[])[k.w] and s.day <= ($5::date[])[k.w]
    ) c`
    }
   order by k.place`;
