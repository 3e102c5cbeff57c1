import { dayNumber, PlanDrawn, PlanItemAdded, PlanItemCancelled, PlanItemDone, type PlannedItem } from '@hengxin/contracts';
import type { DataOf, RecordedEvent } from '@hengxin/event-sourcing';
import type { Deltas } from '../domain/deltas.js';
import { pathOn, type Places } from '../domain/places.js';
import type { Scopes } from '../domain/scopes.js';
import { dayMoment } from './day-moment.js';
import type { Count } from './count.js';
import {
  insertPlanItems,
  lockPlanItems,
  type PlanItemOutcome,
  type PlanItemRow,
  type PlanItemStatus,
  writeOutcomes,
} from './plan-item.store.js';

interface Fate {
  readonly status: PlanItemStatus;
  readonly contactId: string | null;
  readonly doneAtMs: number | null;
}

/**
 * Drawn and done items of plans. Items added by hand are no part of the plan as drawn and count on neither side; cancelled ones
 * are left out of both, whether or not they had been done. An item done days later counts for the day it was planned.
 */
export async function countPlans(
  { context: { tx }, scopes }: Count,
  places: Places,
  deltas: Deltas,
  events: readonly RecordedEvent[],
): Promise<void> {
  const items = new Map<string, PlanItemRow>();
  const fates = new Map<string, Fate>();
  for (const event of events) sort(event, items, fates, places, scopes);
  const fresh = await insertPlanItems(tx, [...items.values()]);
  for (const item of items.values())
    if (item.drawn && fresh.has(item.itemId)) deltas.planned(scopes.staff(item.staffId), item.planDay, 1, 0, places);
  if (fates.size === 0) return;

  const known = await lockPlanItems(tx, [...fates.keys()].sort());
  const outcomes: PlanItemOutcome[] = [];
  for (const [itemId, { status, contactId, doneAtMs }] of fates) {
    const item = known.get(itemId);
    if (!item || item.status === status || item.status === 'CANCELLED') continue;
    outcomes.push({ itemId, status, contactId, at: doneAtMs === null ? null : dayMoment(item.planDay, doneAtMs) });
    if (!item.drawn) continue;
    const drawn = status === 'CANCELLED' ? -1 : 0;
    const done = (status === 'DONE' ? 1 : 0) - (item.status === 'DONE' ? 1 : 0);
    deltas.planned(scopes.staff(item.staffId), item.planDay, drawn, done, places);
  }
  await writeOutcomes(tx, outcomes);
}

function sort(
  { type, data }: RecordedEvent,
  items: Map<string, PlanItemRow>,
  fates: Map<string, Fate>,
  places: Places,
  scopes: Scopes,
): void {
  const add = (staffId: string, date: string, { itemId, clientId }: PlannedItem, drawn: boolean) => {
    const planDay = dayNumber(date);
    const unit = pathOn(places, scopes.staff(staffId), planDay)[0];
    items.set(itemId, { itemId, staffId, clientId, planDay, drawn, unitId: unit === undefined ? null : scopes.id(unit) });
  };
  if (type === PlanDrawn.type) {
    const { staffId, date, items: drawn } = data as DataOf<typeof PlanDrawn>;
    for (const item of drawn) add(staffId, date, item, true);
  } else if (type === PlanItemAdded.type) {
    const { staffId, date, item } = data as DataOf<typeof PlanItemAdded>;
    add(staffId, date, item, false);
  } else if (type === PlanItemDone.type) {
    const { itemId, contactId, doneAt } = data as DataOf<typeof PlanItemDone>;
    if (fates.get(itemId)?.status !== 'CANCELLED') fates.set(itemId, { status: 'DONE', contactId, doneAtMs: Date.parse(doneAt) });
  } else if (type === PlanItemCancelled.type) {
    fates.set((data as DataOf<typeof PlanItemCancelled>).itemId, { status: 'CANCELLED', contactId: null, doneAtMs: null });
  }
}
