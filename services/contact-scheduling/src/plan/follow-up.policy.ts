import type { BusinessDate } from '@hengxin/contracts';

/** A moment with its business day. */
export interface Moment {
  /** RFC 3339. */
  readonly at: string;
  readonly on: BusinessDate;
}

/** The start of the last effective contact of a client, made by anybody. */
export type LastContact = Moment;

/** A day named when a contact was logged: a follow-up agreed with the client, or the next try after a touch. */
export interface NamedDay {
  /** RFC 3339: when the contact or touch that named it started. */
  readonly madeAt: string;
  readonly on: BusinessDate;
}

/** A plan item put off by the relationship manager. */
export interface Deferral {
  /** RFC 3339: when it was put off. */
  readonly madeAt: string;
  /** The business day of that moment. */
  readonly madeOn: BusinessDate;
  readonly to: BusinessDate;
  readonly dueSince: BusinessDate;
}

/** What a client was told, or will be owed, as far as this service has read. Only the newest of each kind counts. */
export interface Agreements {
  /** Named in an effective contact: a promise. A newer one replaces it. */
  readonly promise: NamedDay | null;
  /** Named in a touch (no answer, message left): the next try. */
  readonly nextTry: NamedDay | null;
  readonly deferral: Deferral | null;
  /** When a promise was last let go by skipping its plan item. */
  readonly released: Moment | null;
}

/**
 * The day on which a client is next to be contacted by agreement, or because the relationship manager put the client
 * off to it.
 */
export interface FollowUp {
  readonly on: BusinessDate;
  /** The day on which it first fell due; earlier than `on` after a deferral. */
  readonly dueSince: BusinessDate;
  /**
   * The day that was agreed; earlier than `on` when it was put off, null when something was put off that nobody agreed.
   */
  readonly promisedOn: BusinessDate | null;
  /** The day of the next try, where it is that and no agreement which falls due. */
  readonly nextTryOn?: BusinessDate;
  /** True while the client is put off: until `on` nothing else plans the client. */
  readonly deferred: boolean;
}

/**
 * What is still open of a client's agreements. A promise is kept by an effective contact on or after the promised day,
 * and replaced by a newer date; a chance contact before the day leaves it standing. A next try and a deferral end with
 * any later effective contact. A deferral overrules, and a skip lets go, only what had fallen due when it was made;
 * what lies ahead stands, and the earliest day counts. Depends on nothing but its arguments, so facts may arrive in any
 * order.
 */
export function openFollowUp(agreements: Agreements, lastContact: LastContact | null): FollowUp | null {
  const { promise, nextTry, deferral, released } = agreements;
  const contactedSince = (madeAt: string) => lastContact !== null && isAfter(lastContact.at, madeAt);
  const settledBy = (decision: Moment | null, { madeAt, on }: NamedDay) =>
    decision !== null && !isAfter(madeAt, decision.at) && on <= decision.on;

  const putOff = deferral && { madeAt: deferral.madeAt, on: deferral.to };
  const deferred = putOff && !contactedSince(putOff.madeAt) && !settledBy(released, putOff) ? deferral : null;
  const overruledBy = deferred && { at: deferred.madeAt, on: deferred.madeOn };
  const kept = promise !== null && contactedSince(promise.madeAt) && lastContact!.on >= promise.on;
  const promised = promise && !kept && !settledBy(released, promise) ? promise : null;
  const trying = nextTry && !contactedSince(nextTry.madeAt) && !settledBy(released, nextTry) ? nextTry : null;

  const standing = (day: NamedDay | null) => (day && !settledBy(overruledBy, day) ? day.on : undefined);
  const [agreedOn, tryOn] = [standing(promised), standing(trying)];
  const [named] = [agreedOn, tryOn].filter((day) => day !== undefined).sort();
  if (deferred && (named === undefined || deferred.to <= named)) {
    const promisedOn = promised && promised.on <= deferred.to ? promised.on : null;
    return { on: deferred.to, dueSince: deferred.dueSince, promisedOn, deferred: true };
  }
  if (named === undefined) return null;
  const due = { on: named, dueSince: named, deferred: deferred !== null };
  return named === agreedOn ? { ...due, promisedOn: named } : { ...due, promisedOn: null, nextTryOn: named };
}

function isAfter(instant: string, other: string): boolean {
  return Date.parse(instant) > Date.parse(other);
}
