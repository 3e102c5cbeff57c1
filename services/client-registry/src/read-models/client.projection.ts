import {
  type BusinessDate,
  type ClientAssigned,
  type ClientRegistered,
  type ConsentGranted,
  type ConsentWithdrawn,
  singleFacts,
} from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { DataOf, RecordedEvent } from '@hengxin/event-sourcing';
import type { Profile } from '../domain/client.facts.js';
import { changesOf, type ClientEvent } from '../domain/client.state.js';
import { ledgerKey } from '../domain/consent-ledger.js';
import { countAssigned } from './claimed-places.js';
import { noteChange } from './client-change.js';
import type { ConsentFact } from './client-row.js';
import { dayInForce } from './portfolio-day.js';

/** A client's row while a batch is folded into it. */
interface Draft extends Partial<Profile> {
  readonly clientId: string;
  rmId: string | null;
  registeredOn: BusinessDate | null;
  consents: Record<string, ConsentFact>;
}

type Assigned = DataOf<typeof ClientAssigned> & Pick<RecordedEvent, 'meta'>;

/** Folds a batch of the registry's own events into the `client` and `assignment` tables: one read, one write each. */
export async function projectClients(events: readonly RecordedEvent[], tx: Tx, today: BusinessDate): Promise<void> {
  // Before any client's row, in this order everywhere: a roll of the day locks them the same way.
  const inForce = await dayInForce(tx, today);
  const drafts = await draftsOf(events, tx);
  const assigned: Assigned[] = [];
  for (const event of singleFacts(events) as unknown as readonly (ClientEvent & RecordedEvent)[]) {
    const draft = drafts.get(event.data.clientId)!;
    if (event.type === 'ClientAssigned') {
      assigned.push({ ...event.data, meta: event.meta });
      // Assignments of a stream come in the order of their days, so one that is due is the latest.
      if (event.data.from <= inForce) draft.rmId = event.data.rmId;
    } else fold(event, draft);
  }
  await tx.query(WRITE_CLIENTS, [JSON.stringify([...drafts.values()].map(recordOf))], 'clients-write');
  if (assigned.length > 0) {
    await tx.query(WRITE_ASSIGNMENTS, assignmentColumns(assigned), 'assignments-write');
    await countAssigned(assigned, tx);
  }
  await noteChange(tx, [...drafts.keys()]);
}

/** Start of the latest effective contact of each client; a later one known already stays. */
export async function projectLastContacts(contacts: readonly { clientId: string; startedAt: string }[], tx: Tx): Promise<void> {
  const latest = new Map<string, number>();
  for (const { clientId, startedAt } of contacts) latest.set(clientId, Math.max(latest.get(clientId) ?? -Infinity, Date.parse(startedAt)));
  if (latest.size === 0) return;
  const ids = [...latest.keys()].sort();
  const moments = ids.map((id) => new Date(latest.get(id)!).toISOString());
  const moved = await tx.query<{ client_id: string }>(WRITE_LAST_CONTACTS, [ids, moments], 'last-contacts-write');
  await noteChange(
    tx,
    moved.map(({ client_id }) => client_id),
  );
}

function fold(event: Exclude<ClientEvent, { type: 'ClientAssigned' }>, draft: Draft): void {
  switch (event.type) {
    case 'ClientRegistered':
      Object.assign(draft, profileOf(event.data));
      break;
    case 'ClientProfileChanged':
      Object.assign(draft, changesOf(event.data));
      break;
    case 'ConsentGranted':
      keepLatest(draft, { ...factOf(event.data), decision: 'GRANTED', expiresOn: event.data.expiresOn, receiptId: null });
      break;
    case 'ConsentWithdrawn':
      keepLatest(draft, { ...factOf(event.data), decision: 'WITHDRAWN', expiresOn: null, receiptId: event.data.receiptId });
  }
}

function profileOf(data: DataOf<typeof ClientRegistered>): Partial<Draft> {
  const { name, phone, tier, interests, preferredChannel, birthday, contactsAYear, registeredOn } = data;
  return { name, phone, tier, interests, preferredChannel, birthday, contactsAYear, registeredOn };
}

function factOf({ channel, purpose, decidedAt, wordingVersion }: DataOf<typeof ConsentGranted> | DataOf<typeof ConsentWithdrawn>) {
  return { channel, purpose, decidedAt, wordingVersion };
}

function keepLatest(draft: Draft, fact: ConsentFact): void {
  const key = ledgerKey(fact.channel, fact.purpose);
  const known = draft.consents[key];
  if (!known || Date.parse(known.decidedAt) <= Date.parse(fact.decidedAt)) draft.consents = { ...draft.consents, [key]: fact };
}

/** The rows as they stand, locked; new ones for clients not known yet. */
async function draftsOf(events: readonly RecordedEvent[], tx: Tx): Promise<Map<string, Draft>> {
  const ids = [...new Set(events.map((event) => (event.data as { clientId: string }).clientId))].sort();
  const drafts = new Map(ids.map((id) => [id, { clientId: id, rmId: null, registeredOn: null, consents: {} } as Draft]));
  for (const row of await tx.query<Draft>(READ_CLIENTS, [ids], 'clients-read')) drafts.set(row.clientId, row);
  return drafts;
}

function recordOf(draft: Draft): Record<string, unknown> {
  return {
    client_id: draft.clientId,
    rm_id: draft.rmId,
    tier: draft.tier,
    name: draft.name,
    phone: draft.phone,
    interests: draft.interests ?? [],
    preferred_channel: draft.preferredChannel,
    birthday: draft.birthday ?? null,
    contacts_a_year: draft.contactsAYear,
    registered_on: draft.registeredOn,
    consents: draft.consents,
  };
}

function assignmentColumns(assigned: readonly Assigned[]): string[][] {
  return [assigned.map(({ clientId }) => clientId), assigned.map(({ from }) => from), assigned.map(({ rmId }) => rmId)];
}

const READ_CLIENTS = `
  select client_id as "clientId", rm_id as "rmId", tier, name, phone, interests, preferred_channel as "preferredChannel", birthday,
    contacts_a_year as "contactsAYear", registered_on::text as "registeredOn", consents
  from client where client_id = any($1) order by client_id for update`;

const WRITE_CLIENTS = `
  insert into client (client_id, rm_id, tier, name, phone, interests, preferred_channel, birthday, contacts_a_year, registered_on, consents)
  select * from jsonb_to_recordset($1::jsonb) as draft (
    client_id text, rm_id text, tier text, name text, phone text, interests text[], preferred_channel text, birthday jsonb,
    contacts_a_year smallint, registered_on date, consents jsonb)
  on conflict (client_id) do update set
    rm_id = excluded.rm_id, tier = excluded.tier, name = excluded.name, phone = excluded.phone, interests = excluded.interests,
    preferred_channel = excluded.preferred_channel, birthday = excluded.birthday, contacts_a_year = excluded.contacts_a_year,
    registered_on = excluded.registered_on, consents = excluded.consents`;

const WRITE_ASSIGNMENTS = `
  insert into assignment (client_id, from_day, rm_id) select * from unnest($1::text[], $2::date[], $3::text[])
  on conflict (client_id, from_day) do update set rm_id = excluded.rm_id`;

const WRITE_LAST_CONTACTS = `
  insert into client (client_id, last_contact_at) select * from unnest($1::text[], $2::timestamptz[])
  on conflict (client_id) do update set last_contact_at = excluded.last_contact_at
  where client.last_contact_at < excluded.last_contact_at
  returning client_id`;
