import {
  type Birthday,
  type BusinessDate,
  type Channel,
  type ClientKind,
  instantOf,
  startOfDay,
  type Tier,
} from '@hengxin/contracts';
import { type ClientFacts, maskName, maskPhone } from '@hengxin/identity';
import type { ClientPart } from '@hengxin/contracts';
import { partsSince, partStates, withFeed } from '../parts/parts.rules.js';
import { isValidOn } from '../consent/consent-ledger.rules.js';
import type { CircleEvent } from '../circle/circle.decider.js';
import type { ClientEvent } from './client.state.js';
import type { ClientRow, ConsentFact } from './client-row.js';

/**
 * How much of a client somebody sees. WHOLE: the relationship manager and the heads above. MASKED: head office.
 * REFERENCE: callers who meet the client only behind something else that they may see, such as a contact they once
 * made.
 */
export type Sight = 'WHOLE' | 'MASKED' | 'REFERENCE';

/** The bank's day and zone, for what depends on them. */
export interface Today {
  readonly date: BusinessDate;
  readonly timeZone: string;
}

export interface PartView {
  readonly part: ClientPart;
  readonly refreshedAt: string | null;
  readonly refreshedBy: { readonly __typename: 'Staff'; readonly id: string } | null;
  readonly fresh: boolean;
}

export type DateView = Birthday & { readonly id: string; readonly label: string };

/** The entity `Client` as one caller may see it. Only the fields that are asked for cost anything. */
export class ClientView {
  readonly __typename = 'Client';

  constructor(
    readonly row: ClientRow,
    readonly sight: Sight,
    private readonly today: Today,
    /**
     * Who keeps the client by now, and so decides who may have the phone number: other than the row's where it tells of
     * earlier.
     */
    readonly keeper: ClientFacts = row,
    /** What the command before this answer told of the client's circle. */
    readonly told: readonly (ClientEvent | CircleEvent)[] = [],
  ) {}

  get id(): string {
    return this.row.clientId;
  }

  get name(): string {
    return this.sight === 'WHOLE' ? this.row.name : maskName(this.row.name);
  }

  get tier(): Tier {
    return this.row.tier;
  }

  get rm(): { readonly __typename: 'Staff'; readonly id: string } | null {
    return this.row.rmId === null || this.sight === 'REFERENCE' ? null : { __typename: 'Staff', id: this.row.rmId };
  }

  get maskedPhone(): string | null {
    return this.row.phone === null || this.sight === 'REFERENCE' ? null : maskPhone(this.row.phone);
  }

  get interests(): readonly string[] {
    return this.sight === 'WHOLE' ? this.row.interests : [];
  }

  get kind(): ClientKind {
    return this.row.kind;
  }

  get taboos(): readonly string[] {
    return this.sight === 'WHOLE' ? this.row.taboos : [];
  }

  get preferences(): string | null {
    return this.sight === 'WHOLE' ? this.row.preferences : null;
  }

  get tradingHabits(): string | null {
    return this.sight === 'WHOLE' ? this.row.tradingHabits : null;
  }

  /** For everyone who meets the client: nobody is to learn too late that a client wants no contact. */
  get doNotContact(): boolean {
    return this.row.doNotContact;
  }

  get preferredChannel(): Channel | null {
    return this.sight === 'REFERENCE' ? null : this.row.preferredChannel;
  }

  get birthday(): Birthday | null {
    return this.sight === 'WHOLE' ? this.row.birthday : null;
  }

  /** Of which parts head office sees how fresh they are, and not what they say. */
  get parts(): readonly PartView[] {
    if (this.sight === 'REFERENCE') return [];
    const { registeredOn, fedMs } = this.row;
    const parts = fedMs === null ? this.row.parts : withFeed(this.row.parts, this.momentOf(fedMs));
    return partStates(partsSince(registeredOn, parts), this.today.date).map(({ part, refreshed, fresh }) => ({
      part,
      refreshedAt: refreshed && (refreshed.at ?? this.beginningOf(refreshed.on)),
      refreshedBy: refreshed?.by == null ? null : { __typename: 'Staff' as const, id: refreshed.by },
      fresh,
    }));
  }

  get dates(): readonly DateView[] {
    if (this.sight !== 'WHOLE') return [];
    return this.row.dates.map(({ dateId: id, label, date }) => ({ id, label, ...date, year: date.year ?? null }));
  }

  private momentOf(ms: number): { readonly at: string; readonly on: BusinessDate } {
    const at = instantOf(ms, this.today.timeZone);
    return { at, on: at.slice(0, 10) };
  }

  private beginningOf(day: BusinessDate): string {
    return instantOf(startOfDay(day, this.today.timeZone), this.today.timeZone);
  }

  get consents(): readonly (ConsentFact & { readonly valid: boolean })[] {
    if (this.sight === 'REFERENCE') return [];
    return this.row.consents.map((consent) => ({ ...consent, valid: isValidOn(consent, this.today.date) }));
  }

  get contactsAYear(): number {
    return this.row.contactsAYear;
  }

  get lastContactAt(): string | null {
    const { lastContactMs } = this.row;
    return lastContactMs === null || this.sight === 'REFERENCE' ? null : instantOf(lastContactMs, this.today.timeZone);
  }
}
