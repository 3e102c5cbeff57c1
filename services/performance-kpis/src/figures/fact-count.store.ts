import type { Tx } from '@hengxin/event-bus';
import type { Day } from '../kpi/periods.rules.js';
import type { MetricSet } from '../metrics/metric-set.js';
import type { Vector } from '../metrics/vector.js';
import { ids, numbers } from './array-literal.js';

/** What the facts of a member of staff add up to on a day: other measures are nothing. */
export interface FactsOfDay {
  readonly staffId: string;
  readonly day: Day;
  readonly vector: Vector;
}

const ADD = `
  insert into fact_count as f (staff_id, day, measure, shard, value)
  select n.staff_id, n.day, n.measure, $1, n.value
    from unnest($2::text[], $3::int[], $4::text[], $5::bigint[]) n(staff_id, day, measure, value)
   order by 1, 2, 3
  on conflict (staff_id, day, measure, shard) do update set value = f.value + excluded.value`;

/** Adds to what a recount starts from, in the shard of the partition it came from. */
export async function addFacts(
  tx: Tx,
  { measures }: MetricSet,
  shard: number,
  facts: readonly FactsOfDay[],
): Promise<void> {
  const rows = facts.flatMap(({ staffId, day, vector }) =>
    measures.flatMap(({ name }, place) => (vector[place] === 0 ? [] : [{ staffId, day, name, value: vector[place]! }])),
  );
  if (rows.length === 0) return;
  await tx.query(
    ADD,
    [
      shard,
      ids(rows.map(({ staffId }) => staffId)),
      numbers(rows.map(({ day }) => day)),
      ids(rows.map(({ name }) => name)),
      numbers(rows.map(({ value }) => value)),
    ],
    'kpi_add_facts',
  );
}

/** Facts by member of staff and day, since a day: what a transfer moves. */
export async function factDays(
  tx: Tx,
  metrics: MetricSet,
  staffIds: readonly string[],
  since: Day,
): Promise<FactsOfDay[]> {
  const rows = await tx.query<{ staff_id: string; day: Day; measure: string; value: number }>(
    `select staff_id, day, measure, sum(value)::float8 as value
       from fact_count where staff_id = any($1::text[]) and day >= $2 group by 1, 2, 3`,
    [ids(staffIds), since],
    'kpi_fact_days',
  );
  return rows.map(({ staff_id: staffId, day, measure, value }) => {
    const vector = metrics.noVector();
    vector[metrics.placeOf(measure)] = value;
    return { staffId, day, vector };
  });
}
