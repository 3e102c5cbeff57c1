import { type Channel, ContactLogged, StaffPlaced } from '@hengxin/contracts';
import { BEGINNING, day, flag, json, moment, projection, type RowOf, table, text } from '@hengxin/projections';
import type { ContactData } from './contact.decider.js';
import { KEEP_WRITTEN, KEEPERS_LOCK } from './kept-contacts.js';

/**
 * Placements change alone; contacts are taken in side by side. So that no contact misses a placement that commits at
 * the same time.
 */
const PLACEMENTS_LOCK = 0x76_69_73_69;

const contact = table('contact', {
  key: ['contact_id'],
  columns: {
    contact_id: text(),
    client_id: text(),
    staff_id: text(),
    /** Where its maker was placed on the business day, as far as is known now. */
    unit_id: text(),
    channel: text<Channel>(),
    started_at: moment(),
    business_date: day(),
    effective: flag(),
    data: json<ContactData>().personal('client_id'),
  },
});

/** Written by SQL alone, see `KEEP_WRITTEN`. */
const keptContact = table('kept_contact', {
  key: ['rm_id', 'started_at', 'contact_id'],
  columns: { rm_id: text(), started_at: moment(), contact_id: text(), client_id: text() },
});

const placement = table('placement', {
  key: ['staff_id', 'from_day'],
  columns: { staff_id: text(), from_day: day(), unit_id: text() },
});

/**
 * Lists contacts, each with the unit in which its maker was placed that day and under who keeps the client, as far as
 * is known now.
 */
export const contacts = projection({
  consumer: 'contact-list',
  events: [ContactLogged],
  tables: [contact, keptContact],
  batchSize: 1000,
  load: (): RowOf<typeof contact>[] => [],
  on: {
    ContactLogged: ({ data }, rows) =>
      void rows.push({
        contact_id: data.contactId,
        client_id: data.clientId,
        staff_id: data.staffId,
        unit_id: data.unitId,
        channel: data.channel,
        started_at: data.startedAt,
        business_date: data.businessDate,
        effective: data.effective,
        data,
      }),
  },
  async store(rows, tx) {
    await tx.query(SHARED, [], 'placements-and-keepers-shared');
    const plain = JSON.stringify(rows.map(({ data: _, ...row }) => row));
    const texts = rows.map(({ data }) => JSON.stringify(data)).join(SEPARATOR);
    await tx.query(WRITE, [plain, texts], 'contacts-write');
  },
});

/** Keeps placements, and moves the contacts and visits of those days to where their makers were placed. */
export const placements = projection({
  consumer: 'contact-units',
  events: [StaffPlaced],
  tables: [placement],
  load: (): RowOf<typeof placement>[] => [],
  on: {
    StaffPlaced: ({ data }, rows) =>
      void rows.push({ staff_id: data.staffId, from_day: data.validFrom ?? BEGINNING, unit_id: data.unitId }),
  },
  async store(rows, tx) {
    await tx.query(`select pg_advisory_xact_lock(${PLACEMENTS_LOCK})`, [], 'placements-alone');
    await placement.put(tx, rows);
    const staffIds = [...new Set(rows.map(({ staff_id }) => staff_id))];
    await tx.query(MOVE_CONTACTS, [staffIds], 'contacts-move');
    await tx.query(MOVE_VISITS, [staffIds], 'visits-move');
  },
});

/** Where somebody was placed on a day; before the first placement, the first. */
export const PLACED = (staff: string, day: string) => `
  coalesce(
    (select p.unit_id from placement p where p.staff_id = ${staff} and p.from_day <= ${day} order by p.from_day desc limit 1),
    (select p.unit_id from placement p where p.staff_id = ${staff} order by p.from_day limit 1))`;

/** Holds while rows with a unit are written: no placement commits unseen. */
export const PLACEMENTS_SHARED = `select pg_advisory_xact_lock_shared(${PLACEMENTS_LOCK})`;
const SHARED = `select pg_advisory_xact_lock_shared(${PLACEMENTS_LOCK}), pg_advisory_xact_lock_shared(${KEEPERS_LOCK})`;

/** Never part of a JSON text, which escapes it. */
const SEPARATOR = '\x1e';
const PLAIN = Object.entries(contact.columns).filter(([name]) => name !== 'data');

/**
 * $1 the rows without `data`, which is most of them, $2 that of each as a text of its own: within a row it would be
 * parsed three times until it is stored.
 */
const WRITE = `
  with written as (
  insert into contact (contact_id, client_id, staff_id, unit_id, channel, started_at, business_date, effective, data)
  select n.contact_id, n.client_id, n.staff_id, coalesce(${PLACED('n.staff_id', 'n.business_date')}, n.unit_id), n.channel, n.started_at,
    n.business_date, n.effective, n.data::jsonb
  from rows from (
    json_to_recordset($1::json) as (${PLAIN.map(([name, { sqlType }]) => `${name} ${sqlType}`).join(', ')}),
    unnest(string_to_array($2::text, E'\\x1e'))
  ) as n (${PLAIN.map(([name]) => name).join(', ')}, data)
  on conflict (contact_id) do nothing
  returning contact_id, client_id, staff_id, started_at)
  ${KEEP_WRITTEN}`;

const MOVE_CONTACTS = `
  update contact c set unit_id = ${PLACED('c.staff_id', 'c.business_date')}
  where c.staff_id = any($1) and c.unit_id <> ${PLACED('c.staff_id', 'c.business_date')}`;

const MOVE_VISITS = `
  update visit v set unit_id = ${PLACED('v.staff_id', 'v.planned_on')}
  where v.staff_id = any($1) and v.unit_id <> ${PLACED('v.staff_id', 'v.planned_on')}`;
