import type { Channel } from '@hengxin/contracts';
import type { Day } from '../kpi/periods.rules.js';
import type { BalanceStep } from './balances.rules.js';
import { type KnownOccasions, NO_OCCASIONS, type ToldSignal } from './prompts.rules.js';
import type { Scope } from './scopes.rules.js';

/** A touch of a client. */
export interface Touch {
  readonly day: Day;
  /** The moment within all days, see `dayMoment`: orders touches of one day. */
  readonly at: number;
  readonly channel: Channel | undefined;
  /** For a contact that names a day for the next one: the day promised. */
  readonly promisedOn?: Day;
  readonly staff: Scope;
  /** An effective touch is a contact (rule 5). */
  readonly effective: boolean;
  /** For one that became known after its day only. */
  readonly late?: Late;
}

/** When a touch became known that was not known on its day. */
export interface Late {
  readonly contactId: string;
  /** Microseconds since 1970. */
  readonly atMicros: number;
  /** The business day of that moment. */
  readonly on: Day;
}

/** From a day on, a number: contacts a year, or who keeps the client. */
export interface Change {
  readonly from: Day;
  readonly value: number;
}

/** A client's word on being served over a channel. */
export interface ConsentWord {
  readonly channel: Channel;
  /** Milliseconds since 1970: the word decided last counts, of two of one moment the one told later. */
  readonly atMs: number;
  /** The business day of that moment. */
  readonly day: Day;
  readonly granted: boolean;
  /** The day after the last one on which it is valid. */
  readonly until: Day;
}

/** A day agreed with the client in the review of a visit. */
export interface ReviewPromise {
  /** The moment of the review, see `dayMoment`. */
  readonly at: number;
  /** The day promised. */
  readonly on: Day;
}

/** Everything about one client that figures depend on. */
export interface ClientFacts {
  /**
   * Contacts a year, oldest first. Before the first change the first one holds: the bank owed them since it kept the
   * client.
   */
  readonly rates: readonly Change[];
  /** The relationship manager (a staff scope), oldest first. Before the first one nobody keeps the client. */
  readonly assignments: readonly Change[];
  /** In the order in which they were told. */
  readonly consents: readonly ConsentWord[];
  /** Promised days that were let go, or put off, with the plan item that stood for them. */
  readonly letGo: readonly Day[];
  /** Days agreed in reviews of visits, in the order in which they were told. */
  readonly reviewPromises: readonly ReviewPromise[];
  /** The signals that stand, in the order in which they were told. */
  readonly signals: readonly ToldSignal[];
  /** The dates that come round every year. */
  readonly occasions: KnownOccasions;
  /** Those of the days that are looked at, and all later ones. */
  readonly touches: readonly Touch[];
  /** Of the days before: the last contact, and the touches whose promises may still be open. */
  readonly earlier: readonly Touch[];
  /** What the client has, oldest first; empty where what is looked at does not depend on it. */
  readonly balances: readonly BalanceStep[];
}

export const NO_FACTS: ClientFacts = {
  rates: [],
  assignments: [],
  consents: [],
  letGo: [],
  reviewPromises: [],
  signals: [],
  occasions: NO_OCCASIONS,
  touches: [],
  earlier: [],
  balances: [],
};

/** The changes with one more; a later word on the same day replaces the earlier one. */
export function withChange(changes: readonly Change[], change: Change): readonly Change[] {
  const kept = changes.filter(({ from }) => from !== change.from);
  return [...kept, change].sort((a, b) => a.from - b.from);
}

/** Every contact that is known of: touches that were effective, oldest first. */
export function contactsOf({ touches, earlier }: Pick<ClientFacts, 'touches' | 'earlier'>): readonly Touch[] {
  return [...earlier, ...touches].filter(({ effective }) => effective).sort((a, b) => a.at - b.at);
}
