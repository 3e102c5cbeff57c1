import type { Tx } from '@hengxin/event-bus';
import type { Day } from '../kpi/periods.rules.js';
import type { PlanItemFacts } from '../metrics/measure.js';
import { flags, ids, numbers, optionalIds, optionalNumbers } from './array-literal.js';

export type PlanItemStatus = PlanItemFacts['status'];

/** A place in a plan. Items added by hand are known too, since they may be done, but count for nothing. */
export interface PlanItemRow {
  readonly itemId: string;
  readonly staffId: string;
  readonly clientId: string;
  readonly planDay: Day;
  readonly drawn: boolean;
  readonly unitId: string | null;
  /** The day for which the client was promised a contact, where the item stands for that; null else. */
  readonly promisedOn: Day | null;
}

export interface KnownPlanItem {
  readonly itemId: string;
  readonly staffId: string;
  readonly planDay: Day;
  readonly drawn: boolean;
  readonly status: PlanItemStatus;
  readonly clientId: string;
  readonly promisedOn: Day | null;
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
    `insert into plan_item (item_id, staff_id, client_id, plan_day, drawn, unit_id, promised_on, status)
     select i.*, 'OPEN' from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::boolean[], $6::text[], $7::int[]) i order by 1
     on conflict do nothing returning item_id`,
    [
      ids(items.map((i) => i.itemId)),
      ids(items.map((i) => i.staffId)),
      ids(items.map((i) => i.clientId)),
      numbers(items.map((i) => i.planDay)),
      flags(items.map((i) => i.drawn)),
      optionalIds(items.map((i) => i.unitId)),
      optionalNumbers(items.map((i) => i.promisedOn)),
    ],
    'kpi_insert_plan_items',
  );
  return new Set(rows.map((row) => row.item_id));
}

/** The items as they stand, locked in one order. Unknown ones are absent. */
export async function lockPlanItems(tx: Tx, itemIds: readonly string[]): Promise<Map<string, KnownPlanItem>> {
  const rows = await tx.query<{
    item_id: string;
    staff_id: string;
    plan_day: number;
    drawn: boolean;
    status: PlanItemStatus;
    client_id: string;
    promised_on: number | null;
  }>(
    'select item_id, staff_id, plan_day, drawn, status, client_id, promised_on from plan_item where item_id = any($1::text[]) order by item_id for update',
    [ids(itemIds)],
    'kpi_lock_plan_items',
  );
  return new Map(
    rows.map((row) => [
      row.item_id,
      {
        itemId: row.item_id,
        staffId: row.staff_id,
        planDay: row.plan_day,
        drawn: row.drawn,
        status: row.status,
        clientId: row.client_id,
        promisedOn: row.promised_on,
      },
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

/** So many items of one kind in the plans of a member of staff on a day. */
export interface PlanItemsOfDay extends PlanItemFacts {
  readonly staffId: string;
  readonly day: Day;
  readonly times: number;
}

/**
 * Items by member of staff, day and kind, since a day: what a transfer moves. Cancelled ones and those added by hand
 * count for nothing.
 */
export async function planDays(tx: Tx, staffIds: readonly string[], since: Day): Promise<PlanItemsOfDay[]> {
  return tx.query(
    `select staff_id as "staffId", plan_day as day, drawn, status, count(*)::int as times
       from plan_item where staff_id = any($1::text[]) and plan_day >= $2 and drawn and status <> 'CANCELLED' group by 1, 2, 3, 4`,
    [ids(staffIds), since],
  );
}
