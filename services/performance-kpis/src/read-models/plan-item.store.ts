import type { Tx } from '@hengxin/event-bus';
import type { Day } from '../domain/periods.js';
import { flags, ids, numbers, optionalIds } from './array-literal.js';

export type PlanItemStatus = 'OPEN' | 'DONE' | 'CANCELLED';

/** A place in a plan. Items added by hand are known too, since they may be done, but count for nothing. */
export interface PlanItemRow {
  readonly itemId: string;
  readonly staffId: string;
  readonly clientId: string;
  readonly planDay: Day;
  readonly drawn: boolean;
  readonly unitId: string | null;
}

export interface KnownPlanItem {
  readonly itemId: string;
  readonly staffId: string;
  readonly planDay: Day;
  readonly drawn: boolean;
  readonly status: PlanItemStatus;
}

export interface PlanItemOutcome {
  readonly itemId: string;
  readonly status: PlanItemStatus;
  readonly contactId: string | null;
  readonly at: number | null;
}

/** Stores items and answers those that were not stored before. */
export async function insertPlanItems(tx: Tx, items: readonly PlanItemRow[]): Promise<ReadonlySet<string>> {
  if (items.length === 0) return new Set();
  const rows = await tx.query<{ item_id: string }>(
    `insert into plan_item (item_id, staff_id, client_id, plan_day, drawn, unit_id, status)
     select i.*, 'OPEN' from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::boolean[], $6::text[]) i order by 1
     on conflict do nothing returning item_id`,
    [
      ids(items.map((i) => i.itemId)),
      ids(items.map((i) => i.staffId)),
      ids(items.map((i) => i.clientId)),
      numbers(items.map((i) => i.planDay)),
      flags(items.map((i) => i.drawn)),
      optionalIds(items.map((i) => i.unitId)),
    ],
    'kpi_insert_plan_items',
  );
  return new Set(rows.map((row) => row.item_id));
}

/** The items as they stand, locked in one order. Unknown ones are absent. */
export async function lockPlanItems(tx: Tx, itemIds: readonly string[]): Promise<Map<string, KnownPlanItem>> {
  const rows = await tx.query<{ item_id: string; staff_id: string; plan_day: number; drawn: boolean; status: PlanItemStatus }>(
    'select item_id, staff_id, plan_day, drawn, status from plan_item where item_id = any($1::text[]) order by item_id for update',
    [ids(itemIds)],
    'kpi_lock_plan_items',
  );
  return new Map(
    rows.map((row) => [
      row.item_id,
      { itemId: row.item_id, staffId: row.staff_id, planDay: row.plan_day, drawn: row.drawn, status: row.status },
    ]),
  );
}

export async function writeOutcomes(tx: Tx, outcomes: readonly PlanItemOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await tx.query(
    `update plan_item p set status = o.status, contact_id = o.contact_id, at = o.at
       from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) o(item_id, status, contact_id, at) where p.item_id = o.item_id`,
    [
      ids(outcomes.map((o) => o.itemId)),
      ids(outcomes.map((o) => o.status)),
      optionalIds(outcomes.map((o) => o.contactId)),
      `{${outcomes.map((o) => o.at ?? 'null').join(',')}}`,
    ],
    'kpi_plan_outcomes',
  );
}

/** How many items counted, by member of staff and day, since a day: what a transfer moves. */
export async function planDays(
  tx: Tx,
  staffIds: readonly string[],
  since: Day,
): Promise<{ staffId: string; day: Day; drawn: number; done: number }[]> {
  return tx.query(
    `select staff_id as "staffId", plan_day as day, count(*)::int as drawn, count(*) filter (where status = 'DONE')::int as done
       from plan_item where staff_id = any($1::text[]) and plan_day >= $2 and drawn and status <> 'CANCELLED' group by 1, 2`,
    [ids(staffIds), since],
  );
}
