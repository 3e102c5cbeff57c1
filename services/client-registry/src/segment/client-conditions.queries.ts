import { type BusinessDate, type HoldingKind, HOLDING_KINDS, isDeposit } from '@hengxin/contracts';
import { LRUCache } from 'lru-cache';
import { ledgerKey } from '../consent/consent-ledger.rules.js';
import { type BirthdayKeys, birthdaysWithin } from './birthdays.rules.js';
import { centsOf } from './money.rules.js';
import type { SegmentFilter } from './segment-filter.rules.js';

/** What a filter means today. */
export interface FilterDay {
  readonly today: BusinessDate;
  /** Epoch ms of the beginning of a day. */
  readonly startOf: (day: BusinessDate) => number;
  /** Who works in a unit or below it; ALL for the root, which stands for the whole bank. */
  readonly staffBelow: (unitId: string) => 'ALL' | readonly string[];
}

const DEPOSIT_KINDS: readonly HoldingKind[] = HOLDING_KINDS.filter(isDeposit);

/**
 * Filters as SQL over `client c`. Values are bound, never written, and the same value once, however many conditions
 * name it: those of one statement often ask for the same units and days.
 */
export class ClientConditions {
  /** What is bound, in the order of its numbers. */
  readonly values: unknown[];
  private readonly written = new Map<string, string>();
  private held = '';

  /** `bound`: what the statement binds before. */
  constructor(
    private readonly day: FilterDay,
    bound: readonly unknown[] = [],
  ) {
    this.values = [...bound];
  }

  /** True or false for each client, and never unknown. */
  of(filter: SegmentFilter): string {
    const { all, any, not } = filter;
    const parts = [
      ...this.ownOf(filter),
      ...(all ?? []).map((each) => this.of(each)),
      ...(any ? [`(${any.map((each) => this.of(each)).join(' or ')})`] : []),
      ...(not ? [`not ${this.of(not)}`] : []),
    ];
    return parts.length === 0 ? '(true)' : `(${parts.map((part) => `(${part}) is true`).join(' and ')})`;
  }

  /** What the filters that were written need beside `client c`: it stands behind it. Summed once a client. */
  get joined(): string {
    return this.held;
  }

  private ownOf(filter: SegmentFilter): string[] {
    const { tier, kind, contactsAYear, notContactedSince, interest, holds, deposits, consent, rmId, unitId } = filter;
    const { birthdayWithinDays } = filter;
    return [
      tier && `c.tier = any(${this.bind(tier, 'text[]')})`,
      kind && `c.kind = ${this.bind(kind, 'text')}`,
      contactsAYear && this.between('c.contacts_a_year', contactsAYear, 'integer', (value) => value),
      notContactedSince && `c.last_contact_at < ${this.moment(notContactedSince)}`,
      interest && `lower(${this.bind(interest, 'text')}) in (select lower(each) from unnest(c.interests) each)`,
      holds && this.holds(holds),
      deposits && this.between(this.deposits(), deposits, 'bigint', centsOf),
      birthdayWithinDays !== undefined && this.birthday(birthdayWithinDays),
      consent && this.consent(ledgerKey(consent.channel, consent.purpose)),
      rmId && `c.rm_id = ${this.bind(rmId, 'text')}`,
      unitId && this.unit(unitId),
    ].filter((part): part is string => typeof part === 'string');
  }

  private holds({ kind, productCode, balance }: NonNullable<SegmentFilter['holds']>): string {
    const conditions = [
      `h.client_id = c.client_id and ${this.open()}`,
      kind && `h.kind = ${this.bind(kind, 'text')}`,
      productCode && `h.product_code = ${this.bind(productCode, 'text')}`,
      balance && this.between('h.balance_cents', balance, 'bigint', centsOf),
    ];
    return `exists (select from client_holding h where ${conditions.filter(Boolean).join(' and ')})`;
  }

  /** Unknown where nothing was told of the client: then no bound holds. */
  private deposits(): string {
    const isOpenDeposit = `h.kind = any(${this.bind(DEPOSIT_KINDS, 'text[]')}) and ${this.open()}`;
    this.held = `left join lateral (
      select coalesce(sum(h.balance_cents) filter (where ${isOpenDeposit}), 0) as deposits
      from client_holding h where h.client_id = c.client_id having count(*) > 0) as held on true`;
    return 'held.deposits';
  }

  private open(): string {
    return `(h.closed_on is null or h.closed_on > ${this.bind(this.day.today, 'date')})`;
  }

  private birthday(days: number): string {
    return this.once(`birthday ${days}`, () => {
      const keys = birthdayKeys(this.day.today, days);
      const key = `(c.birthday->>'month')::integer * 100 + (c.birthday->>'day')::integer`;
      const kept = (['SOLAR', 'LUNAR'] as const).map(
        (calendar) =>
          `(c.birthday->>'calendar' = '${calendar}' and ${key} = any(${this.bind(keys[calendar], 'integer[]')}))`,
      );
      return `(${kept.join(' or ')})`;
    });
  }

  private consent(key: string): string {
    const word = `c.consents->${this.bind(key, 'text')}`;
    return `${word}->>'decision' = 'GRANTED' and coalesce(${word}->>'expiresOn', '9999-12-31') >= ${this.bind(this.day.today, 'text')}`;
  }

  private unit(unitId: string): string {
    return this.once(`unit ${unitId}`, () => {
      const staff = this.day.staffBelow(unitId);
      return staff === 'ALL' ? 'true' : `c.rm_id = any(${this.bind(staff, 'text[]')})`;
    });
  }

  private between<Value>(
    column: string,
    { min, max }: { readonly min?: Value | undefined; readonly max?: Value | undefined },
    type: string,
    valueOf: (value: Value) => number,
  ): string {
    return [
      min !== undefined && `${column} >= ${this.bind(valueOf(min), type)}`,
      max !== undefined && `${column} <= ${this.bind(valueOf(max), type)}`,
    ]
      .filter(Boolean)
      .join(' and ');
  }

  private moment(day: BusinessDate): string {
    return this.bind(new Date(this.day.startOf(day)).toISOString(), 'timestamptz');
  }

  private bind(value: unknown, type: string): string {
    return this.once(`value ${type} ${JSON.stringify(value)}`, () => {
      this.values.push(value);
      return `$${this.values.length}::${type}`;
    });
  }

  private once(name: string, write: () => string): string {
    let sql = this.written.get(name);
    if (sql === undefined) this.written.set(name, (sql = write()));
    return sql;
  }
}

/** The same windows are asked for all day long, and a lunar one takes a thousand steps. A year of days has 367. */
const windows = new LRUCache<string, BirthdayKeys>({ max: 400 });

function birthdayKeys(today: BusinessDate, days: number): BirthdayKeys {
  const window = `${today} ${days}`;
  let keys = windows.get(window);
  if (!keys) windows.set(window, (keys = birthdaysWithin(today, days)));
  return keys;
}
