import type { EventHandlers, EventType, RecordedEvent, RecordedOf } from '@hengxin/event-sourcing';
import { PLACED, type PlacedEvent, type Projection, projection } from '@hengxin/projections';
import { Scopes } from './scopes.rules.js';
import type { DaysNow } from './working-days.rules.js';
import { Deltas } from '../metrics/deltas.js';
import { METRIC_SET } from '../metrics/index.js';
import type { MetricSet } from '../metrics/metric-set.js';
import { editionOf } from './calendar-edition.js';
import { countClients } from './client-figures.js';
import { ClosedPeriods } from '../closings/closed-periods.store.js';
import { CLIENT_FACTS, type ClientFact } from './client-news.js';
import type { Count } from './count.js';
import { countFacts } from './fact-figures.js';
import { figureTables } from './figures.tables.js';
import { countPlans, PLAN_FACTS, type PlanFact } from './plan-figures.js';
import { Restatements } from '../restatements/restatements.js';
import { addDeltas } from './rollup.store.js';
import { shardOf } from './shard.rules.js';
import { type BankClock, eventsOf, type FactRun, knownAtMs, rangeOf, REAL_CLOCK, type Run, Runs } from './runs.js';
import { recountTree } from './tree-figures.js';
import { BEGINNING, type Day } from '../kpi/periods.rules.js';
import { TreeStore } from './tree.store.js';

/** What any set of figures is counted from; what its measures count besides comes to it. */
export const FIGURES_EVENTS = [...PLACED, ...CLIENT_FACTS, ...PLAN_FACTS] as const;
export type FigureEvent = (typeof FIGURES_EVENTS)[number];
export type FigureFact = RecordedOf<FigureEvent>;

const place = (event: RecordedOf<PlacedEvent>, runs: Runs) => runs.placed(event);
const ofClient = (event: RecordedOf<ClientFact>, runs: Runs) => runs.client(event);
const ofPlan = (event: RecordedOf<PlanFact>, runs: Runs) => runs.plan(event);

const SORT: EventHandlers<FigureEvent, void, [Runs]> = {
  UnitPlaced: place,
  StaffPlaced: place,
  ClientRegistered: ofClient,
  ClientProfileChanged: ofClient,
  ClientAssigned: ofClient,
  ConsentGranted: ofClient,
  ConsentWithdrawn: ofClient,
  ContactLogged: ofClient,
  VisitReviewed: ofClient,
  SignalFired: ofClient,
  SignalTakenBack: ofClient,
  PlanDrawn: ofPlan,
  PlanItemDone: ofPlan,
  PlanItemDeferred: ofPlan,
  PlanItemSkipped: ofPlan,
  PlanItemAdded: ofPlan,
  PlanItemCancelled: ofPlan,
};

/** What a set consumes besides. An event that both consume is counted by both. */
function handlersOf({ factEvents }: MetricSet): EventHandlers<EventType, void, [Runs]> {
  const known = SORT as unknown as Readonly<Record<string, ((event: RecordedEvent, runs: Runs) => void) | undefined>>;
  const facts = factEvents.map(({ type }) => {
    const first = known[type];
    return [type, (event: RecordedEvent, runs: Runs) => (first?.(event, runs), runs.fact(event))] as const;
  });
  return { ...SORT, ...Object.fromEntries(facts) } as unknown as EventHandlers<EventType, void, [Runs]>;
}

/** All that the figures of a set are counted from. */
export function figureEvents({ factEvents }: MetricSet): readonly EventType[] {
  return [...new Map([...FIGURES_EVENTS, ...factEvents].map((event: EventType) => [event.type, event])).values()];
}

/**
 * Facts in, figures out. Everything is counted as `after - before` of what a client (or a plan) contributes, so that
 * events of different keys may come in any order and in batches of any size. One batch, one transaction. Periods close
 * in the bank's time zone.
 */
export function figures(
  days: DaysNow,
  timeZone: string,
  metrics: MetricSet = METRIC_SET,
  clock: BankClock = REAL_CLOCK,
): Projection {
  const scopes = new Scopes();
  const tree = new TreeStore(scopes);
  return projection<EventType, Runs>({
    ...figureTables(metrics),
    events: figureEvents(metrics),
    // Large batches, for what a client or a unit has many of is read and written once a batch.
    batchSize: 5_000,
    async load(events, tx) {
      const knownAt = (event: RecordedEvent) => knownAtMs(event, clock);
      const [oldest, newest] = rangeOf(events.map(knownAt));
      return new Runs(knownAt, await new ClosedPeriods(tx).momentsBetween(oldest, newest));
    },
    on: handlersOf(metrics),
    async store({ all: runs }, tx, context) {
      const restatements = new Restatements(timeZone, scopes, metrics);
      const concurrent = context.source !== 'store';
      const shard = shardOf(context);
      // One calendar for the batch, whatever becomes of it meanwhile.
      const workingDays = days.current;
      const batch: Omit<Count, 'knownAtMs'> = {
        ...{ context, restatements, scopes, metrics, workingDays, shard, concurrent },
        runningOn: newestDay(runs, restatements),
        closed: new ClosedPeriods(tx),
      };
      // The lock that the first change of the tree needs, before a run that shares it: it is not to be waited for in
      // between.
      if (runs.length > 1 && runs.some(({ placed }) => placed)) await tree.claim(tx, editionOf(batch));
      for (const run of runs) {
        const count: Count = { ...batch, knownAtMs: run.knownAtMs };
        if (run.placed) await recountTree(count, tree, run.placed);
        else await countRun(count, tree, run);
        await restatements.write(tx);
      }
    },
  });
}

/** The newest day on which an event of the batch was known: it is over that day or later. */
function newestDay(runs: readonly Run[], restatements: Restatements): Day {
  let newest = BEGINNING;
  for (const run of runs) for (const event of eventsOf(run)) newest = Math.max(newest, restatements.dayOfEvent(event));
  return newest;
}

async function countRun(count: Count, tree: TreeStore, { clients, plans, facts }: FactRun): Promise<void> {
  const places = await tree.share(count.context.tx, editionOf(count));
  const deltas = new Deltas(count, count.runningOn);
  const letGo = plans.length > 0 ? await countPlans(count, places, deltas, plans) : [];
  await countClients(count, places, deltas, clients, letGo);
  if (facts.length > 0) await countFacts(count, places, deltas, facts);
  await addDeltas(count, deltas);
}
