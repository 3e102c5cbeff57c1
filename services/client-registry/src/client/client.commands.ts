import type {
  Birthday,
  BusinessDate,
  Channel,
  CircleRelation,
  ClientKind,
  ProfilePart,
  Purpose,
  Role,
  Tier,
} from '@hengxin/contracts';
import type { Command } from '@hengxin/event-sourcing';
import type { RegisteredProfile } from './client.facts.js';

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
  Given & RegisteredProfile & { clientId: string; consents: readonly Grant[]; placement: Placement | null }
>;

/** Undefined leaves a fact as it is; null clears it. */
export type ChangeProfile = Command<'ChangeProfile', Given & { clientId: string; changes: ProfileChanges }>;

export type RecordConsent = Command<
  'RecordConsent',
  Given &
    Grant & {
      clientId: string;
      decision: 'GRANTED' | 'WITHDRAWN';
      /** The receipt that a withdrawal yields. */ receiptId: string;
    }
>;

export type AssignClient = Command<'AssignClient', Given & { clientId: string; placement: Placement }>;

/** A row of a clients file: the client as the bank knows it. What the row leaves out stays as it is. */
export type TakeClient = Command<
  'TakeClient',
  Given & {
    clientId: string;
    name: string;
    changes: ProfileChanges;
    consents: readonly Grant[];
    placement: FilePlacement | null;
  }
>;

/** Looked at, and still true. */
export type ConfirmPart = Command<'ConfirmPart', Given & { clientId: string; part: ProfilePart }>;

export type SetDate = Command<'SetDate', Given & { clientId: string; dateId: string; label: string; date: Birthday }>;

export type RemoveDate = Command<'RemoveDate', Given & { clientId: string; dateId: string }>;

/** `relation`: what the outsider is to the client. */
export type LinkOutsider = Command<
  'LinkOutsider',
  Given & { clientId: string; linkId: string; relation: CircleRelation; name: string; note: string | null }
>;

export type UnlinkOutsider = Command<'UnlinkOutsider', Given & { clientId: string; linkId: string }>;

/** What asks for no more than a client within reach. */
export type PersonCommand = ConfirmPart | SetDate | RemoveDate | LinkOutsider | UnlinkOutsider;

/** A client of a handover that was decided. */
export type TakeOver = Command<'TakeOver', { clientId: string; fromRmId: string; toRmId: string; from: BusinessDate }>;

export type ClientCommand =
  TakeOver | RegisterClient | ChangeProfile | RecordConsent | AssignClient | TakeClient | PersonCommand;

export interface ProfileChanges {
  readonly name?: string;
  readonly phone?: string | null;
  readonly tier?: Tier;
  readonly interests?: readonly string[];
  readonly preferredChannel?: Channel | null;
  readonly birthday?: Birthday | null;
  readonly contactsAYear?: number;
  readonly kind?: ClientKind;
  readonly taboos?: readonly string[];
  readonly preferences?: string | null;
  readonly tradingHabits?: string | null;
  readonly doNotContact?: boolean;
}
