/**
 * Why an answer did not come. `offline`: no network reached the platform. `signed-out`: the token counts no more.
 * `out-of-scope`: not for this caller. `being-counted`: the platform is still taking in what the answer rests on.
 * `service-down`: a part of it does not answer. `refused`: it said no, and its sentence says why.
 */
export type FaultKind = 'offline' | 'signed-out' | 'out-of-scope' | 'being-counted' | 'service-down' | 'refused';

/**
 * A question that was not answered. `code` is the platform's, stable and documented; `message` its sentence in the
 * user's language.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  constructor(
    readonly kind: FaultKind,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const SIGNED_OUT = /^TOKEN_/;
/** Somebody whom the provider knows and the bank has not placed: to sign in again would change nothing. */
const NOBODY = /^(STAFF_UNKNOWN|ACCOUNT_IS_STAFF)$/;
const OUT_OF_SCOPE = /^(OUT_OF_SCOPE|NOT_ALLOWED|METRIC_OF_MASKED_FACTS)$/;
const BEING_COUNTED = /^(PLAN_NOT_READY|FIGURES_BEING_COUNTED|NOT_YET_VISIBLE|EVENTS_PARKED)$/;
const SERVICE_DOWN = /_UNAVAILABLE$|_NOT_IN_TIME$/;

/** The kind of a fault by its code, or by the status of the answer where a proxy in between spoke. */
export function faultKind(code: string, status: number): FaultKind {
  if (NOBODY.test(code)) return 'refused';
  if (status === 401 || SIGNED_OUT.test(code)) return 'signed-out';
  if (OUT_OF_SCOPE.test(code)) return 'out-of-scope';
  if (BEING_COUNTED.test(code)) return 'being-counted';
  if (SERVICE_DOWN.test(code) || (status >= 502 && status <= 504)) return 'service-down';
  return 'refused';
}

const AGAIN_MS = 10_000;
/** What was too much to answer in time would be so again. */
const TOO_MUCH = /_NOT_IN_TIME$/;

/**
 * After how many milliseconds a question that failed is asked again by itself: while the platform counts, and until a
 * part of it is back. False: only when somebody asks.
 */
export function againMs(fault: Error | null): number | false {
  if (!(fault instanceof Fault) || TOO_MUCH.test(fault.code)) return false;
  return fault.kind === 'being-counted' || fault.kind === 'service-down' ? AGAIN_MS : false;
}

/** Whether the same may be asked again by and by: nothing was decided. */
export const mayPass = (fault: unknown): boolean =>
  fault instanceof Fault && ['offline', 'signed-out', 'being-counted', 'service-down'].includes(fault.kind);
