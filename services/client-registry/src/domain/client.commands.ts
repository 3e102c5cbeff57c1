import type { Birthday, BusinessDate, Channel, Purpose, Role, Tier } from '@hengxin/contracts';
import type { Command } from '@hengxin/event-sourcing';
import type { Profile } from './client.facts.js';

/** When a command is given: the moment and the business day it falls on, by the bank's clock. */
export interface Given {
  /** RFC 3339 with offset. */
  readonly now: string;
  readonly today: BusinessDate;
  /** IANA name of the bank's time zone. */
  readonly timeZone: string;
  /** Whose clients the one who gives the command may act for, by relationship manager. */
  readonly reach: 'ALL' | ReadonlySet<string>;
}

/** A grant as the client gave it. Without a moment: now, or with a registration the beginning of the day. */
export interface Grant {
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly decidedAt?: string | null;
  readonly expiresOn?: BusinessDate | null;
  readonly wordingVersion?: string | null;
  readonly evidence?: string | null;
}

/** Who is to keep the client from a day on, and what is known of them when the command is given. */
export interface Placement {
  readonly rmId: string;
  readonly from: BusinessDate;
  /** Their role on that day; null when the directory doesn't know them. */
  readonly role: Role | null;
  /** Clients they keep, this one left out; 0 where a place among them is claimed and nobody had to count. */
  readonly portfolioSize: number;
}

/** A placement as a file gives it. Without a day of its own it starts today, and only where it is news. */
export interface FilePlacement extends Placement {
  readonly dated: boolean;
}

export type RegisterClient = Command<
  'RegisterClient',
  Given & Profile & { clientId: string; consents: readonly Grant[]; placement: Placement | null }
>;

/** Undefined leaves a fact as it is; null clears it. */
export type ChangeProfile = Command<'ChangeProfile', Given & { clientId: string; changes: ProfileChanges }>;

export type RecordConsent = Command<
  'RecordConsent',
  Given & Grant & { clientId: string; decision: 'GRANTED' | 'WITHDRAWN'; /** The receipt that a withdrawal yields. */ receiptId: string }
>;

export type AssignClient = Command<'AssignClient', Given & { clientId: string; placement: Placement }>;

/** A row of a clients file: the client as the bank knows it. What the row leaves out stays as it is. */
export type TakeClient = Command<
  'TakeClient',
  Given & { clientId: string; name: string; changes: ProfileChanges; consents: readonly Grant[]; placement: FilePlacement | null }
>;

export type ClientCommand = RegisterClient | ChangeProfile | RecordConsent | AssignClient | TakeClient;

export interface ProfileChanges {
  readonly name?: string;
  readonly phone?: string | null;
  readonly tier?: Tier;
  readonly interests?: readonly string[];
  readonly preferredChannel?: Channel | null;
  readonly birthday?: Birthday | null;
  readonly contactsAYear?: number;
}
