import type { Tx } from '@hengxin/event-bus';
import type { Change, ClientFacts, Touch } from '../domain/client-facts.js';
import type { Day } from '../domain/periods.js';
import type { Scopes } from '../domain/scopes.js';
import { ids, list, numbers } from './array-literal.js';
import { dayOpens } from './day-moment.js';

/** A client and the days whose touches are wanted, both included. */
export interface FactsWanted {
  readonly clientId: string;
  readonly from: Day;
  readonly to: Day;
}

interface FactsRow {
  rate_days: string | null;
  rates: string | null;
  rm_days: string | null;
  rm_ids: string | null;
  touches: string | null;
}

const READ = `
  select array_to_string(c.rate_days, ',') as rate_days, array_to_string(c.rates, ',') as rates,
         array_to_string(c.rm_days, ',') as rm_days, array_to_string(c.rm_ids, ',') as rm_ids, k.touches
    from unnest($1::text[], $2::bigint[], $3::bigint[]) with ordinality w(client_id, lo, hi, place)
    left join client c on c.client_id = w.client_id
    left join lateral (
      select string_agg((t.at >> 28) || case when t.effective then ':1:' else ':0:' end || t.staff_id, ',') as touches
        from contact t where t.client_id = w.client_id and t.at >= w.lo and t.at < w.hi
    ) k on true
   order by w.place`;

/** Keeps other partitions from the clients until the transaction ends: their rows stand for them, locked in one order everywhere. */
export async function lockClients(tx: Tx, clientIds: readonly string[]): Promise<void> {
  const sorted = ids(clientIds);
  await tx.query(
    'insert into client (client_id) select unnest($1::text[]) order by 1 on conflict do nothing',
    [sorted],
    'kpi_know_clients',
  );
  await tx.query('select 1 from client where client_id = any($1::text[]) order by client_id for update', [sorted], 'kpi_lock_clients');
}

/** What figures depend on, for each client wanted, in their order. */
export async function readFacts(tx: Tx, wanted: readonly FactsWanted[], scopes: Scopes): Promise<ClientFacts[]> {
  const rows = await tx.query<FactsRow>(
    READ,
    [ids(wanted.map((w) => w.clientId)), numbers(wanted.map((w) => dayOpens(w.from))), numbers(wanted.map((w) => dayOpens(w.to + 1)))],
    'kpi_client_facts',
  );
  return rows.map((row) => ({
    rates: changes(row.rate_days, row.rates, Number),
    assignments: changes(row.rm_days, row.rm_ids, (id) => scopes.staff(id)),
    touches: row.touches === null ? [] : row.touches.split(',').map((touch) => touchOf(touch, scopes)),
  }));
}

/** Writes who keeps the clients and what they are owed. */
export async function writeClients(
  tx: Tx,
  clients: readonly { readonly clientId: string; readonly facts: ClientFacts }[],
  scopes: Scopes,
): Promise<void> {
  if (clients.length === 0) return;
  await tx.query(
    `insert into client (client_id, rate_days, rates, rm_days, rm_ids)
     select c.client_id, string_to_array(c.rate_days, ',')::int[], string_to_array(c.rates, ',')::int[],
            string_to_array(c.rm_days, ',')::int[], string_to_array(c.rm_ids, ',')
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) c(client_id, rate_days, rates, rm_days, rm_ids)
     on conflict (client_id) do update set rate_days = excluded.rate_days, rates = excluded.rates, rm_days = excluded.rm_days, rm_ids = excluded.rm_ids`,
    [
      ids(clients.map(({ clientId }) => clientId)),
      ids(clients.map(({ facts }) => list(facts.rates.map(({ from }) => from)))),
      ids(clients.map(({ facts }) => list(facts.rates.map(({ value }) => value)))),
      ids(clients.map(({ facts }) => list(facts.assignments.map(({ from }) => from)))),
      ids(clients.map(({ facts }) => list(facts.assignments.map(({ value }) => scopes.id(value))))),
    ],
    'kpi_write_clients',
  );
}

function changes(days: string | null, values: string | null, valueOf: (text: string) => number): Change[] {
  if (!days || !values) return [];
  const each = values.split(',');
  return days.split(',').map((day, i) => ({ from: Number(day), value: valueOf(each[i]!) }));
}

/** `20515:1:S0042` */
function touchOf(text: string, scopes: Scopes): Touch {
  const colon = text.indexOf(':');
  return { day: Number(text.slice(0, colon)), effective: text.charCodeAt(colon + 1) === 49, staff: scopes.staff(text.slice(colon + 3)) };
}
