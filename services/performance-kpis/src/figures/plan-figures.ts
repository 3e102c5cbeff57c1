import {
  dayNumber,
  PlanDrawn,
  PlanItemAdded,
  PlanItemCancelled,
  PlanItemDeferred,
  PlanItemDone,
  PlanItemSkipped,
  type PlannedItem,
} from '@hengxin/contracts';
import { handleEvent, type RecordedEvent, type RecordedOf } from '@hengxin/event-sourcing';
import { pathOn, type Placements } from './placements.rules.js';
import type { Scopes } from './scopes.rules.js';
import { planItemVector } from '../metrics/contributions.js';
import type { Deltas } from '../metrics/deltas.js';
import type { PlanItemFacts } from '../metrics/measure.js';
import type { LetGo } from './client-news.js';
import type { Count } from './count.js';
import { dayMoment } from './day-moment.rules.js';
import {
  insertPlanItems,
  type KnownPlanItem,
  lockPlanItems,
  type PlanItemOutcome,
  type PlanItemRow,
  type PlanItemStatus,
  writeOutcomes,
} from './plan-item.store.js';

/**
 * What events say about plans. Items that were put off or skipped stay drawn and undone; the promise for which one
 * stood is let go.
 */
export const PLAN_FACTS = [
  PlanDrawn,
  PlanItemDone,
  PlanItemDeferred,
  PlanItemSkipped,
  PlanItemAdded,
  PlanItemCancelled,
] as const;
export type PlanFact = (typeof PLAN_FACTS)[number];

interface Fate {
  readonly status: PlanItemStatus;
  readonly contactId: string | null;
  readonly doneAtMs: number | null;
}

/** What a batch says about plans: new items, and what became of any. */
interface PlanNews {
  readonly items: Map<string, PlanItemRow>;
  readonly fates: Map<string, Fate>;
  /** Items that were put off or skipped. */
  readonly putAside: Map<string, RecordedEvent>;
}

/**
 * Counts what a batch says about items of plans by what each contributes before and after. Answers the promises that
 * were let go with them.
 */
export async function countPlans(
  { context: { tx }, scopes, metrics }: Count,
  places: Placements,
  deltas: Deltas,
  events: readonly RecordedOf<PlanFact>[],
): Promise<LetGo[]> {
  const { items, fates, putAside } = newsOf(events, places, scopes);
  const count = (item: Pick<KnownPlanItem, 'staffId' | 'planDay'>, facts: PlanItemFacts, times: 1 | -1) =>
    deltas.onDay(scopes.staff(item.staffId), item.planDay, planItemVector(metrics, facts), times, places);

  const fresh = await insertPlanItems(tx, [...items.values()]);
  for (const item of items.values()) if (fresh.has(item.itemId)) count(item, { ...item, status: 'OPEN' }, 1);
  if (fates.size === 0 && putAside.size === 0) return [];

  const known = await lockPlanItems(tx, [...new Set([...fates.keys(), ...putAside.keys()])].sort());
  const outcomes: PlanItemOutcome[] = [];
  for (const [itemId, { status, contactId, doneAtMs }] of fates) {
    const item = known.get(itemId);
    if (!item || item.status === status || item.status === 'CANCELLED') continue;
    outcomes.push({ itemId, status, contactId, at: doneAtMs === null ? null : dayMoment(item.planDay, doneAtMs) });
    count(item, item, -1);
    count(item, { ...item, status }, 1);
  }
  await writeOutcomes(tx, outcomes);
  return [...putAside].flatMap(([itemId, event]) => {
    const item = known.get(itemId);
    return item && item.promisedOn !== null ? [{ clientId: item.clientId, day: item.promisedOn, event }] : [];
  });
}

function newsOf(events: readonly RecordedOf<PlanFact>[], places: Placements, scopes: Scopes): PlanNews {
  const news: PlanNews = { items: new Map(), fates: new Map(), putAside: new Map() };
  const add = (
    { staffId, date }: { staffId: string; date: string },
    { itemId, clientId, reason }: PlannedItem,
    drawn: boolean,
  ) => {
    const planDay = dayNumber(date);
    const unit = pathOn(places, scopes.staff(staffId), planDay)[0];
    news.items.set(itemId, {
      itemId,
      staffId,
      clientId,
      planDay,
      drawn,
      promisedOn: reason.promisedOn === null ? null : dayNumber(reason.promisedOn),
      unitId: unit === undefined ? null : scopes.id(unit),
    });
  };
  for (const event of events)
    handleEvent<PlanFact, void>(event, {
      PlanDrawn: ({ data }) => data.items.forEach((item) => add(data, item, true)),
      PlanItemAdded: ({ data }) => add(data, data.item, false),
      PlanItemDone({ data: { itemId, contactId, doneAt } }) {
        if (news.fates.get(itemId)?.status !== 'CANCELLED')
          news.fates.set(itemId, { status: 'DONE', contactId, doneAtMs: Date.parse(doneAt) });
      },
      PlanItemDeferred: (told) => void news.putAside.set(told.data.itemId, told),
      PlanItemSkipped: (told) => void news.putAside.set(told.data.itemId, told),
      PlanItemCancelled: ({ data: { itemId } }) =>
        void news.fates.set(itemId, { status: 'CANCELLED', contactId: null, doneAtMs: null }),
    });
  return news;
}
