import { type BusinessDate, type Channel, startOfDay, addDays } from '@hengxin/contracts';
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
 * Lists of contacts, newest first. A list of the bank, of units, of a member of staff or of a client reads no more of the table than its
 * page, whatever the history, channels asked for included; filters that come on top of these are looked up within them.
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
    // A rare channel of a large unit lies far apart in time: there each channel asked for has a range of its own.
    const byChannel = search.channels !== undefined;
    const branches = search.seeds.map((seeds) => {
      if (seeds.by === 'all') return byChannel ? `(${perChannel('', page('c.channel = ch.channel', next))})` : `(${page('true', next)})`;
      values.push(seeds.ids);
      const ids = `unnest($${values.length}::text[]) s (id)`;
      const of = `c.${seeds.by}_id = s.id`;
      if (byChannel && seeds.by === 'unit') return `(${perChannel(`${ids} cross join`, page(`${of} and c.channel = ch.channel`, next))})`;
      return `(select f.* from ${ids} cross join lateral (${page(of, next)}) f)`;
    });
    const text = `
      select found.contact_id as "contactId", found.client_id as "clientId", found.staff_id as "staffId", found.unit_id as "unitId",
        (extract(epoch from found.started_at) * 1000)::float8 as "startedMs", found.data
      from (${branches.join(' union ')}) found order by found.started_at desc, found.contact_id desc limit $10`;
    const name = `contacts-${search.seeds.map(({ by }) => by).join('-')}-${byChannel ? 'channels-' : ''}${next ? 'next' : 'first'}`;
    return this.database.query<StoredContact>(text, values, name);
  }
}

/** One index range for each channel asked for. */
function perChannel(ids: string, range: string): string {
  return `select f.* from ${ids} (select distinct unnest($5::text[]) as channel) ch cross join lateral (${range}) f`;
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
