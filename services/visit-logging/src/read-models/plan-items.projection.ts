import type { Plan } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { EventOf, RecordedEvent } from '@hengxin/event-sourcing';

type PlanEvent = EventOf<(typeof Plan)['events'][keyof (typeof Plan)['events']]>;

interface Row {
  readonly item_id: string;
  readonly staff_id: string;
  readonly client_id: string;
  readonly date: string;
}

/** Keeps whose plan items are whose, and which are open. What closed an item does not matter here. */
export async function projectPlanItems(events: readonly RecordedEvent[], tx: Tx): Promise<void> {
  const opened = new Map<string, Row>();
  const closed = new Set<string>();
  for (const event of events as unknown as readonly PlanEvent[]) {
    if (event.type === 'PlanDrawn' || event.type === 'PlanItemAdded') {
      const { staffId, date } = event.data;
      const items = event.type === 'PlanDrawn' ? event.data.items : [event.data.item];
      for (const { itemId, clientId } of items) opened.set(itemId, { item_id: itemId, staff_id: staffId, client_id: clientId, date });
    } else closed.add(event.data.itemId);
  }
  // An item opened and closed in one batch is written open first.
  if (opened.size > 0) await tx.query(OPEN, [JSON.stringify([...opened.values()])], 'plan-items-open');
  if (closed.size > 0) await tx.query('update plan_item set open = false where item_id = any($1)', [[...closed]], 'plan-items-close');
}

const OPEN = `
  insert into plan_item (item_id, staff_id, client_id, date, open)
  select row.*, true from jsonb_to_recordset($1::jsonb) as row (item_id text, staff_id text, client_id text, date date)
  on conflict (item_id) do nothing`;
