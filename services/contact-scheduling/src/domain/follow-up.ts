import type { BusinessDate } from '@hengxin/contracts';

/** The last effective contact of a client, whoever made it. */
export interface LastContact {
  /** RFC 3339: when it started. */
  readonly at: string;
  /** The business day on which it started. */
  readonly on: BusinessDate;
}

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
  readonly to: BusinessDate;
  readonly dueSince: BusinessDate;
}

/** What a client was told, or will be owed, as far as this service has heard. Only the newest of each kind counts. */
export interface Agreements {
  /** Named in an effective contact: a promise. A newer one replaces it. */
  readonly promise: NamedDay | null;
  /** Named in a touch (no answer, message left): the next try. */
  readonly nextTry: NamedDay | null;
  readonly deferral: Deferral | null;
  /** RFC 3339: when a promise was last let go by skipping its plan item. */
  readonly releasedAt: string | null;
}

/** The day on which a client is next to be contacted by agreement. */
export interface FollowUp {
  readonly on: BusinessDate;
  /** The day on which it first fell due; earlier than `on` after a deferral. */
  readonly dueSince: BusinessDate;
  /** True when the relationship manager put the client off: until then nothing else plans the client. */
  readonly deferred: boolean;
}

/**
 * What is still open of a client's agreements. A promise is kept by an effective contact on or after the promised day, and replaced by a
 * newer date; a chance contact before the day leaves it standing. A next try and a deferral end with any later effective contact. A
 * deferral stands above what was agreed before it. Depends on nothing but its arguments, so facts may arrive in any order.
 */
export function openFollowUp(agreements: Agreements, lastContact: LastContact | null): FollowUp | null {
  const contactedSince = (madeAt: string) => lastContact !== null && isAfter(lastContact.at, madeAt);
  const released = (madeAt: string) => agreements.releasedAt !== null && !isAfter(madeAt, agreements.releasedAt);

  const { promise, nextTry, deferral } = agreements;
  const deferred = deferral && !contactedSince(deferral.madeAt) && !released(deferral.madeAt) ? deferral : null;
  const overruled = (madeAt: string) => deferred !== null && !isAfter(madeAt, deferred.madeAt);
  const promised =
    promise &&
    !released(promise.madeAt) &&
    !overruled(promise.madeAt) &&
    !(contactedSince(promise.madeAt) && lastContact!.on >= promise.on);
  const trying = nextTry && !released(nextTry.madeAt) && !overruled(nextTry.madeAt) && !contactedSince(nextTry.madeAt);

  const days = [promised ? promise.on : null, trying ? nextTry.on : null].filter((day) => day !== null).sort();
  const named = days[0];
  if (deferred && (named === undefined || deferred.to <= named)) return { on: deferred.to, dueSince: deferred.dueSince, deferred: true };
  return named === undefined ? null : { on: named, dueSince: named, deferred: false };
}

function isAfter(instant: string, other: string): boolean {
  return Date.parse(instant) > Date.parse(other);
}
