import { type Channel, type ClientAssigned, type ConsentGranted, type ConsentWithdrawn, singleFacts } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { DataOf, RecordedEvent } from '@hengxin/event-sourcing';
import { keepContactsOf } from './kept-contacts.js';
import { type ConsentHistory, type ConsentWord, withWord } from '../domain/consent-history.js';

type Word = DataOf<typeof ConsentGranted> | DataOf<typeof ConsentWithdrawn>;
type Assigned = DataOf<typeof ClientAssigned>;
/** As stored: a row of an earlier version holds the latest word of a channel alone, until its history is read again. */
type StoredConsents = Readonly<Partial<Record<Channel, readonly ConsentWord[] | ConsentWord>>>;

/** Takes what the registry tells of clients into this service's own copy: one read and at most three writes a batch. */
export async function projectClientFacts(events: readonly RecordedEvent[], tx: Tx): Promise<void> {
  const ids = [...new Set(events.map(({ data }) => (data as { clientId: string }).clientId))].sort();
  const known = await tx.query<{ clientId: string; consents: StoredConsents }>(READ, [ids], 'client-facts-read');
  const clients = new Map<string, ConsentHistory>(ids.map((id) => [id, {}]));
  for (const { clientId, consents } of known) clients.set(clientId, historyOf(consents));
  const assigned = new Map<string, Assigned>();
  for (const { type, data } of singleFacts(events)) {
    if (type === 'ConsentGranted' || type === 'ConsentWithdrawn') keepWord(clients, data as Word, type === 'ConsentGranted');
    if (type === 'ClientAssigned') assigned.set(`${(data as Assigned).clientId} ${(data as Assigned).from}`, data as Assigned);
  }
  const rows = ids.map((id) => ({ client_id: id, consents: clients.get(id) }));
  await tx.query(WRITE, [JSON.stringify(rows)], 'client-facts-write');
  if (assigned.size === 0) return;
  const each = [...assigned.values()];
  await tx.query(WRITE_ASSIGNMENTS, [each.map((a) => a.clientId), each.map((a) => a.from), each.map((a) => a.rmId)], 'assignments-write');
  await keepContactsOf([...new Set(each.map(({ clientId }) => clientId))], tx);
}

function keepWord(clients: Map<string, ConsentHistory>, word: Word, granted: boolean): void {
  if (word.purpose !== 'SERVICE') return;
  const { clientId, channel, decidedAt } = word;
  const expiresOn = 'expiresOn' in word ? word.expiresOn : null;
  clients.set(clientId, withWord(clients.get(clientId)!, channel, { granted, decidedAt, expiresOn }));
}

/** What is stored as a history, whichever version stored it. */
export function historyOf(stored: StoredConsents): ConsentHistory {
  return Object.fromEntries(Object.entries(stored).map(([channel, words]) => [channel, 'granted' in words ? [words] : words]));
}

const READ = `select client_id as "clientId", consents from client where client_id = any($1) order by client_id for update`;

const WRITE = `
  insert into client (client_id, consents) select * from jsonb_to_recordset($1::jsonb) as row (client_id text, consents jsonb)
  on conflict (client_id) do update set consents = excluded.consents`;

const WRITE_ASSIGNMENTS = `
  insert into client_assignment (client_id, from_day, rm_id) select * from unnest($1::text[], $2::date[], $3::text[])
  on conflict (client_id, from_day) do update set rm_id = excluded.rm_id`;
