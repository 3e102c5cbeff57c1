import { GRAINS } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { ids, numbers } from '../figures/array-literal.js';
import type { Count } from '../figures/count.js';
import type { WorkingDays } from '../figures/working-days.rules.js';
import { FigureQueries, type FiguresAsked } from '../kpi/figures.queries.js';
import { type Day, END } from '../kpi/periods.rules.js';
import type { Moved, Step } from '../metrics/deltas.js';
import type { MetricSet, ScopeFigures } from '../metrics/metric-set.js';
import { closedEndingFrom, type ClosedPeriod } from './closed-periods.store.js';
import { isShownAlike, movedBy, movesOf } from './moved-figures.rules.js';

/** Scopes and periods read and kept at a time. */
const CHUNK = 500;

/** What a scope has in a closed period. */
interface Kept extends FiguresAsked {
  readonly closedAtMs: number;
}

/** A scope and a period, as the table names them. */
type Place = Pick<Kept, 'scopeKey' | 'window'>;

/**
 * $4 the moment until which it was shown: not before the one kept last, and not before the period was closed. What
 * stands there already was first, and is not answered.
 */
const KEEP = `
  insert into kept_figures (scope, grain, period_start, until, figures)
  select n.scope, n.grain, date '1970-01-01' + n.day, greatest(to_timestamp(n.until / 1000), k.newest), n.figures::jsonb
    from unnest($1::text[], $2::smallint[], $3::int[], $4::float8[], $5::text[]) n(scope, grain, day, until, figures)
    left join lateral (
      select max(until) as newest from kept_figures k
       where k.scope = n.scope and k.grain = n.grain and k.period_start = date '1970-01-01' + n.day
    ) k on true
   order by 1, 2, 3
  on conflict do nothing
  returning scope || ' ' || grain || ' ' || (period_start - date '1970-01-01') as place`;

const NEWEST = `
  select n.scope || ' ' || n.grain || ' ' || n.day as place, k.figures
    from unnest($1::text[], $2::smallint[], $3::int[]) n(scope, grain, day)
    cross join lateral (
      select figures from kept_figures f
       where f.scope = n.scope and f.grain = n.grain and f.period_start = date '1970-01-01' + n.day
       order by until desc limit 1
    ) k`;

/** What was kept before the bank's calendar last became another one stays: nothing tells it again. */
const FORGET = `
  delete from kept_figures k
   using unnest($1::text[], $2::smallint[], $3::int[]) n(scope, grain, day)
   where k.scope = n.scope and k.grain = n.grain and k.period_start = date '1970-01-01' + n.day
     and k.until = (select max(until) from kept_figures f
                     where f.scope = k.scope and f.grain = k.grain and f.period_start = k.period_start)
     and k.until > coalesce((select kept_until from kept_calendar), '-infinity'::timestamptz)`;

/**
 * Keeps what closed periods show before a batch moves it: so `asOf` finds what was shown then, and each move is the
 * difference between two that follow each other (rule 14). A period that nothing moves keeps nothing: neither one whose
 * moves cancel out, nor one that a later part of a batch moves back to what it was. To be called before the figures are
 * written.
 */
export async function keepClosed(count: Count, moved: readonly Moved[], stepped: readonly Step[]): Promise<void> {
  const first = firstMoved(moved, stepped);
  if (first === undefined) return;
  const closed = await count.closed.since(first, count.knownAtMs);
  if (closed.length === 0) return;
  const { tx } = count.context;
  // Two partitions may move one scope: the second one keeps what the first one has made.
  if (count.concurrent)
    await tx.query("select pg_advisory_xact_lock(hashtext(current_schema() || ' kept figures'))", [], 'kpi_lock_kept');
  const figures = new FigureQueries(tx, count.workingDays, () => END, count.metrics);
  for (const moves of chunksOf(movesOf(closed, moved, stepped, count))) {
    const chunk = moves.map(({ scope, period, by }) => ({ ...keptOf(count.scopes.key(scope), period), by }));
    const found = await figures.counted(chunk);
    const kept = await keep(tx, chunk, found, count.knownAtMs);
    const stood = chunk.flatMap((each, i) =>
      kept.has(placeOf(each)) ? [] : [{ ...each, after: movedBy(found[i]!, each.by) }],
    );
    await forgetMovedBack(tx, count.metrics, stood);
  }
}

/** Figures that are about to be counted by other days. */
export interface Shown {
  readonly metrics: MetricSet;
  /** Those that they were counted by. */
  readonly workingDays: WorkingDays;
  /** The first day on which others may move a figure. */
  readonly from: Day;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

/** Scopes that have figures, a page at a time. What belongs to a unit itself is part of no period as it was shown. */
const SCOPES = `
  select scope
    from ((select distinct scope from rollup where scope > $1 and scope not like 'direct:%' order by scope limit $2)
          union (select distinct scope from portfolio_level where scope > $1 and scope not like 'direct:%' order by scope limit $2)) s
   order by scope limit $2`;

/** A page of the scopes that have figures, behind the last one of the page before; empty where there are no more. */
export async function scopesBehind(tx: Pick<Tx, 'query'>, last: string): Promise<readonly string[]> {
  const rows = await tx.query<{ scope: string }>(SCOPES, [last, CHUNK]);
  return rows.map(({ scope }) => scope);
}

/**
 * Keeps what closed periods show before everything is counted by another calendar: a day that the bank says of moves
 * what each of them owed, and no event of theirs tells it (rules 2 and 14). No batch may be under way. Returns the
 * moment until which all of them are kept, epoch milliseconds.
 */
export async function keepShown(tx: Tx, { metrics, workingDays, from, nowMs }: Shown): Promise<number> {
  const closed = await closedEndingFrom(tx, from);
  if (closed.length === 0) return nowMs;
  const untilMs = Math.max(nowMs, ...closed.map(({ closedAtMs }) => closedAtMs + 1));
  const figures = new FigureQueries(tx, workingDays, () => END, metrics);
  for (let last = ''; ;) {
    const scopes = await scopesBehind(tx, last);
    if (scopes.length === 0) return untilMs;
    last = scopes.at(-1)!;
    for (const period of closed) {
      const kept = scopes.map((scope) => keptOf(scope, period));
      await keep(tx, kept, await figures.counted(kept), untilMs);
    }
  }
}

/** Answers the places of those that are kept now; the others were kept already, at this moment or a later one. */
async function keep(
  tx: Tx,
  kept: readonly Kept[],
  figures: readonly ScopeFigures[],
  knownAtMs: number,
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ place: string }>(
    KEEP,
    [
      ...columnsOf(kept),
      // Later than the closing: what was shown at that very moment is what was closed.
      numbers(kept.map(({ closedAtMs }) => Math.max(knownAtMs, closedAtMs + 1))),
      figures.map((each) => JSON.stringify(each)),
    ],
    'kpi_keep_figures',
  );
  return new Set(rows.map(({ place }) => place));
}

/** Nothing was shown between what was kept last and what is there now: where both are the same, nothing moved. */
async function forgetMovedBack(
  tx: Tx,
  metrics: MetricSet,
  stood: readonly (Place & { readonly after: ScopeFigures })[],
): Promise<void> {
  if (stood.length === 0) return;
  const rows = await tx.query<{ place: string; figures: ScopeFigures }>(NEWEST, columnsOf(stood), 'kpi_newest_kept');
  const newest = new Map(rows.map(({ place, figures }) => [place, figures]));
  // What is counted since then has no figure of then, and shows that of now.
  const shownOf = (each: (typeof stood)[number]) => ({ ...each.after, ...newest.get(placeOf(each)) });
  const back = stood.filter((each) => isShownAlike(metrics, shownOf(each), each.after));
  if (back.length > 0) await tx.query(FORGET, columnsOf(back), 'kpi_forget_kept');
}

const columnsOf = (places: readonly Place[]): string[] => [
  ids(places.map(({ scopeKey }) => scopeKey)),
  numbers(places.map(({ window }) => window.grain)),
  numbers(places.map(({ window }) => window.start)),
];

const placeOf = ({ scopeKey, window }: Place): string => `${scopeKey} ${window.grain} ${window.start}`;

function keptOf(scopeKey: string, { grain, start, end, closedAtMs }: ClosedPeriod): Kept {
  return { scopeKey, grain: GRAINS[grain]!, window: { grain, start, end }, closedAtMs };
}

function* chunksOf<T>(items: Iterable<T>): Iterable<readonly T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** The first day on which something moves; undefined where nothing does. */
function firstMoved(moved: readonly Moved[], stepped: readonly Step[]): Day | undefined {
  let first = END;
  for (const { window } of moved) first = Math.min(first, window.end);
  for (const { from } of stepped) first = Math.min(first, from);
  return first === END ? undefined : first;
}
