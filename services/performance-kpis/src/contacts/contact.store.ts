import { type Channel, CHANNELS } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { Day } from '../kpi/periods.rules.js';
import { flags, ids, numbers, optionalIds, optionalNumbers } from '../figures/array-literal.js';

/**
 * A contact as it is kept for drilling down: who made it and where, and whose part of the client's coverage it falls
 * into.
 */
export interface ContactRow {
  readonly contactId: string;
  readonly clientId: string;
  readonly at: number;
  readonly staffId: string;
  /** Where the member of staff was placed on the day; null while unknown. */
  readonly unitId: string | null;
  readonly effective: boolean;
  readonly channel: Channel;
  /** The day that was agreed for the next contact; null for none. */
  readonly promisedOn: Day | null;
  /** When it became known, RFC 3339, where that was after its day; null for one known in time. */
  readonly knownAt: string | null;
  /** Effective, and made by the client's own relationship manager of that day: then who covers is who made it. */
  readonly own: boolean;
  /** Another relationship manager whose coverage it counts for; null when it is `own` or nobody kept the client. */
  readonly rmId: string | null;
  readonly rmUnitId: string | null;
}

/**
 * Stores contacts and answers those that were not stored before: a contact counts once, however often its event
 * arrives.
 */
export async function insertContacts(tx: Tx, contacts: readonly ContactRow[]): Promise<ReadonlySet<string> | 'ALL'> {
  const [stored] = await tx.query<{ n: number; fresh: string | null }>(
    `with fresh as (
       insert into contact (contact_id, client_id, at, staff_id, unit_id, effective, own, rm_id, rm_unit_id, known_at, channel, promised_on)
       select * from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::boolean[], $7::boolean[], $8::text[], $9::text[], $10::timestamptz[],
                            $11::smallint[], $12::int[])
       on conflict do nothing
       returning contact_id
     )
     select count(*)::int as n, case when count(*) < $13 then string_agg(contact_id, ',') end as fresh from fresh`,
    [
      ids(contacts.map((c) => c.contactId)),
      ids(contacts.map((c) => c.clientId)),
      numbers(contacts.map((c) => c.at)),
      ids(contacts.map((c) => c.staffId)),
      optionalIds(contacts.map((c) => c.unitId)),
      flags(contacts.map((c) => c.effective)),
      flags(contacts.map((c) => c.own)),
      optionalIds(contacts.map((c) => c.rmId)),
      optionalIds(contacts.map((c) => c.rmUnitId)),
      optionalIds(contacts.map((c) => c.knownAt)),
      numbers(contacts.map((c) => CHANNELS.indexOf(c.channel))),
      optionalNumbers(contacts.map((c) => c.promisedOn)),
      contacts.length,
    ],
    'kpi_insert_contacts',
  );
  return stored!.n === contacts.length ? 'ALL' : new Set(stored!.fresh?.split(',') ?? []);
}

/** Who kept a client, and where, for a stretch of days. */
export interface CoverStretch {
  readonly clientId: string;
  readonly lo: number;
  readonly hi: number;
  readonly rmId: string | null;
  readonly rmUnitId: string | null;
}

/** Sets again whose coverage the contacts of these clients count for. */
export async function moveCover(tx: Tx, stretches: readonly CoverStretch[]): Promise<void> {
  if (stretches.length === 0) return;
  await tx.query(
    `update contact k set own = c.own, rm_id = c.rm_id, rm_unit_id = c.rm_unit_id
       from (select t.client_id, t.at, t.contact_id, t.staff_id is not distinct from s.rm_id as own,
                    nullif(s.rm_id, t.staff_id) as rm_id, case when s.rm_id <> t.staff_id then s.rm_unit_id end as rm_unit_id
               from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[]) s(client_id, lo, hi, rm_id, rm_unit_id)
               join contact t on t.client_id = s.client_id and t.at >= s.lo and t.at < s.hi
              where t.effective) c
      where k.client_id = c.client_id and k.at = c.at and k.contact_id = c.contact_id
        and (k.own, k.rm_id, k.rm_unit_id) is distinct from (c.own, c.rm_id, c.rm_unit_id)`,
    [
      ids(stretches.map((s) => s.clientId)),
      numbers(stretches.map((s) => s.lo)),
      numbers(stretches.map((s) => s.hi)),
      optionalIds(stretches.map((s) => s.rmId)),
      optionalIds(stretches.map((s) => s.rmUnitId)),
    ],
    'kpi_move_cover',
  );
}

/** Where a member of staff was placed for a stretch of days. */
export interface PlaceStretch {
  readonly staffId: string;
  readonly fromDay: number;
  readonly toDay: number;
  readonly lo: number;
  readonly hi: number;
  readonly unitId: string | null;
}

/** Sets again where the contacts and plans of these members of staff belong. */
export async function movePlaces(tx: Tx, stretches: readonly PlaceStretch[]): Promise<void> {
  if (stretches.length === 0) return;
  const staff = ids(stretches.map((s) => s.staffId));
  const unit = optionalIds(stretches.map((s) => s.unitId));
  const moments = [staff, numbers(stretches.map((s) => s.lo)), numbers(stretches.map((s) => s.hi)), unit];
  const days = [staff, numbers(stretches.map((s) => s.fromDay)), numbers(stretches.map((s) => s.toDay)), unit];
  const from = 'from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[]) s(staff_id, lo, hi, unit_id)';
  await tx.query(
    `update contact k set unit_id = s.unit_id ${from} where k.staff_id = s.staff_id and k.at >= s.lo and k.at < s.hi and k.unit_id is distinct from s.unit_id`,
    moments,
  );
  await tx.query(
    `update contact k set rm_unit_id = s.unit_id ${from} where k.rm_id = s.staff_id and k.at >= s.lo and k.at < s.hi and k.rm_unit_id is distinct from s.unit_id`,
    moments,
  );
  await tx.query(
    `update plan_item p set unit_id = s.unit_id ${from} where p.staff_id = s.staff_id and p.plan_day >= s.lo and p.plan_day < s.hi and p.unit_id is distinct from s.unit_id`,
    days,
  );
}
