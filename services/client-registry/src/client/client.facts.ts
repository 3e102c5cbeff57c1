import type { Birthday, BusinessDate, Channel, CircleRelation, ClientKind, Tier } from '@hengxin/contracts';

export interface Profile {
  readonly name: string;
  readonly phone: string | null;
  readonly tier: Tier;
  readonly interests: readonly string[];
  readonly preferredChannel: Channel | null;
  readonly birthday: Birthday | null;
  /** Contacts a year that the bank owes this client. */
  readonly contactsAYear: number;
  readonly kind: ClientKind;
  /** What is not to be talked about. */
  readonly taboos: readonly string[];
  /** How the client likes to be treated, in the words of who knows them. */
  readonly preferences: string | null;
  readonly tradingHabits: string | null;
  /** True: nobody plans a contact. */
  readonly doNotContact: boolean;
}

/** The facts that a registration does not tell. */
export const UNTOLD = {
  kind: 'PERSON',
  taboos: [],
  preferences: null,
  tradingHabits: null,
  doNotContact: false,
} as const satisfies Partial<Profile>;

/** What is known when a client is made known. */
export type RegisteredProfile = Omit<Profile, keyof typeof UNTOLD>;

/** A relationship manager keeps the client from this day on, until the next assignment's day. */
export interface Assignment {
  readonly rmId: string;
  readonly from: BusinessDate;
}

/** A day beside the birthday that matters to the client. */
export interface ClientDate {
  readonly dateId: string;
  readonly label: string;
  readonly date: Birthday;
}

/** Somebody of the client's circle who is no client. */
export interface OutsiderLink {
  readonly linkId: string;
  /** What the outsider is to the client. */
  readonly relation: CircleRelation;
  readonly name: string;
}
