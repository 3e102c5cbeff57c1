import { type BusinessDate, Plan, type PlannedItem } from '@hengxin/contracts';
import { day, eventsOf, flag, moment, projection, type RowOf, table, text } from '@hengxin/projections';
import { followUpDayOf } from './draw-plan.policy.js';
import type { ItemStatus } from './plan.decider.js';
import { noteFacts } from '../client-facts/portfolio-version.js';

const planItem = table('plan_item', {
  key: ['item_id'],
  columns: {
    item_id: text(),
    plan_id: text(),
    staff_id: text(),
    date: day(),
    client_id: text(),
    status: text<ItemStatus>(),
    promised: flag(),
    follow_up_on: day().orNull(),
    /** Of the command that added it by hand. */
    command_id: text().orNull(),
    /** The manager on leave whose client it is, in the plan of the cover. */
    cover_for: text().orNull(),
  },
});
/** Only the status of a known item changes: what it was planned for, it was planned for. */
const putItems = planItem.putting('status', { update: ['status'] });

const drawnPlan = table('drawn_plan', { key: ['date', 'staff_id'], columns: { date: day(), staff_id: text() } });
const putDrawn = drawnPlan.putting('new', { update: 'keep' });

const clientDeferral = table('client_deferral', {
  key: ['client_id'],
  columns: { client_id: text(), deferred_at: moment(), deferred_to: day(), due_since: day() },
});
const putDeferrals = clientDeferral.putting('later', {
  where: `excluded.deferred_at >= coalesce(client_deferral.deferred_at, '-infinity')`,
});

/** What a batch of plan events says, one entry a row. */
interface Batch {
  readonly items: Map<string, RowOf<typeof planItem>>;
  readonly drawn: RowOf<typeof drawnPlan>[];
  readonly deferrals: Map<string, RowOf<typeof clientDeferral>>;
  /** Items that were skipped, and when. */
  readonly skips: Map<string, string>;
  /** Whose plans are drawn from something else now. */
  readonly staff: Set<string>;
  readonly clients: Set<string>;
}

/** Folds the service's own events into where items are, which are open, and what was put off. */
export const planItems = projection({
  consumer: 'plan-items',
  events: eventsOf(Plan),
  tables: [planItem, drawnPlan, clientDeferral],
  load: (): Batch => ({
    items: new Map(),
    drawn: [],
    deferrals: new Map(),
    skips: new Map(),
    staff: new Set(),
    clients: new Set(),
  }),
  on: {
    PlanDrawn({ data }, batch) {
      batch.staff.add(data.staffId);
      batch.drawn.push({ date: data.date, staff_id: data.staffId });
      for (const item of data.items) open(batch, data, item, null);
    },
    PlanItemAdded: ({ data, meta }, batch) => open(batch, data, data.item, meta.commandId ?? null),
    PlanItemDone: ({ data }, batch) => close(batch, data, 'DONE'),
    PlanItemCancelled: ({ data }, batch) => close(batch, data, 'CANCELLED'),
    PlanItemSkipped({ data, recordedAt }, batch) {
      close(batch, data, 'SKIPPED');
      batch.clients.add(data.clientId);
      batch.skips.set(data.itemId, data.skippedAt ?? recordedAt);
    },
    PlanItemDeferred({ data, recordedAt }, batch) {
      close(batch, data, 'DEFERRED');
      batch.clients.add(data.clientId);
      const { clientId, to, dueSince, deferredAt = recordedAt } = data;
      const known = batch.deferrals.get(clientId);
      if (!known || Date.parse(known.deferred_at) <= Date.parse(deferredAt))
        batch.deferrals.set(clientId, {
          client_id: clientId,
          deferred_at: deferredAt,
          deferred_to: to,
          due_since: dueSince,
        });
    },
  },
  async store({ items, drawn, deferrals, skips, staff, clients }, tx) {
    await putItems(tx, [...items.values()]);
    await putDrawn(tx, drawn);
    await putDeferrals(tx, [...deferrals.values()]);
    if (skips.size > 0) await tx.query(WRITE_RELEASES, [[...skips.keys()], [...skips.values()]], 'releases-write');
    await noteFacts(tx, [...clients], [...staff]);
  },
});

interface OfPlan {
  readonly planId: string;
  readonly staffId: string;
  readonly date: BusinessDate;
}

function open(
  { items, staff }: Batch,
  plan: OfPlan,
  { itemId, clientId, reason, coverFor }: PlannedItem,
  commandId: string | null,
): void {
  const followUpOn = followUpDayOf(reason);
  staff.add(plan.staffId);
  items.set(itemId, {
    item_id: itemId,
    plan_id: plan.planId,
    staff_id: plan.staffId,
    date: plan.date,
    client_id: clientId,
    status: 'OPEN',
    promised: followUpOn !== null,
    follow_up_on: followUpOn,
    command_id: commandId,
    cover_for: coverFor ?? null,
  });
}

function close({ items, staff }: Batch, item: OfPlan & { itemId: string; clientId: string }, status: ItemStatus): void {
  const known = items.get(item.itemId);
  staff.add(item.staffId);
  items.set(item.itemId, {
    item_id: item.itemId,
    plan_id: item.planId,
    staff_id: item.staffId,
    date: item.date,
    client_id: item.clientId,
    status,
    promised: known?.promised ?? false,
    follow_up_on: known?.follow_up_on ?? null,
    command_id: known?.command_id ?? null,
    cover_for: known?.cover_for ?? null,
  });
}

/**
 * Skipping an item that stood for a promise lets the promise go. Runs after the items are written, so that it knows
 * them.
 */
const WRITE_RELEASES = `
  insert into client_deferral (client_id, released_at)
  select client_id, max(skipped_at) from unnest($1::text[], $2::timestamptz[]) as skip (item_id, skipped_at)
    join plan_item using (item_id) where promised group by client_id
  on conflict (client_id) do update set released_at = greatest(client_deferral.released_at, excluded.released_at)`;
