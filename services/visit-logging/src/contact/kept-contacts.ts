import type { BusinessDate } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { keeperOn } from '@hengxin/projections';

/**
 * Keepers change alone; contacts are taken in side by side. So that no contact misses a keeper who is written at the
 * same time.
 */
export const KEEPERS_LOCK = 0x76_69_73_6b;

/**
 * After a change of keepers, in its transaction: lists their clients' contacts under those who keep them on the day in
 * force.
 */
export async function keepContactsOf(clientIds: readonly string[], tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${KEEPERS_LOCK})`, [], 'keepers-alone');
  await tx.query(KEEP_CONTACTS_OF, [clientIds], 'keep-contacts-of');
}

/** Puts the keepers of a day in force. The day only moves on, except with a demo clock that was started over. */
export async function putKeepersInForce(today: BusinessDate, mayGoBack: boolean, tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${KEEPERS_LOCK})`, [], 'keepers-alone');
  const [known] = await tx.query<{ day: BusinessDate }>('select day from keeping_day');
  const from = known!.day;
  if (from === today || (from > today && !mayGoBack)) return;
  await tx.query('update keeping_day set day = $1', [today]);
  const moved = await tx.query<{ client_id: string }>(CHANGING_BETWEEN, [from, today]);
  if (moved.length > 0) await tx.query(KEEP_CONTACTS_OF, [moved.map(({ client_id }) => client_id)], 'keep-contacts-of');
}

/** Who keeps a client on the day in force. */
const KEEPER = (client: string) => keeperOn(client, '(select day from keeping_day)');

/** Goes behind the statement that writes contacts, named `written`: those that were made for somebody else's client. */
export const KEEP_WRITTEN = `
  insert into kept_contact (rm_id, started_at, contact_id, client_id)
  select kept.rm_id, w.started_at, w.contact_id, w.client_id from written w cross join lateral ${KEEPER('w.client_id')} kept
  where kept.rm_id <> w.staff_id
  on conflict do nothing`;

const KEEP_CONTACTS_OF = `
  with kept as materialized (
    select asked.client_id, ${KEEPER('asked.client_id')} as rm_id from unnest($1::text[]) as asked (client_id)
  ), gone as (
    delete from kept_contact k using kept where k.client_id = kept.client_id and k.rm_id is distinct from kept.rm_id
  )
  insert into kept_contact (rm_id, started_at, contact_id, client_id)
  select kept.rm_id, c.started_at, c.contact_id, c.client_id from kept join contact c on c.client_id = kept.client_id
  where c.staff_id <> kept.rm_id
  on conflict do nothing`;

const CHANGING_BETWEEN = `
  select distinct client_id from client_assignment
  where from_day > least($1::date, $2::date) and from_day <= greatest($1::date, $2::date)`;
