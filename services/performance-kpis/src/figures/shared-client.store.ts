import { createHash } from 'node:crypto';
import type { Tx } from '@hengxin/event-bus';
import type { Window } from '../kpi/periods.rules.js';
import type { SharedOfWindow } from '../kpi/tree-view.rules.js';
import type { MetricSet } from '../metrics/metric-set.js';
import type { Shared } from '../metrics/shared-clients.js';
import { ids, list, numbers } from './array-literal.js';
import type { Scopes } from './scopes.rules.js';

const ADD = `
  insert into shared_client as s (grain, period_start, measure, units_id, shard, units, clients)
  select n.grain, date '1970-01-01' + n.day, n.measure, n.units_id, $1, string_to_array(n.units, ','), n.clients
    from unnest($2::smallint[], $3::int[], $4::text[], $5::text[], $6::text[], $7::bigint[])
         n(grain, day, measure, units_id, units, clients)
   order by 1, 2, 3, 4
  on conflict (grain, period_start, measure, units_id, shard) do update set clients = s.clients + excluded.clients`;

/** Adds clients that units share, in the shard of the partition they came from. */
export async function addShared(
  tx: Tx,
  { measures }: Pick<MetricSet, 'measures'>,
  shard: number,
  scopes: Scopes,
  shared: readonly Shared[],
): Promise<void> {
  if (shared.length === 0) return;
  const units = shared.map((each) => list(each.units.map((unit) => scopes.id(unit)).sort()));
  await tx.query(
    ADD,
    [
      shard,
      numbers(shared.map(({ window }) => window.grain)),
      numbers(shared.map(({ window }) => window.start)),
      ids(shared.map(({ place }) => measures[place]!.name)),
      ids(units.map(idOf)),
      ids(units),
      numbers(shared.map(({ clients }) => clients)),
    ],
    'kpi_add_shared',
  );
}

/** Names a list of units, however long it is: an index holds no long rows. */
const idOf = (units: string): string => createHash('sha256').update(units).digest('hex').slice(0, 32);

/** Reads of the service's own tables. */
interface Reader {
  query<Row>(text: string, values: readonly unknown[], name?: string): Promise<Row[]>;
}

/** More units than this are as good as the whole bank: looking for each of them would take longer than reading all. */
const MOST_UNITS = 50;

const READ = `
  select s.grain, s.period_start - date '1970-01-01' as start, s.measure, s.units, sum(s.clients)::float8 as clients
    from unnest((select $1::smallint[]), (select $2::int[])) w(grain, day)
    join shared_client s on s.grain = w.grain and s.period_start = date '1970-01-01' + w.day
   where ($3::text[] is null or s.units && $3::text[])
   group by 1, 2, 3, 4
  having sum(s.clients) <> 0`;

/** The clients of windows whom some of these units share: a row a set of units, however many clients there are. */
export function sharedBy(
  db: Reader,
  windows: readonly Pick<Window, 'grain' | 'start'>[],
  units: ReadonlySet<string>,
): Promise<SharedOfWindow[]> {
  return db.query(
    READ,
    [
      numbers(windows.map(({ grain }) => grain)),
      numbers(windows.map(({ start }) => start)),
      units.size > MOST_UNITS ? null : ids([...units]),
    ],
    'kpi_shared_clients',
  );
}
