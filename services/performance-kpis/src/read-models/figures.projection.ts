import {
  AGGREGATES,
  ClientAssigned,
  ClientProfileChanged,
  ClientRegistered,
  ContactLogged,
  PlanDrawn,
  PlanItemAdded,
  PlanItemCancelled,
  PlanItemDone,
  StaffPlaced,
  UnitPlaced,
} from '@hengxin/contracts';
import type { BatchContext } from '@hengxin/event-bus';
import type { EventType, RecordedEvent } from '@hengxin/event-sourcing';
import { Deltas } from '../domain/deltas.js';
import { Scopes } from '../domain/scopes.js';
import type { WorkingDays } from '../domain/working-days.js';
import { editionOf } from './calendar-edition.js';
import { countClients } from './client-figures.js';
import type { Count } from './count.js';
import { countPlans } from './plan-figures.js';
import { Restatements } from './restatements.js';
import { addDeltas } from './rollup.store.js';
import { recountTree } from './tree-figures.js';
import { TreeStore } from './tree.store.js';

/** What the figures hear of. */
export const FIGURES_EVENTS: readonly EventType[] = [
  UnitPlaced,
  StaffPlaced,
  ClientRegistered,
  ClientProfileChanged,
  ClientAssigned,
  ContactLogged,
  PlanDrawn,
  PlanItemDone,
  PlanItemAdded,
  PlanItemCancelled,
] as unknown as readonly EventType[];

const ORGANISATION: ReadonlySet<string> = new Set([UnitPlaced.type, StaffPlaced.type]);
const PLANS: ReadonlySet<string> = new Set([PlanDrawn.type, PlanItemDone.type, PlanItemAdded.type, PlanItemCancelled.type]);

/**
 * Facts in, figures out. Everything is counted as `after - before` of what a client (or a plan) contributes, so that events of
 * different keys may come in any order and in batches of any size. One batch, one transaction.
 */
export class FiguresProjection {
  private readonly scopes = new Scopes();
  private readonly tree: TreeStore;

  constructor(
    private readonly workingDays: WorkingDays,
    /** The bank's, in which a period closes. */
    private readonly timeZone: string,
  ) {
    this.tree = new TreeStore(this.scopes, editionOf(workingDays));
  }

  async apply(events: readonly RecordedEvent[], context: BatchContext): Promise<void> {
    const restatements = new Restatements(this.timeZone, this.scopes);
    const count: Count = {
      context,
      restatements,
      scopes: this.scopes,
      workingDays: this.workingDays,
      shard: shardOf(context),
      concurrent: context.source !== 'store',
    };
    const runs = runsOf(events);
    // The lock that the first change of the tree needs, before a run that shares it: it is not to be waited for in between.
    if (runs.length > 1) await this.tree.claim(context.tx);
    for (const run of runs) {
      if (isOrganisation(run[0]!)) await recountTree(count, this.tree, run);
      else await this.count(count, run);
      await restatements.write(context.tx);
    }
  }

  private async count(count: Count, events: readonly RecordedEvent[]): Promise<void> {
    const { tx } = count.context;
    const places = await this.tree.share(tx);
    const deltas = new Deltas(this.workingDays);
    const plans = events.filter(({ type }) => PLANS.has(type));
    const clients = plans.length === 0 ? events : events.filter(({ type }) => !PLANS.has(type));
    if (clients.length > 0) await countClients(count, places, deltas, clients);
    if (plans.length > 0) await countPlans(count, places, deltas, plans);
    await addDeltas(tx, deltas, count.shard, this.scopes, this.workingDays);
  }
}

const isOrganisation = ({ type }: RecordedEvent): boolean => ORGANISATION.has(type);

/** Runs of changes of the organisation and of all else, in the order of the log: what a change restates depends on what was known by then. */
function runsOf(events: readonly RecordedEvent[]): RecordedEvent[][] {
  const runs: RecordedEvent[][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    if (run && isOrganisation(run[0]!) === isOrganisation(event)) run.push(event);
    else runs.push([event]);
  }
  return runs;
}

/** 0 for the log; each partition of each topic has one of its own. */
function shardOf({ source, partition }: BatchContext): number {
  const topic = AGGREGATES.findIndex((aggregate) => aggregate.topic === source);
  return topic < 0 ? 0 : 1 + topic * 1_000 + (partition % 1_000);
}
