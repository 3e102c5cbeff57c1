import type { RefreshedParts } from '../parts/parts.rules.js';
import type { ClientDate } from './client.facts.js';
import type { Birthday, BusinessDate, Channel, ClientKind, Purpose, Tier } from '@hengxin/contracts';

/** The latest word on one channel for one purpose, as the read model keeps it: all but the evidence. */
export interface ConsentFact {
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly decision: 'GRANTED' | 'WITHDRAWN';
  readonly decidedAt: string;
  readonly expiresOn: BusinessDate | null;
  readonly wordingVersion: string | null;
  readonly receiptId: string | null;
}

/** A client as the read model holds it, unmasked: never answered as it is. */
export interface ClientRow {
  readonly clientId: string;
  /** Who keeps the client today. */
  readonly rmId: string | null;
  readonly tier: Tier;
  readonly name: string;
  readonly phone: string | null;
  readonly interests: readonly string[];
  readonly preferredChannel: Channel | null;
  readonly birthday: Birthday | null;
  readonly contactsAYear: number;
  readonly kind: ClientKind;
  readonly taboos: readonly string[];
  readonly preferences: string | null;
  readonly tradingHabits: string | null;
  readonly doNotContact: boolean;
  readonly registeredOn: BusinessDate | null;
  readonly parts: RefreshedParts;
  readonly dates: readonly ClientDate[];
  /** In order of channel and purpose. */
  readonly consents: readonly ConsentFact[];
  /** Start of the last effective contact, epoch ms; null for none. */
  readonly lastContactMs: number | null;
  /** When the core system last told what the client has, epoch ms; null for never. */
  readonly fedMs: number | null;
}
