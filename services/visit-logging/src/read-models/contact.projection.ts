import type { StaffPlaced } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { DataOf, RecordedEvent } from '@hengxin/event-sourcing';
import type { ContactData } from '../domain/contact.decider.js';
import { KEEP_WRITTEN, KEEPERS_LOCK } from './kept-contacts.js';

/** Placements change alone; contacts are taken in side by side. So that no contact misses a placement that commits at the same time. */
const PLACEMENTS_LOCK = 0x76_69_73_69;
/** PostgreSQL's earliest day, for "from the beginning". */
const BEGINNING = '-infinity';

/** Takes contacts in, each with the unit in which its maker was placed that day and under who keeps the client, as far as is known now. */
export async function projectContacts(events: readonly RecordedEvent[], tx: Tx): Promise<void> {
  await tx.query(SHARED, [], 'placements-and-keepers-shared');
  const contacts = events.map(({ data }) => data as ContactData);
  const column = <K extends keyof ContactData>(name: K) => contacts.map((contact) => contact[name]);
  await tx.query(
    WRITE,
    [
      column('contactId'),
      column('clientId'),
      column('staffId'),
      column('unitId'),
      column('channel'),
      column('startedAt'),
      column('businessDate'),
      column('effective'),
      contacts.map((contact) => JSON.stringify(contact)),
    ],
    'contacts-write',
  );
}

/** Takes placements in, and moves the contacts of those days to where their makers were placed. */
export async function projectPlacements(events: readonly RecordedEvent[], tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${PLACEMENTS_LOCK})`, [], 'placements-alone');
  const latest = new Map<string, DataOf<typeof StaffPlaced>>();
  for (const { data } of events as readonly { data: DataOf<typeof StaffPlaced> }[])
    latest.set(`${data.staffId} ${data.validFrom ?? BEGINNING}`, data);
  const placements = [...latest.values()];
  const columns = [placements.map((p) => p.staffId), placements.map((p) => p.validFrom ?? BEGINNING), placements.map((p) => p.unitId)];
  await tx.query(WRITE_PLACEMENTS, columns, 'placements-write');
  await tx.query(MOVE_CONTACTS, [[...new Set(columns[0])]], 'contacts-move');
}

/** Where somebody was placed on a day; before the first placement, the first. */
const PLACED = (staff: string, day: string) => `
  coalesce(
    (select p.unit_id from placement p where p.staff_id = ${staff} and p.from_day <= ${day} order by p.from_day desc limit 1),
    (select p.unit_id from placement p where p.staff_id = ${staff} order by p.from_day limit 1))`;

const SHARED = `select pg_advisory_xact_lock_shared(${PLACEMENTS_LOCK}), pg_advisory_xact_lock_shared(${KEEPERS_LOCK})`;

const WRITE = `
  with written as (
  insert into contact (contact_id, client_id, staff_id, unit_id, channel, started_at, business_date, effective, data)
  select n.contact_id, n.client_id, n.staff_id, coalesce(${PLACED('n.staff_id', 'n.business_date')}, n.unit_id), n.channel, n.started_at, n.business_date, n.effective, n.data
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::date[], $8::boolean[], $9::jsonb[])
    n (contact_id, client_id, staff_id, unit_id, channel, started_at, business_date, effective, data)
  on conflict (contact_id) do nothing
  returning contact_id, client_id, staff_id, started_at)
  ${KEEP_WRITTEN}`;

const WRITE_PLACEMENTS = `
  insert into placement (staff_id, from_day, unit_id) select * from unnest($1::text[], $2::date[], $3::text[])
  on conflict (staff_id, from_day) do update set unit_id = excluded.unit_id`;

const MOVE_CONTACTS = `
  update contact c set unit_id = ${PLACED('c.staff_id', 'c.business_date')}
  where c.staff_id = any($1) and c.unit_id <> ${PLACED('c.staff_id', 'c.business_date')}`;
