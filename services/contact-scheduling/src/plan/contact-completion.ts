import { type ContactLogged, doesItem } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { RecordedOf } from '@hengxin/event-sourcing';
import { keepersOn } from '@hengxin/projections';
import { Clock } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { planKey } from '../plan-ids.js';
import { type OpenItem, openItemsOf } from './plan-items.queries.js';
import { AwaitedFacts } from '../client-facts/awaited-facts.js';
import { NO_PLAN, type OwnCommand, PlanStreams, type StoredPlan } from './plan-streams.js';

type Logged = RecordedOf<typeof ContactLogged>;

/** Closes the items that a contact does (see `doesItem`), in anybody's plans. A second delivery finds them done. */
@Injectable()
export class ContactCompletion {
  constructor(
    private readonly streams: PlanStreams,
    private readonly awaited: AwaitedFacts,
    private readonly clock: Clock,
  ) {}

  /** Answers the staff whose plans have changed. */
  async complete(events: readonly Logged[], tx: Tx): Promise<Set<string>> {
    const logged = events.filter(({ data }) => data.effective);
    if (logged.length === 0) return new Set();
    const plansOfTheDay = await this.plansOfTheDay(logged, tx);
    const open = byClient([...(await this.openItems(logged, plansOfTheDay, tx)), ...openIn(plansOfTheDay)]);
    const commands = new Map<string, OwnCommand[]>();
    const staff = new Set<string>();
    for (const event of logged)
      for (const item of open.get(event.data.clientId)?.values() ?? []) {
        if (!doesItem(event.data, item)) continue;
        commands.set(item.planId, [...(commands.get(item.planId) ?? []), completion(event, item.itemId)]);
        staff.add(item.staffId);
      }
    await this.carryOut(commands, plansOfTheDay);
    return staff;
  }

  /**
   * What the read model holds. An item that a contact names and nobody knows may have been planned a moment ago, in
   * someone else's plan.
   */
  private async openItems(
    logged: readonly Logged[],
    plansOfTheDay: ReadonlyMap<string, StoredPlan>,
    tx: Tx,
  ): Promise<OpenItem[]> {
    const clients = [...new Set(logged.map(({ data }) => data.clientId))].sort();
    const open = await openItemsOf(clients, tx);
    const known = new Set(
      [...open, ...[...plansOfTheDay.values()].flatMap(({ plan }) => plan.items)].map(({ itemId }) => itemId),
    );
    const unknown = logged.filter(({ data }) => data.planItemId !== null && !known.has(data.planItemId));
    if (unknown.length === 0) return open;
    await this.awaited.plansUpTo(unknown.at(-1)!);
    return openItemsOf(clients, tx);
  }

  /**
   * Those of the clients' keepers and of the contacts' makers, who may cover for them, straight from the log: a plan
   * drawn a moment ago may not be in the read model yet. Earlier days are.
   */
  private async plansOfTheDay(logged: readonly Logged[], tx: Tx): Promise<Map<string, StoredPlan>> {
    const today = this.clock.today();
    const current = logged.filter(({ data }) => data.businessDate >= today);
    if (current.length === 0) return new Map();
    const keepers = await keepersOn(
      current.map(({ data: { clientId, businessDate } }) => ({ clientId, on: businessDate })),
      tx,
    );
    const makers = current.map(({ data: { staffId, businessDate } }) => planKey(staffId, businessDate).planId);
    const plans = new Set([...keepers.map(({ rmId, on }) => planKey(rmId, on).planId), ...makers]);
    return this.streams.readMany([...plans]);
  }

  private async carryOut(
    commands: ReadonlyMap<string, readonly OwnCommand[]>,
    known: ReadonlyMap<string, StoredPlan>,
  ): Promise<void> {
    const read = await this.streams.readMany([...commands.keys()].filter((planId) => !known.has(planId)));
    const changes = [...commands].map(([planId, ofPlan]) =>
      this.streams.change(planId, ofPlan, known.get(planId) ?? read.get(planId) ?? NO_PLAN),
    );
    await Promise.all(changes);
  }
}

function completion({ id, data, meta }: Logged, itemId: string): OwnCommand {
  const { contactId, startedAt, businessDate } = data;
  const { correlationId, traceparent } = meta;
  return {
    command: { type: 'CompleteItem', data: { itemId, contactId, doneAt: startedAt } },
    cause: id,
    businessDate,
    correlationId,
    traceparent,
  };
}

function openIn(plans: ReadonlyMap<string, StoredPlan>): OpenItem[] {
  return [...plans.values()].flatMap(({ plan: { key, items } }) =>
    items
      .filter(({ status }) => status === 'OPEN')
      .map(({ itemId, clientId, coverFor = null }) => ({ ...key!, itemId, clientId, coverFor })),
  );
}

function byClient(items: readonly OpenItem[]): Map<string, Map<string, OpenItem>> {
  const clients = new Map<string, Map<string, OpenItem>>();
  for (const item of items)
    clients.set(item.clientId, (clients.get(item.clientId) ?? new Map<string, OpenItem>()).set(item.itemId, item));
  return clients;
}
