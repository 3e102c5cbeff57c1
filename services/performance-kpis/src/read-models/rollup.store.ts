import { dateOfDayNumber, dayNumber, GRAINS, periodEnd, periodStart } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { Deltas } from '../domain/deltas.js';
import type { Scopes } from '../domain/scopes.js';
import type { WorkingDays } from '../domain/working-days.js';
import { ids, numbers } from './array-literal.js';

/** Rows a statement: enough to be quick, few enough to keep one statement's memory small. */
const CHUNK = 20_000;

const ADD_FIGURES = `
  insert into rollup as r (scope, grain, period_start, shard, touches, contacts, clients, covered, drawn, done)
  select d.scope, d.grain, date '1970-01-01' + d.day, $1, d.touches, d.contacts, d.clients, d.covered, d.drawn, d.done
    from unnest($2::text[], $3::smallint[], $4::int[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[])
         d(scope, grain, day, touches, contacts, clients, covered, drawn, done)
  on conflict (scope, grain, period_start, shard) do update set
    touches = r.touches + excluded.touches, contacts = r.contacts + excluded.contacts, clients = r.clients + excluded.clients,
    covered = r.covered + excluded.covered, drawn = r.drawn + excluded.drawn, done = r.done + excluded.done`;

const ADD_LEVELS = `
  insert into portfolio_level as l (scope, grain, period_start, shard, delta, delta_days)
  select d.scope, d.grain, date '1970-01-01' + d.day, $1, d.delta, d.delta_days
    from unnest($2::text[], $3::smallint[], $4::int[], $5::bigint[], $6::bigint[]) d(scope, grain, day, delta, delta_days)
  on conflict (scope, grain, period_start, shard) do update set delta = l.delta + excluded.delta, delta_days = l.delta_days + excluded.delta_days`;

/** Adds what moved to the stored figures, in the shard of the partition it came from. */
export async function addDeltas(tx: Tx, deltas: Deltas, shard: number, scopes: Scopes, workingDays: WorkingDays): Promise<void> {
  const moved = deltas.moved();
  for (let at = 0; at < moved.length; at += CHUNK) {
    const rows = moved.slice(at, at + CHUNK);
    await tx.query(
      ADD_FIGURES,
      [
        shard,
        ids(rows.map((row) => scopes.key(row.scope))),
        numbers(rows.map(({ window }) => window.grain)),
        numbers(rows.map(({ window }) => window.start)),
        ...(['touches', 'contacts', 'clients', 'covered', 'drawn', 'done'] as const).map((column) =>
          numbers(rows.map(({ figures }) => figures[column])),
        ),
      ],
      'kpi_add_figures',
    );
  }
  const levels = levelRows(deltas, scopes, workingDays);
  for (let at = 0; at < levels.length; at += CHUNK) {
    const rows = levels.slice(at, at + CHUNK);
    await tx.query(
      ADD_LEVELS,
      [
        shard,
        ids(rows.map((row) => row.scope)),
        numbers(rows.map((row) => row.grain)),
        numbers(rows.map((row) => row.start)),
        numbers(rows.map((row) => row.delta)),
        numbers(rows.map((row) => row.deltaDays)),
      ],
      'kpi_add_levels',
    );
  }
}

/** Grains in which the steps of a portfolio's level are kept: days, and their sums by month and year, so that no query reads a long history. */
export const LEVEL_GRAINS = ['DAY', 'MONTH', 'YEAR'] as const;

interface LevelRow {
  scope: string;
  grain: number;
  start: number;
  delta: number;
  /** The steps, each times the working days from its day to the end of the period. */
  deltaDays: number;
}

/** Apart by more than any day number, so that a scope, a grain and a day make one key. */
const DAYS = 2 ** 17;

function levelRows(deltas: Deltas, scopes: Scopes, workingDays: WorkingDays): LevelRow[] {
  const rows = new Map<number, LevelRow>();
  const spans = new Map<number, readonly LevelSpan[]>();
  for (const { scope, from, delta } of deltas.stepped()) {
    let ofDay = spans.get(from);
    if (!ofDay) spans.set(from, (ofDay = LEVEL_GRAINS.map((name) => levelSpan(name, from, workingDays))));
    for (const { grain, start, days } of ofDay) {
      const key = (scope * GRAINS.length + grain) * DAYS + start;
      let row = rows.get(key);
      if (!row) rows.set(key, (row = { scope: scopes.key(scope), grain, start, delta: 0, deltaDays: 0 }));
      row.delta += delta;
      row.deltaDays += delta * days;
    }
  }
  return [...rows.values()]
    .filter(({ delta, deltaDays }) => delta !== 0 || deltaDays !== 0)
    .sort((a, b) => (a.scope === b.scope ? a.grain - b.grain || a.start - b.start : a.scope < b.scope ? -1 : 1));
}

/** The period of a grain that holds a day, and the working days from that day to the period's end. */
interface LevelSpan {
  readonly grain: number;
  readonly start: number;
  readonly days: number;
}

function levelSpan(name: (typeof LEVEL_GRAINS)[number], from: number, workingDays: WorkingDays): LevelSpan {
  const start = periodStart(name, dateOfDayNumber(from));
  return { grain: GRAINS.indexOf(name), start: dayNumber(start), days: workingDays.between(from, dayNumber(periodEnd(name, start))) };
}
