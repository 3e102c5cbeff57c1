import { CHANNELS, type SignalKind } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { Change, ClientFacts, ConsentWord, ReviewPromise, Touch } from './client-facts.rules.js';
import type { Day } from '../kpi/periods.rules.js';
import type { Scopes } from './scopes.rules.js';
import { flags, ids, list, numbers } from './array-literal.js';
import { balanceSteps, type HeldRow } from './balances.rules.js';
import { dayOfMoment, dayOpens } from './day-moment.rules.js';
import { type StoredOccasions, occasionsOf } from './client-occasions.store.js';
import type { ToldSignal } from './prompts.rules.js';

/** A client and the first day whose touches are wanted. */
export interface FactsWanted {
  readonly clientId: string;
  readonly from: Day;
  /** What the client has is wanted, too: where who keeps the client, or where, may be another one. */
  readonly withBalances?: boolean;
}

interface FactsRow {
  rate_days: string | null;
  rates: string | null;
  rm_days: string | null;
  rm_ids: string | null;
  consents: string | null;
  let_go: string | null;
  review_promises: string | null;
  signals: string | null;
  occasions: StoredOccasions | null;
  touches: string | null;
  earlier: string | null;
  held: string | null;
}

/** A touch in one text: see `touchOf`. */
const TOUCH = `t.at || case when t.effective then ':1:' else ':0:' end || t.channel || ':' || coalesce(t.promised_on::text, '')
               || ':' || t.staff_id || coalesce(':' || (extract(epoch from t.known_at) * 1000000)::bigint || ':' || t.contact_id, '')`;

const READ = `
  select array_to_string(c.rate_days, ',') as rate_days, array_to_string(c.rates, ',') as rates,
         array_to_string(c.rm_days, ',') as rm_days, array_to_string(c.rm_ids, ',') as rm_ids,
         array_to_string(c.consents, ',') as consents, array_to_string(c.let_go, ',') as let_go,
         array_to_string(c.review_promises, ',') as review_promises, array_to_string(c.signals, ',') as signals,
         case when o.client_id is not null then jsonb_build_object('dates', o.dates, 'products', o.products, 'through', o.through) end as occasions,
         k.touches, e.earlier, b.held
    from unnest($1::text[], $2::bigint[], $3::boolean[]) with ordinality w(client_id, lo, balances, place)
    left join client c on c.client_id = w.client_id
    left join client_occasions o on o.client_id = w.client_id
    left join lateral (
      select string_agg(${TOUCH}, ',') as touches from contact t where t.client_id = w.client_id and t.at >= w.lo
    ) k on true
    left join lateral (
      select string_agg(${TOUCH}, ',') as earlier
        from (
          (select * from contact l where l.client_id = w.client_id and l.at < w.lo and l.effective order by l.at desc limit 1)
          union
          (select * from contact p where p.client_id = w.client_id and p.at < w.lo and p.promised_on is not null
              and p.at >= (select min(o.at) from (
                            select o.at from contact o
                             where o.client_id = w.client_id and o.at < w.lo and o.promised_on >= w.lo >> 28
                             union all
                            select split_part(r, ':', 1)::bigint from unnest(c.review_promises) r
                             where split_part(r, ':', 1)::bigint < w.lo and split_part(r, ':', 2)::bigint >= w.lo >> 28) o))
        ) t
    ) e on true
    left join lateral (
      select string_agg(h.holding_id || ':' || h.as_of || ':' || h.deposits || ':' || h.loans || ':' || h.closed_on, ',') as held
        from holding_row h where w.balances and h.client_id = w.client_id
    ) b on true
   order by w.place`;

/**
 * Keeps other partitions from the clients until the transaction ends: their rows stand for them, locked in one order
 * everywhere.
 */
export async function lockClients(tx: Tx, clientIds: readonly string[]): Promise<void> {
  const sorted = ids(clientIds);
  await tx.query(
    'insert into client (client_id) select unnest($1::text[]) order by 1 on conflict do nothing',
    [sorted],
    'kpi_know_clients',
  );
  await tx.query(
    'select 1 from client where client_id = any($1::text[]) order by client_id for update',
    [sorted],
    'kpi_lock_clients',
  );
}

/** What figures depend on, for each client wanted, in their order. */
export async function readFacts(
  tx: Tx,
  wanted: readonly FactsWanted[],
  scopes: Scopes,
  dayOf: (epochMs: number) => Day,
): Promise<ClientFacts[]> {
  const rows = await tx.query<FactsRow>(
    READ,
    [
      ids(wanted.map((w) => w.clientId)),
      numbers(wanted.map((w) => dayOpens(w.from))),
      flags(wanted.map((w) => w.withBalances ?? false)),
    ],
    'kpi_client_facts',
  );
  return rows.map((row) => ({
    rates: changes(row.rate_days, row.rates, Number),
    assignments: changes(row.rm_days, row.rm_ids, (id) => scopes.staff(id)),
    consents: listOf(row.consents).map(consentOf),
    letGo: listOf(row.let_go).map(Number),
    reviewPromises: listOf(row.review_promises).map(reviewPromiseOf),
    signals: listOf(row.signals).map(signalOf),
    occasions: occasionsOf(row.occasions),
    touches: listOf(row.touches).map((touch) => touchOf(touch, scopes, dayOf)),
    earlier: listOf(row.earlier).map((touch) => touchOf(touch, scopes, dayOf)),
    balances: balanceSteps(listOf(row.held).map(heldOf)),
  }));
}

const KEEPERS = `
  select array_to_string(c.rm_days, ',') as rm_days, array_to_string(c.rm_ids, ',') as rm_ids
    from unnest($1::text[]) with ordinality w(client_id, place)
    left join client c on c.client_id = w.client_id
   order by w.place`;

/** Who keeps the clients, in their order: what they have is counted by nothing else. */
export async function readKeepers(
  tx: Tx,
  clientIds: readonly string[],
  scopes: Scopes,
): Promise<Pick<ClientFacts, 'assignments'>[]> {
  const rows = await tx.query<Pick<FactsRow, 'rm_days' | 'rm_ids'>>(KEEPERS, [ids(clientIds)], 'kpi_client_keepers');
  return rows.map(({ rm_days, rm_ids }) => ({ assignments: changes(rm_days, rm_ids, (id) => scopes.staff(id)) }));
}

/** Writes who keeps the clients and what they are owed. */
export async function writeClients(
  tx: Tx,
  clients: readonly { readonly clientId: string; readonly facts: ClientFacts }[],
  scopes: Scopes,
): Promise<void> {
  if (clients.length === 0) return;
  await tx.query(
    `insert into client (client_id, rate_days, rates, rm_days, rm_ids, consents, let_go, review_promises, signals)
     select c.client_id, string_to_array(c.rate_days, ',')::int[], string_to_array(c.rates, ',')::int[],
            string_to_array(c.rm_days, ',')::int[], string_to_array(c.rm_ids, ','), string_to_array(c.consents, ','),
            string_to_array(c.let_go, ',')::int[], string_to_array(c.review_promises, ','), string_to_array(c.signals, ',')
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
            c(client_id, rate_days, rates, rm_days, rm_ids, consents, let_go, review_promises, signals)
     on conflict (client_id) do update set rate_days = excluded.rate_days, rates = excluded.rates, rm_days = excluded.rm_days, rm_ids = excluded.rm_ids,
            consents = excluded.consents, let_go = excluded.let_go, review_promises = excluded.review_promises,
            signals = excluded.signals`,
    [
      ids(clients.map(({ clientId }) => clientId)),
      ids(clients.map(({ facts }) => list(facts.rates.map(({ from }) => from)))),
      ids(clients.map(({ facts }) => list(facts.rates.map(({ value }) => value)))),
      ids(clients.map(({ facts }) => list(facts.assignments.map(({ from }) => from)))),
      ids(clients.map(({ facts }) => list(facts.assignments.map(({ value }) => scopes.id(value))))),
      ids(clients.map(({ facts }) => list(facts.consents.map(consentText)))),
      ids(clients.map(({ facts }) => list(facts.letGo))),
      ids(clients.map(({ facts }) => list(facts.reviewPromises.map(({ at, on }) => `${at}:${on}`)))),
      ids(clients.map(({ facts }) => list(facts.signals.map(signalText)))),
    ],
    'kpi_write_clients',
  );
}

function changes(days: string | null, values: string | null, valueOf: (text: string) => number): Change[] {
  if (!days || !values) return [];
  const each = values.split(',');
  return days.split(',').map((day, i) => ({ from: Number(day), value: valueOf(each[i]!) }));
}

const listOf = (text: string | null): string[] => (text ? text.split(',') : []);

/** `D1:20515:1000000:0:90000`: the holding, the day, deposits and loans in cents, and the day of its closing. */
function heldOf(text: string): HeldRow {
  const [holdingId, from, deposits, loans, closed] = text.split(':') as [string, string, string, string, string];
  return { holdingId, from: +from, deposits: +deposits, loans: +loans, closed: +closed };
}

/** `5506908123136:1:0:20520:S0042`, and behind it `:1772500000000000:K0042` where it became known after its day. */
function touchOf(text: string, scopes: Scopes, dayOf: (epochMs: number) => Day): Touch {
  const [at, effective, channel, promised, staff, micros, contactId] = text.split(':') as [
    string,
    string,
    string,
    string,
    string,
    string?,
    string?,
  ];
  const touch = {
    day: dayOfMoment(+at),
    at: +at,
    effective: effective === '1',
    channel: CHANNELS[+channel],
    staff: scopes.staff(staff),
    ...(promised !== '' && { promisedOn: +promised }),
  };
  if (micros === undefined) return touch;
  const atMicros = Number(micros);
  return { ...touch, late: { contactId: contactId!, atMicros, on: dayOf(Math.floor(atMicros / 1000)) } };
}

/** `0:1772500000000:20515:1:90000`: channel, moment, its day, granted or not, and the first day on which it is over. */
const consentText = ({ channel, atMs, day, granted, until }: ConsentWord): string =>
  [CHANNELS.indexOf(channel), atMs, day, granted ? 1 : 0, until].join(':');

function consentOf(text: string): ConsentWord {
  const [channel, atMs, day, granted, until] = text.split(':').map(Number) as [number, number, number, number, number];
  return { channel: CHANNELS[channel]!, atMs, day, granted: granted === 1, until };
}

/** `DORMANT:20515:20528`: the kind, the day on which it fired, and the last one on which it is alive. */
const signalText = ({ kind, firedOn, lapsesOn }: ToldSignal): string => [kind, firedOn, lapsesOn].join(':');

function signalOf(text: string): ToldSignal {
  const [kind, firedOn, lapsesOn] = text.split(':') as [SignalKind, string, string];
  return { kind, firedOn: +firedOn, lapsesOn: +lapsesOn };
}

/** `5506908123136:20540`: the moment of the review, and the day promised. */
function reviewPromiseOf(text: string): ReviewPromise {
  const [at, on] = text.split(':').map(Number) as [number, number];
  return { at, on };
}
