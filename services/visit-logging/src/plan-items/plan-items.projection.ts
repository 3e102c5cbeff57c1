import { Plan, type PlannedItem } from '@hengxin/contracts';
import { day, eventsOf, flag, projection, type RowOf, table, text } from '@hengxin/projections';

/** Whose plan items are whose, and which are open. */
const planItem = table('plan_item', {
  key: ['item_id'],
  columns: { item_id: text(), staff_id: text(), client_id: text(), date: day(), open: flag() },
});
const putNew = planItem.putting('new', { update: 'keep' });

interface Batch {
  readonly opened: RowOf<typeof planItem>[];
  readonly closed: Set<string>;
}

const open = (plan: { staffId: string; date: string }, { itemId, clientId }: PlannedItem): RowOf<typeof planItem> => ({
  item_id: itemId,
  staff_id: plan.staffId,
  client_id: clientId,
  date: plan.date,
  open: true,
});

const close = ({ data }: { data: { itemId: string } }, { closed }: Batch) => void closed.add(data.itemId);

export const planItems = projection({
  consumer: 'plan-items',
  events: eventsOf(Plan),
  tables: [planItem],
  load: (): Batch => ({ opened: [], closed: new Set() }),
  on: {
    PlanDrawn: ({ data }, { opened }) => void opened.push(...data.items.map((item) => open(data, item))),
    PlanItemAdded: ({ data }, { opened }) => void opened.push(open(data, data.item)),
    PlanItemDone: close,
    PlanItemDeferred: close,
    PlanItemSkipped: close,
    PlanItemCancelled: close,
  },
  async store({ opened, closed }, tx) {
    // An item opened and closed in one batch is written open first.
    await putNew(tx, opened);
    if (closed.size > 0) await tx.query(CLOSE, [[...closed]], 'plan_item-close');
  },
});

const CLOSE = 'update plan_item set open = false where item_id = any($1)';
