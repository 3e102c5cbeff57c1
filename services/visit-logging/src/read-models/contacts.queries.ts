import { addDays, type BusinessDate, type Channel, CHANNELS, startOfDay } from '@hengxin/contracts';
import { Clock, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { ContactData } from '../domain/contact.decider.js';
import { ContactRow } from './contact.entity.js';

/** A contact as stored, with what decides who may see it. */
export interface StoredContact {
  readonly contactId: string;
  readonly clientId: string;
  readonly staffId: string;
  /** Where its maker was placed on the business day. */
  readonly unitId: string;
  /** Epoch ms. */
  readonly startedMs: number;
  readonly data: ContactData;
}

/** Where contacts are looked for: each id has its own index range, newest first. `all` is the bank's. */
export type Seeds = { readonly by: 'client' | 'staff' | 'unit'; readonly ids: readonly string[] } | { readonly by: 'all' };

export interface ContactSearch {
  /** A contact found by any of them counts. */
  readonly seeds: readonly Seeds[];
  readonly clientId?: string | undefined;
  readonly staffId?: string | undefined;
  readonly unitIds?: readonly string[] | undefined;
  readonly from?: BusinessDate | undefined;
  readonly to?: BusinessDate | undefined;
  readonly channels?: readonly Channel[] | undefined;
  readonly effective?: boolean | undefined;
  /** Only what comes after this place. */
  readonly after?: { readonly startedMs: number; readonly contactId: string } | undefined;
  readonly limit: number;
}

/**
 * Lists of contacts, newest first. A list of the bank reads no more of the table than its page, whatever the history and the channels; one
 * of units, a member of staff or a client looks within their own contacts for what the other filters ask.
 */
@Injectable()
export class ContactsQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async byIds(ids: readonly string[]): Promise<Map<string, StoredContact>> {
    const rows = await this.database.dataSource.getRepository(ContactRow).find({ where: { contactId: In([...ids]) } });
    return new Map(rows.map(({ startedAt, ...row }) => [row.contactId, { ...row, startedMs: startedAt.getTime() }]));
  }

  async newest(search: ContactSearch): Promise<StoredContact[]> {
    if (search.seeds.length === 0) return [];
    const { timeZone } = this.clock;
    const values: unknown[] = [
      search.after ? search.after.startedMs : null,
      search.after?.contactId ?? null,
      search.from ? new Date(startOfDay(search.from, timeZone)).toISOString() : null,
      search.to ? new Date(startOfDay(addDays(search.to, 1), timeZone)).toISOString() : null,
      search.channels ?? null,
      search.effective ?? null,
      search.clientId ?? null,
      search.staffId ?? null,
      search.unitIds ?? null,
      search.limit,
    ];
    const next = search.after !== undefined;
    const branches = search.seeds.map((seeds) => {
      if (seeds.by === 'all') return `(${perChannel(page('c.channel = ch.channel', next))})`;
      values.push(seeds.ids);
      return `(select f.* from unnest($${values.length}::text[]) s (id) cross join lateral (${page(`c.${seeds.by}_id = s.id`, next)}) f)`;
    });
    const text = `
      select found.contact_id as "contactId", found.client_id as "clientId", found.staff_id as "staffId", found.unit_id as "unitId",
        (extract(epoch from found.started_at) * 1000)::float8 as "startedMs", found.data
      from (${branches.join(' union ')}) found order by found.started_at desc, found.contact_id desc limit $10`;
    const name = `contacts-${search.seeds.map(({ by }) => by).join('-')}-${next ? 'next' : 'first'}`;
    return this.database.query<StoredContact>(text, values, name);
  }
}

/** One index range for each channel asked for, or for each that there is: a rare one lies far apart in a whole bank's history. */
function perChannel(range: string): string {
  const asked = `select distinct unnest(coalesce($5::text[], '{${CHANNELS.join(',')}}')) as channel`;
  return `select f.* from (${asked}) ch cross join lateral (${range}) f`;
}

/** One index range, newest first, cut to a page. */
function page(seed: string, next: boolean): string {
  const beyond = next
    ? 'and (c.started_at, c.contact_id) < (to_timestamp($1::float8 / 1000), $2::text)'
    : 'and $1::float8 is null and $2::text is null';
  return `
    select c.contact_id, c.client_id, c.staff_id, c.unit_id, c.started_at, c.data from contact c
    where ${seed} ${beyond}
      and c.started_at >= coalesce($3::timestamptz, '-infinity') and c.started_at < coalesce($4::timestamptz, 'infinity')
      and ($5::text[] is null or c.channel = any($5::text[])) and ($6::boolean is null or c.effective = $6::boolean)
      and ($7::text is null or c.client_id = $7::text) and ($8::text is null or c.staff_id = $8::text)
      and ($9::text[] is null or c.unit_id = any($9::text[]))
    order by c.started_at desc, c.contact_id desc limit $10`;
}
