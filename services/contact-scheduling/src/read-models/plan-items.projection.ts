import type { BusinessDate } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { followUpDayOf } from '../domain/draw-plan.js';
import type { ItemStatus, PlanEvent } from '../domain/plan.decider.js';
import { noteFacts } from './portfolio-version.js';

interface Row {
  readonly item_id: string;
  readonly plan_id: string;
  readonly staff_id: string;
  readonly date: BusinessDate;
  readonly client_id: string;
  readonly status: ItemStatus;
  readonly promised: boolean;
  readonly follow_up_on: BusinessDate | null;
  /** Of the command that added it by hand. */
  readonly command_id: string | null;
}

interface Deferral {
  readonly client_id: string;
  readonly deferred_at: string;
  readonly deferred_to: BusinessDate;
  readonly due_since: BusinessDate;
}

/** What a batch of plan events says, one entry a row. */
interface Changes {
  readonly items: Map<string, Row>;
  readonly drawn: Map<string, { date: BusinessDate; staffId: string }>;
  readonly deferrals: Map<string, Deferral>;
  readonly skips: Map<string, string>;
}

/** Folds the service's own events into where items are, which are open, and what was put off. */
export async function projectPlanItems(events: readonly RecordedEvent[], tx: Tx): Promise<void> {
  const changes: Changes = { items: new Map(), drawn: new Map(), deferrals: new Map(), skips: new Map() };
  for (const event of events as unknown as readonly (RecordedEvent & PlanEvent)[]) take(event, changes);
  await tx.query(WRITE_ITEMS, [JSON.stringify([...changes.items.values()])], 'plan-items-write');
  const drawn = [...changes.drawn.values()];
  if (drawn.length > 0) await tx.query(WRITE_DRAWN, [drawn.map((row) => row.date), drawn.map((row) => row.staffId)], 'drawn-write');
  if (changes.deferrals.size > 0) await tx.query(WRITE_DEFERRALS, [JSON.stringify([...changes.deferrals.values()])], 'deferrals-write');
  if (changes.skips.size > 0) await tx.query(WRITE_RELEASES, [[...changes.skips.keys()], [...changes.skips.values()]], 'releases-write');
  const putOff = events.filter(({ type }) => type === 'PlanItemDeferred' || type === 'PlanItemSkipped');
  await noteFacts(tx, distinct(putOff, 'clientId'), distinct(events, 'staffId'));
}

function distinct(events: readonly RecordedEvent[], name: 'clientId' | 'staffId'): string[] {
  return [...new Set(events.map(({ data }) => (data as Record<typeof name, string>)[name]))];
}

function take(event: RecordedEvent & PlanEvent, { items, drawn, deferrals, skips }: Changes): void {
  const { planId, staffId, date } = event.data;
  const put = (itemId: string, clientId: string, status: ItemStatus, followUpOn: BusinessDate | null, commandId: string | null = null) =>
    items.set(itemId, {
      item_id: itemId,
      plan_id: planId,
      staff_id: staffId,
      date,
      client_id: clientId,
      status,
      promised: followUpOn !== null,
      follow_up_on: followUpOn,
      command_id: commandId,
    });
  const close = ({ itemId, clientId }: { itemId: string; clientId: string }, status: ItemStatus) =>
    put(itemId, clientId, status, items.get(itemId)?.follow_up_on ?? null, items.get(itemId)?.command_id);
  switch (event.type) {
    case 'PlanDrawn':
      drawn.set(planId, { date, staffId });
      for (const { itemId, clientId, reason } of event.data.items) put(itemId, clientId, 'OPEN', followUpDayOf(reason));
      break;
    case 'PlanItemAdded': {
      const { itemId, clientId, reason } = event.data.item;
      put(itemId, clientId, 'OPEN', followUpDayOf(reason), event.meta.commandId);
      break;
    }
    case 'PlanItemDone':
      close(event.data, 'DONE');
      break;
    case 'PlanItemCancelled':
      close(event.data, 'CANCELLED');
      break;
    case 'PlanItemSkipped':
      close(event.data, 'SKIPPED');
      skips.set(event.data.itemId, event.data.skippedAt ?? event.recordedAt);
      break;
    case 'PlanItemDeferred': {
      close(event.data, 'DEFERRED');
      const { clientId, to, dueSince, deferredAt = event.recordedAt } = event.data;
      const known = deferrals.get(clientId);
      if (!known || Date.parse(known.deferred_at) <= Date.parse(deferredAt))
        deferrals.set(clientId, { client_id: clientId, deferred_at: deferredAt, deferred_to: to, due_since: dueSince });
    }
  }
}

/** Only the status of a known item changes: what it was planned for, it was planned for. */
const WRITE_ITEMS = `
  insert into plan_item (item_id, plan_id, staff_id, date, client_id, status, promised, follow_up_on, command_id)
  select * from jsonb_to_recordset($1::jsonb)
    as row (item_id text, plan_id text, staff_id text, date date, client_id text, status text, promised boolean, follow_up_on date, command_id text)
  on conflict (item_id) do update set status = excluded.status`;

const WRITE_DRAWN = `insert into drawn_plan (date, staff_id) select * from unnest($1::date[], $2::text[]) on conflict do nothing`;

const WRITE_DEFERRALS = `
  insert into client_deferral (client_id, deferred_at, deferred_to, due_since)
  select * from jsonb_to_recordset($1::jsonb) as row (client_id text, deferred_at timestamptz, deferred_to date, due_since date)
  on conflict (client_id) do update set deferred_at = excluded.deferred_at, deferred_to = excluded.deferred_to, due_since = excluded.due_since
  where excluded.deferred_at >= coalesce(client_deferral.deferred_at, '-infinity')`;

/** Skipping an item that stood for a promise lets the promise go. Runs after the items are written, so that it knows them. */
const WRITE_RELEASES = `
  insert into client_deferral (client_id, released_at)
  select client_id, max(skipped_at) from unnest($1::text[], $2::timestamptz[]) as skip (item_id, skipped_at)
    join plan_item using (item_id) where promised group by client_id
  on conflict (client_id) do update set released_at = greatest(client_deferral.released_at, excluded.released_at)`;
