import { Holdings, type HoldingRow, HoldingsTold } from '@hengxin/contracts';
import type { BatchContext } from '@hengxin/event-bus';
import { type Projection, projection } from '@hengxin/projections';
import { Deltas } from '../metrics/deltas.js';
import type { MetricSet } from '../metrics/metric-set.js';
import { BEGINNING } from '../kpi/periods.rules.js';
import { Restatements } from '../restatements/restatements.js';
import { balanceSteps, type HeldRow, withRows } from './balances.rules.js';
import { ClosedPeriods } from '../closings/closed-periods.store.js';
import { editionOf } from './calendar-edition.js';
import { NO_FACTS } from './client-facts.rules.js';
import { readKeepers } from './client-facts.store.js';
import type { Count } from './count.js';
import { BALANCES, FIGURES } from './figures.tables.js';
import {
  heldRow,
  type HoldingDays,
  holdingRow,
  putHoldingRows,
  rowsAround,
  type StoredHolding,
  storedHolding,
} from './holding-row.store.js';
import type { Placements } from './placements.rules.js';
import { addDeltas } from './rollup.store.js';
import { type BankClock, knownAtMs, rangeOf, REAL_CLOCK, splitByClosings } from './runs.js';
import { Scopes } from './scopes.rules.js';
import { shardOf } from './shard.rules.js';
import { TreeStore } from './tree.store.js';
import type { DaysNow } from './working-days.rules.js';

interface Told {
  readonly clientId: string;
  readonly row: HoldingRow;
  /** Epoch milliseconds. */
  readonly knownAtMs: number;
}

/**
 * What clients have, counted for those who keep them. It is personal and never travels, so this consumer reads the log
 * itself on every bus, and adds to the figures beside the others: it claims the tree, so that nobody's keeper changes
 * meanwhile, and has a shard of its own. Its rows stay when the figures are counted again; clients who are assigned
 * then find them. They stay when it starts over, too, for they say what was added: a row told again moves nothing.
 */
export function balances(
  days: DaysNow,
  timeZone: string,
  metrics: MetricSet,
  clock: BankClock = REAL_CLOCK,
): Projection {
  const scopes = new Scopes();
  const tree = new TreeStore(scopes);
  return projection<typeof HoldingsTold, Told[]>({
    consumer: BALANCES,
    events: [HoldingsTold],
    tables: [holdingRow],
    addsTo: FIGURES.consumer,
    batchSize: 1_000,
    personal: ['rows'],
    load: () => [],
    on: {
      HoldingsTold: (event, told) => {
        const { clientId, rows } = event.data;
        const known = knownAtMs(event, clock);
        told.push(...rows.map((row) => ({ clientId, row, knownAtMs: known })));
      },
    },
    async store(told, tx, context) {
      if (told.length === 0) return;
      const batch = batchOf(context, { scopes, metrics, workingDays: days.current, timeZone });
      const { places } = await tree.claim(tx, editionOf(batch));
      for (const run of await splitByClosings(told, batch.closed))
        await countRun({ ...batch, knownAtMs: newest(run) }, places, run);
    },
  }) as unknown as Projection;
}

/** What a run of rows moves. */
async function countRun(count: Count, places: Placements, told: readonly Told[]): Promise<void> {
  const { tx } = count.context;
  const rows = latestOf(told);
  if (rows.length === 0) return;
  const known = Map.groupBy(await rowsAround(tx, daysOf(rows)), ({ client_id }) => client_id);
  const news = Map.groupBy(rows, ({ client_id }) => client_id);
  const clientIds = [...news.keys()].sort();
  const keepers = await readKeepers(tx, clientIds, count.scopes);
  const deltas = new Deltas(count);
  clientIds.forEach((clientId, i) => {
    const before = (known.get(clientId) ?? []).map(heldRow);
    const after = withRows(before, news.get(clientId)!.map(heldRow));
    const facts = { ...NO_FACTS, ...keepers[i]! };
    const view = (held: readonly HeldRow[]) => ({ facts: { ...facts, balances: balanceSteps(held) }, places });
    deltas.owed(view(before), view(after), 'BALANCES');
  });
  await putHoldingRows(tx, rows);
  await addDeltas(count, deltas);
}

function newest(told: readonly Told[]): number {
  return rangeOf(told.map((each) => each.knownAtMs))[1];
}

function batchOf(
  context: BatchContext,
  { timeZone, ...parts }: Pick<Count, 'scopes' | 'metrics' | 'workingDays'> & { readonly timeZone: string },
): Omit<Count, 'knownAtMs'> {
  return {
    ...parts,
    context,
    restatements: new Restatements(timeZone, parts.scopes, parts.metrics),
    shard: shardOf({ source: Holdings.topic, partition: 0 }),
    concurrent: false,
    runningOn: BEGINNING,
    closed: new ClosedPeriods(context.tx),
  };
}

/** Of what a batch tells of one holding and day, the last word, in the order of the table. */
function latestOf(told: readonly Told[]): StoredHolding[] {
  const latest = new Map<string, StoredHolding>();
  for (const { clientId, row } of told) {
    const stored = storedHolding(clientId, row);
    if (stored) latest.set(`${clientId} ${stored.holding_id} ${stored.as_of}`, stored);
  }
  return [...latest.values()].sort(
    (a, b) => compareText(a.client_id, b.client_id) || compareText(a.holding_id, b.holding_id) || a.as_of - b.as_of,
  );
}

/** The days of each holding, from rows in the order of the table. */
function daysOf(rows: readonly StoredHolding[]): HoldingDays[] {
  const days: HoldingDays[] = [];
  let first = rows[0]?.as_of;
  rows.forEach(({ client_id: clientId, holding_id: holdingId, as_of: last }, i) => {
    const next = rows[i + 1];
    if (next?.client_id === clientId && next.holding_id === holdingId) return;
    days.push({ clientId, holdingId, first: first!, last });
    first = next?.as_of;
  });
  return days;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
