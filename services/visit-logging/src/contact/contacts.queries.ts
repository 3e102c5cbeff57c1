import type { BusinessDate, Channel } from '@hengxin/contracts';
import { BatchedIds, BatchedPages, Clock, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { ContactData } from './contact.decider.js';
import { BY_IDS, NEWEST_FIRST, newestStatement } from './contacts.statements.js';
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
 * Where contacts are looked for: each id has its own index range, newest first. `keeper` finds those of the clients
 * whom somebody keeps today, without those they made themselves; `all` is the bank's.
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
 * Lists of contacts, newest first. A list of the bank, and one that no filter narrows, reads no more of the table than
 * its page, however long the history. One of units, a member of staff or a client looks within their own contacts for
 * what the other filters ask.
 */
@Injectable()
export class ContactsQueries {
  private readonly rows: BatchedIds<StoredContact>;
  private readonly pages: BatchedPages<StoredContact>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keeping: KeepingDay,
  ) {
    this.rows = new BatchedIds((ids) => this.load(ids));
    this.pages = new BatchedPages(database, NEWEST_FIRST);
  }

  /** In the order of the ids; undefined for one unknown. */
  async byIds(ids: readonly string[]): Promise<(StoredContact | undefined)[]> {
    return this.rows.find(ids);
  }

  async newest(search: ContactSearch): Promise<StoredContact[]> {
    if (search.seeds.length === 0) return [];
    if (search.seeds.some(({ by }) => by === 'keeper')) await this.keeping.reached();
    const page = await this.pages.read(newestStatement(search, this.clock.today(), this.clock.timeZone));
    return page.slice(0, search.limit);
  }

  private async load(ids: readonly string[]): Promise<Map<string, StoredContact>> {
    const rows = await this.database.query<StoredContact>(BY_IDS, [ids, this.clock.today()], 'contacts-by-id');
    return new Map(rows.map((row) => [row.contactId, row]));
  }
}
