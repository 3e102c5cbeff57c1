import {
  type BusinessDate,
  type Channel,
  type ClientAssigned,
  type ClientProfileChanged,
  type ClientRegistered,
  type ConsentGranted,
  type ConsentWithdrawn,
  singleFacts,
} from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { EventOf, RecordedEvent } from '@hengxin/event-sourcing';
import type { ServiceConsent, ServiceConsents } from '../domain/consent.js';
import { noteFacts } from './portfolio-version.js';

type ClientEvent = EventOf<
  typeof ClientRegistered | typeof ClientProfileChanged | typeof ConsentGranted | typeof ConsentWithdrawn | typeof ClientAssigned
>;
type Assigned = Extract<ClientEvent, { type: 'ClientAssigned' }>['data'];

/** A client's row while a batch is folded into it. */
interface Facts {
  readonly client_id: string;
  contacts_a_year: number;
  preferred_channel: Channel | null;
  registered_on: BusinessDate | null;
  consents: ServiceConsents;
}

/** Folds a batch of the registry's events into what plans need to know: one read, one write a table. */
export async function projectClientFacts(events: readonly RecordedEvent[], tx: Tx): Promise<void> {
  const ids = [...new Set(events.map((event) => (event.data as { clientId: string }).clientId))].sort();
  const facts = new Map((await tx.query<Facts>(READ_FACTS, [ids], 'facts-read')).map((row) => [row.client_id, row]));
  const assigned = new Map<string, Assigned>();
  for (const event of singleFacts(events) as unknown as readonly ClientEvent[]) {
    if (event.type === 'ClientAssigned') assigned.set(`${event.data.clientId} ${event.data.from}`, event.data);
    else fold(event, facts);
  }
  // A client whose registration is parked has no row yet, and nothing to plan.
  const known = [...facts.values()].filter((row) => row.registered_on !== null);
  if (known.length > 0) await tx.query(WRITE_FACTS, [JSON.stringify(known)], 'facts-write');
  // Before assignments are written: whom one of the same day named until now is told, too.
  const keepers = new Set([...assigned.values()].map(({ rmId }) => rmId));
  await noteFacts(tx, ids, [...keepers]);
  if (assigned.size > 0) await writeAssignments([...assigned.values()], tx);
}

function fold(event: Exclude<ClientEvent, { type: 'ClientAssigned' }>, facts: Map<string, Facts>): void {
  const { data } = event;
  const row = facts.get(data.clientId) ?? blank(data.clientId);
  facts.set(data.clientId, row);
  switch (event.type) {
    case 'ClientRegistered':
      row.contacts_a_year = event.data.contactsAYear;
      row.preferred_channel = event.data.preferredChannel;
      row.registered_on = event.data.registeredOn;
      break;
    case 'ClientProfileChanged':
      row.contacts_a_year = event.data.contactsAYear ?? row.contacts_a_year;
      if (event.data.preferredChannel !== undefined) row.preferred_channel = event.data.preferredChannel;
      break;
    case 'ConsentGranted':
      takeWord(row, event.data, { granted: true, decidedAt: event.data.decidedAt, expiresOn: event.data.expiresOn });
      break;
    case 'ConsentWithdrawn':
      takeWord(row, event.data, { granted: false, decidedAt: event.data.decidedAt, expiresOn: null });
  }
}

/** The word decided last counts, whenever it was heard. */
function takeWord(row: Facts, { channel, purpose }: { channel: Channel; purpose: string }, word: ServiceConsent): void {
  if (purpose !== 'SERVICE') return;
  const known = row.consents[channel];
  if (!known || Date.parse(known.decidedAt) <= Date.parse(word.decidedAt)) row.consents = { ...row.consents, [channel]: word };
}

function blank(client_id: string): Facts {
  return { client_id, contacts_a_year: 0, preferred_channel: null, registered_on: null, consents: {} };
}

async function writeAssignments(assigned: readonly Assigned[], tx: Tx): Promise<void> {
  const columns = [assigned.map((row) => row.clientId), assigned.map((row) => row.from), assigned.map((row) => row.rmId)];
  await tx.query(WRITE_ASSIGNMENTS, columns, 'assignments-write');
  await tx.query(WRITE_MANAGERS, [[...new Set(columns[2])].sort()], 'managers-write');
}

const READ_FACTS = `
  select client_id, contacts_a_year, preferred_channel, registered_on, consents from client_fact where client_id = any($1)`;

const WRITE_FACTS = `
  insert into client_fact (client_id, contacts_a_year, preferred_channel, registered_on, consents)
  select client_id, contacts_a_year, preferred_channel, registered_on, consents from jsonb_to_recordset($1::jsonb)
    as row (client_id text, contacts_a_year smallint, preferred_channel text, registered_on date, consents jsonb)
  on conflict (client_id) do update set contacts_a_year = excluded.contacts_a_year, preferred_channel = excluded.preferred_channel,
    registered_on = excluded.registered_on, consents = excluded.consents`;

const WRITE_ASSIGNMENTS = `
  insert into client_assignment (client_id, from_day, rm_id) select * from unnest($1::text[], $2::date[], $3::text[])
  on conflict (client_id, from_day) do update set rm_id = excluded.rm_id`;

const WRITE_MANAGERS = `
  insert into relationship_manager (rm_id) select * from unnest($1::text[]) on conflict do nothing`;
