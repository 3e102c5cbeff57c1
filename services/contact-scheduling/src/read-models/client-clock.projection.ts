import type { ContactLogged } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { DataOf } from '@hengxin/event-sourcing';
import { noteFacts } from './portfolio-version.js';

export type Contact = DataOf<typeof ContactLogged>;

/** The newest of a batch for one client. */
interface Clock {
  contact: Contact | null;
  promise: Contact | null;
  nextTry: Contact | null;
}

/** Folds contacts into the clients' clocks. Only the newest of each kind counts, so they may come in any order. */
export async function projectContacts(contacts: readonly Contact[], tx: Tx): Promise<void> {
  const clocks = new Map<string, Clock>();
  for (const contact of contacts) {
    if (!contact.effective && contact.followUpOn === null) continue;
    const clock = clocks.get(contact.clientId) ?? { contact: null, promise: null, nextTry: null };
    clocks.set(contact.clientId, clock);
    if (contact.effective) clock.contact = newer(clock.contact, contact);
    if (contact.followUpOn !== null)
      clock[contact.effective ? 'promise' : 'nextTry'] = newer(clock[contact.effective ? 'promise' : 'nextTry'], contact);
  }
  if (clocks.size === 0) return;
  const rows = [...clocks].sort(([a], [b]) => (a < b ? -1 : 1));
  const column = (pick: (clock: Clock) => string | null | undefined) => rows.map(([, clock]) => pick(clock) ?? null);
  await tx.query(
    WRITE_CLOCKS,
    [
      rows.map(([clientId]) => clientId),
      column(({ contact }) => contact?.startedAt),
      column(({ contact }) => contact?.businessDate),
      column(({ promise }) => promise?.startedAt),
      column(({ promise }) => promise?.followUpOn),
      column(({ nextTry }) => nextTry?.startedAt),
      column(({ nextTry }) => nextTry?.followUpOn),
    ],
    'clocks-write',
  );
  await noteFacts(
    tx,
    rows.map(([clientId]) => clientId),
  );
}

function newer(known: Contact | null, contact: Contact): Contact {
  return known && Date.parse(known.startedAt) > Date.parse(contact.startedAt) ? known : contact;
}

/** A moment that is null or not newer leaves its pair as it is. */
const pair = (moment: string, day: string) => `
  ${day} = case when excluded.${moment} >= coalesce(client_clock.${moment}, '-infinity') then excluded.${day} else client_clock.${day} end,
  ${moment} = greatest(client_clock.${moment}, excluded.${moment})`;

const WRITE_CLOCKS = `
  insert into client_clock (client_id, last_contact_at, last_contact_on, promise_made_at, promised_on, next_try_made_at, next_try_on)
  select * from unnest($1::text[], $2::timestamptz[], $3::date[], $4::timestamptz[], $5::date[], $6::timestamptz[], $7::date[])
  on conflict (client_id) do update set
    ${pair('last_contact_at', 'last_contact_on')}, ${pair('promise_made_at', 'promised_on')}, ${pair('next_try_made_at', 'next_try_on')}`;
