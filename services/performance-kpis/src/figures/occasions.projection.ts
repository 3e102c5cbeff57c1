import {
  type Birthday,
  businessDateOf,
  Client,
  ClientDateRemoved,
  ClientDateSet,
  ClientProfileChanged,
  ClientRegistered,
  dayNumber,
  type HoldingRow,
  HoldingsTold,
} from '@hengxin/contracts';
import type { BatchContext } from '@hengxin/event-bus';
import { type Projection, projection } from '@hengxin/projections';
import { ClosedPeriods } from '../closings/closed-periods.store.js';
import { BEGINNING, type Day, END } from '../kpi/periods.rules.js';
import { Deltas } from '../metrics/deltas.js';
import type { MetricSet } from '../metrics/metric-set.js';
import { Restatements } from '../restatements/restatements.js';
import { editionOf } from './calendar-edition.js';
import { readFacts } from './client-facts.store.js';
import {
  clientOccasions,
  type ClientOccasionsRow,
  type KnownProduct,
  lockOccasions,
  occasionsOf,
} from './client-occasions.store.js';
import type { Count } from './count.js';
import { FIGURES, OCCASIONS } from './figures.tables.js';
import { horizonOf } from './occasions.rules.js';
import { withDate } from './prompts.rules.js';
import { addDeltas } from './rollup.store.js';
import { type BankClock, knownAtMs, rangeOf, REAL_CLOCK, splitByClosings } from './runs.js';
import { Scopes } from './scopes.rules.js';
import { shardOf } from './shard.rules.js';
import { TreeStore } from './tree.store.js';
import type { DaysNow } from './working-days.rules.js';

/** What an event says about the dates of a client. */
interface Told {
  readonly clientId: string;
  /** Epoch milliseconds. */
  readonly knownAtMs: number;
  readonly change: (row: ClientOccasionsRow) => ClientOccasionsRow;
}

/** Of a client one birthday, whatever the ids of the days that it told. */
const BIRTHDAY = 'BIRTHDAY';
/** Apart from the ids of holdings, which other systems make. */
const DATE = 'DATE ';

/**
 * The dates of clients that come round every year, counted for those who keep them (rules 2 and 20). They are personal
 * and never travel, so this consumer reads the log itself on every bus, and adds to the figures beside the others: see
 * `balances`. Its rows stay when the figures are counted again, and when it starts over: they say what was added.
 */
export function occasions(
  days: DaysNow,
  timeZone: string,
  metrics: MetricSet,
  clock: BankClock = REAL_CLOCK,
): Projection {
  const counted = new CountedOccasions(days, timeZone, metrics);
  const dayOf = (moment: string): Day => counted.dayOf(moment);
  return projection({
    consumer: OCCASIONS,
    events: [ClientRegistered, ClientProfileChanged, ClientDateSet, ClientDateRemoved, HoldingsTold],
    tables: [clientOccasions],
    addsTo: FIGURES.consumer,
    batchSize: 1_000,
    personal: ['birthday', 'date', 'rows'],
    load: (): Told[] => [],
    on: {
      ClientRegistered: (event, told) => {
        const { clientId, birthday, registeredOn } = event.data;
        if (birthday) told.push({ clientId, knownAtMs: knownAtMs(event, clock), change: born(birthday, registeredOn) });
      },
      ClientProfileChanged: (event, told) => {
        const { clientId, birthday, changedOn } = event.data;
        if (birthday !== undefined)
          told.push({ clientId, knownAtMs: knownAtMs(event, clock), change: born(birthday, changedOn) });
      },
      ClientDateSet: (event, told) => {
        const { clientId, dateId, date, setOn } = event.data;
        const change = dated('ANNIVERSARY', DATE + dateId, date, setOn);
        told.push({ clientId, knownAtMs: knownAtMs(event, clock), change });
      },
      ClientDateRemoved: (event, told) => {
        const { clientId, dateId, removedOn } = event.data;
        const change = dated('ANNIVERSARY', DATE + dateId, null, removedOn);
        told.push({ clientId, knownAtMs: knownAtMs(event, clock), change });
      },
      HoldingsTold: (event, told) => {
        const { clientId, rows, toldAt } = event.data;
        told.push({ clientId, knownAtMs: knownAtMs(event, clock), change: held(rows, dayOf(toldAt)) });
      },
    },
    store: (told, tx, context) => counted.take(told, context, horizonOf(counted.dayOfMs(clock.now()))),
  }) as unknown as Projection;
}

const born = (birthday: Birthday | null, on: string) => dated('BIRTHDAY', BIRTHDAY, birthday, on);

function dated(kind: 'BIRTHDAY' | 'ANNIVERSARY', id: string, told: Birthday | null, on: string): Told['change'] {
  const date = told && { kind, calendar: told.calendar, month: told.month, day: told.day, year: told.year ?? null };
  return (row) => {
    const dates = withDate(row.dates, id, date, dayNumber(on));
    return dates === row.dates ? row : { ...row, dates };
  };
}

/**
 * The newest row of a holding holds, one that says nothing of its opening too: else it would matter which of two was
 * told first, and what was told together.
 */
function held(rows: readonly HoldingRow[], toldOn: Day): Told['change'] {
  return (row) => {
    const products: Record<string, KnownProduct> = { ...row.products };
    for (const { holdingId, asOf, openedOn, closedOn } of rows) {
      const known = products[holdingId];
      if (known && known.asOf > asOf) continue;
      const since = Math.min(known?.since ?? END, openedOn === null ? END : toldOn);
      products[holdingId] = { asOf, openedOn, closedOn, since };
    }
    return { ...row, products };
  };
}

/** The dates of clients in the figures: what their rows move is added, no matter who changes them. */
export class CountedOccasions {
  private readonly scopes = new Scopes();
  private readonly tree = new TreeStore(this.scopes);

  constructor(
    private readonly days: DaysNow,
    private readonly timeZone: string,
    private readonly metrics: MetricSet,
  ) {}

  /** Takes what was told of clients; those that are new are counted up to the horizon. */
  async take(told: readonly Told[], context: BatchContext, horizon: Day): Promise<void> {
    if (told.length === 0) return;
    const closed = new ClosedPeriods(context.tx);
    for (const run of await splitByClosings(told, closed)) {
      const news = Map.groupBy(run, ({ clientId }) => clientId);
      const clientIds = [...news.keys()].sort();
      const known = new Map((await lockOccasions(context.tx, clientIds)).map((row) => [row.client_id, row]));
      const pairs = clientIds.map((client_id): readonly [ClientOccasionsRow, ClientOccasionsRow] => {
        const fresh: ClientOccasionsRow = { client_id, dates: [], products: {}, through: horizon };
        const before = known.get(client_id) ?? fresh;
        return [before, news.get(client_id)!.reduce((row, { change }) => change(row), before)];
      });
      await this.replace(
        pairs.filter(([before, after]) => before !== after),
        context,
        rangeOf(run.map((each) => each.knownAtMs))[1],
      );
    }
  }

  /** Writes rows in the place of others, and adds what that moves. The former are locked, or new. */
  async replace(
    pairs: readonly (readonly [before: ClientOccasionsRow, after: ClientOccasionsRow])[],
    context: BatchContext,
    knownAtMs: number,
  ): Promise<void> {
    if (pairs.length === 0) return;
    const { tx } = context;
    await clientOccasions.put(
      tx,
      pairs.map(([, after]) => after),
    );
    const moving = pairs.filter(([before, after]) => momentsOf(before) !== momentsOf(after));
    if (moving.length === 0) return;
    const count = this.countOf(context, knownAtMs);
    const { places } = await this.tree.claim(tx, editionOf(count));
    const wanted = moving.map(([{ client_id }]) => ({ clientId: client_id, from: BEGINNING }));
    const facts = await readFacts(tx, wanted, this.scopes, count.restatements.dayOfMs);
    const deltas = new Deltas(count);
    moving.forEach(([before, after], i) => {
      const view = (row: ClientOccasionsRow) => ({ facts: { ...facts[i]!, occasions: occasionsOf(row) }, places });
      deltas.owed(view(before), view(after), 'DATES');
    });
    await addDeltas(count, deltas);
  }

  dayOf(moment: string): Day {
    return this.dayOfMs(Date.parse(moment));
  }

  dayOfMs(epochMs: number): Day {
    return dayNumber(businessDateOf(epochMs, this.timeZone));
  }

  private countOf(context: BatchContext, knownAtMs: number): Count {
    return {
      ...{ context, knownAtMs, scopes: this.scopes, metrics: this.metrics, workingDays: this.days.current },
      restatements: new Restatements(this.timeZone, this.scopes, this.metrics),
      shard: shardOf({ source: Client.topic, partition: 0 }),
      concurrent: false,
      runningOn: BEGINNING,
      closed: new ClosedPeriods(context.tx),
    };
  }
}

/** All that figures depend on: a row of a product that says nothing new of it moves none. */
const momentsOf = (row: ClientOccasionsRow): string => JSON.stringify(occasionsOf(row));
