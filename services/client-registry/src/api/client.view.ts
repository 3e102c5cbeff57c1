import { type Birthday, type BusinessDate, type Channel, instantOf, type Tier } from '@hengxin/contracts';
import { type ClientFacts, maskName, maskPhone } from '@hengxin/identity';
import { isValidOn } from '../domain/consent-ledger.js';
import type { ClientRow, ConsentFact } from '../read-models/client-row.js';

/**
 * How much of a client somebody sees. WHOLE: the relationship manager and the heads above. MASKED: head office. REFERENCE: whoever meets
 * the client only behind something else that they may see, such as a contact they once made.
 */
export type Sight = 'WHOLE' | 'MASKED' | 'REFERENCE';

/** The bank's day and zone, for what depends on them. */
export interface Today {
  readonly date: BusinessDate;
  readonly timeZone: string;
}

/** The entity `Client` as one caller may see it. Costs nothing but for the fields that are asked for. */
export class ClientView {
  readonly __typename = 'Client';

  constructor(
    readonly row: ClientRow,
    readonly sight: Sight,
    private readonly today: Today,
    /** Who keeps the client by now, and so decides who may have the phone number: other than the row's where it tells of earlier. */
    readonly keeper: ClientFacts = row,
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

  get preferredChannel(): Channel | null {
    return this.sight === 'REFERENCE' ? null : this.row.preferredChannel;
  }

  get birthday(): Birthday | null {
    return this.sight === 'WHOLE' ? this.row.birthday : null;
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
