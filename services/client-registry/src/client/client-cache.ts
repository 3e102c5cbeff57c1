import { pause } from '@hengxin/waiting';
import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { ClientRow, ConsentFact } from './client-row.js';
import { PortfolioDay } from '../portfolio/portfolio-day.js';

/** Clients kept in memory at most: those of some 5,000 plans, about 60 MB. */
const CLIENTS_CACHED = 50_000;
const UNKNOWN = -1;
/** Checks begin this far apart, so that a crowd of questions shares few of them. */
const CHECK_GAP_MS = 5;

/**
 * Clients by id, never older than the moment they were asked for, no matter which instance wrote. Every question first
 * asks the database whether any client changed since the last one; questions that wait together share that answer, and
 * only what changed is read again.
 */
@Injectable()
export class ClientCache {
  private readonly rows = new LRUCache<string, ClientRow>({ max: CLIENTS_CACHED });
  /** The `client_change` up to which `rows` is right. */
  private version = UNKNOWN;
  private underWay: Promise<void> | undefined;
  private next: Promise<void> | undefined;
  private checkedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly database: Database,
    private readonly day: PortfolioDay,
  ) {}

  /** In the order of the ids; null for one unknown. */
  async load(ids: readonly string[]): Promise<(ClientRow | null)[]> {
    await this.day.reached();
    await this.validate();
    const found = ids.map((id) => this.rows.get(id) ?? null);
    if (!found.includes(null)) return found;
    const read = await this.read([...new Set(ids.filter((_, i) => found[i] === null))]);
    return ids.map((id, i) => found[i] ?? read.get(id) ?? null);
  }

  /** A check that is under way may have looked before this question was asked, so it joins the one after. */
  private validate(): Promise<void> {
    this.next ??= this.startNext(this.underWay);
    return this.next;
  }

  private async startNext(earlier: Promise<void> | undefined): Promise<void> {
    await earlier?.catch(() => undefined);
    const restMs = this.checkedAt + CHECK_GAP_MS - performance.now();
    if (restMs > 0) await pause(restMs);
    this.checkedAt = performance.now();
    this.underWay = this.next;
    this.next = undefined;
    await this.forgetChanged();
  }

  private async forgetChanged(): Promise<void> {
    const changes = await this.database.query<{ version: number; client_ids: string[] | null }>(
      CHANGES_SINCE,
      [this.version],
      'changes',
    );
    if (changes.length === 0) return;
    const gap = this.version === UNKNOWN || changes[0]!.version !== this.version + 1;
    if (gap || changes.some(({ client_ids }) => client_ids === null)) this.rows.clear();
    else for (const { client_ids } of changes) for (const id of client_ids!) this.rows.delete(id);
    this.version = changes.at(-1)!.version;
  }

  private async read(ids: readonly string[]): Promise<Map<string, ClientRow>> {
    const version = this.version;
    const read = await this.database.query<ClientRow & { consents: Record<string, ConsentFact> }>(
      READ_CLIENTS,
      [ids],
      'clients-by-id',
    );
    const rows = new Map(read.map((row) => [row.clientId, { ...row, consents: inOrder(row.consents) }]));
    // What was read while others' changes arrived may be older than they are: it serves this question, and no later
    // one.
    if (version === this.version) for (const [id, row] of rows) this.rows.set(id, row);
    return rows;
  }
}

function inOrder(consents: Readonly<Record<string, ConsentFact>>): ConsentFact[] {
  return Object.keys(consents)
    .sort()
    .map((key) => consents[key]!);
}

const CHANGES_SINCE = 'select version::float8, client_ids from client_change where version > $1 order by version';

/** A row without tier is only a clock: the client is not known yet. */
const READ_CLIENTS = `
  select client_id as "clientId", rm_id as "rmId", tier, name, phone, interests, preferred_channel as "preferredChannel", birthday,
    contacts_a_year as "contactsAYear", kind, taboos, preferences, trading_habits as "tradingHabits", do_not_contact as "doNotContact",
    registered_on::text as "registeredOn", parts, dates, consents,
    case when isfinite(last_contact_at) then (extract(epoch from last_contact_at) * 1000)::float8 end as "lastContactMs",
    (extract(epoch from fed_at) * 1000)::float8 as "fedMs"
  from client where client_id = any($1) and tier is not null`;
