import type { BusinessDate, Channel } from '@hengxin/contracts';
import { Clock, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { ContactData } from '../domain/contact.decider.js';
import { BY_IDS, newestStatement } from './contacts.statements.js';
import { KeepingDay } from './keeping-day.js';

/** A contact as stored, with what decides who may see it. */
export interface StoredContact {
  readonly contactId: string;
  readonly clientId: string;
  readonly staffId: string;
  /** Where its maker was placed on the business day. */
  readonly unitId: string;
  /** Who keeps the client today; null for nobody. */
  readonly rmId: string | null;
  /** Epoch ms. */
  readonly startedMs: number;
  readonly data: ContactData;
}

/**
 * Where contacts are looked for: each id has its own index range, newest first. `keeper` finds those of the clients whom somebody keeps
 * today, but for what they made themselves; `all` is the bank's.
 */
export type Seeds =
  | { readonly by: 'client' | 'staff' | 'unit'; readonly ids: readonly string[] }
  | { readonly by: 'keeper'; readonly id: string }
  | { readonly by: 'all' };

export interface ContactSearch {
  /** A contact found by any of them counts; none is found by two. */
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
  /** At most `PAGE_LIMIT`. */
  readonly limit: number;
}

/**
 * Lists of contacts, newest first. A list of the bank, and one that no filter narrows, reads no more of the table than its page, whatever
 * the history; one of units, a member of staff or a client looks within their own contacts for what the other filters ask.
 */
@Injectable()
export class ContactsQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keeping: KeepingDay,
  ) {}

  async byIds(ids: readonly string[]): Promise<Map<string, StoredContact>> {
    const rows = await this.database.query<StoredContact>(BY_IDS, [ids, this.clock.today()], 'contacts-by-id');
    return new Map(rows.map((row) => [row.contactId, row]));
  }

  async newest(search: ContactSearch): Promise<StoredContact[]> {
    if (search.seeds.length === 0) return [];
    if (search.seeds.some(({ by }) => by === 'keeper')) await this.keeping.reached();
    const { text, values, name } = newestStatement(search, this.clock.today(), this.clock.timeZone);
    return (await this.database.query<StoredContact>(text, values, name)).slice(0, search.limit);
  }
}
