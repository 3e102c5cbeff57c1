import { RetriableFailure } from '@hengxin/event-sourcing';
import { isKafkaFailure } from '../kafka/kafkajs.js';
import { storable } from '../checkpoint/storable-text.js';

/** The bus is closing: all that waits or retries gives up. */
export class BusStopped extends RetriableFailure {
  override name = 'BusStopped';
}

/** A consumer can't go on from this source without losing or doubling something. */
export class WrongSource extends Error {
  override name = 'WrongSource';
}

/** A handler's own failure, as against an outage of what it needs. */
export class HandlerFailure extends Error {
  override name = 'HandlerFailure';
}

/**
 * Thrown by a handler that needs what another consumer has not made yet. Its transaction ends, and with it the
 * connection that the other one may need; it is called again once that is there.
 */
export class NotYet extends RetriableFailure {
  override name = 'NotYet';
  constructor(readonly until: () => Promise<void>) {
    super('what another consumer makes is not there yet');
  }
}

const OUTAGE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  // PostgreSQL: shut down, crashed, starting, read-only after a failover
  '57P01',
  '57P02',
  '57P03',
  // A statement that took too long: the database is busy, or silent.
  '57014',
  '25006',
]);
const OUTAGE_MESSAGES =
  /connection terminated|terminating connection|query read timeout|timeout exceeded when trying to connect|client has encountered a connection error|cannot use a pool after/i;

/**
 * True for an error that says nothing about the event: database, log or broker out of reach. Such an event is tried for
 * ever.
 */
export function isOutage(error: unknown): boolean {
  return someCause(error, ({ code = '', message = '' }, cause) => {
    if (cause instanceof RetriableFailure || isKafkaFailure(cause) || OUTAGE_CODES.has(code)) return true;
    // Class 08: connection exceptions; 53: out of memory, disk or connections; 58: errors of the system below.
    return /^(08|53|58)[0-9A-Z]{3}$/.test(code) || OUTAGE_MESSAGES.test(message);
  });
}

/** True for a statement that got no answer in its time: perhaps an outage, perhaps too much at once. */
export function isTooSlow(error: unknown): boolean {
  return someCause(error, ({ code = '', message = '' }) => code === '57014' || /query read timeout/i.test(message));
}

/** True for a deadlock, a serialisation failure or a lock time-out: the same work may well pass the next time. */
export function isContention(error: unknown): boolean {
  return someCause(error, ({ code = '' }) => code === '40001' || code === '40P01' || code === '55P03');
}

/** A stable code for a parked event: the error's own, or its class name. */
export function failureCode(error: unknown): string {
  const cause = error instanceof HandlerFailure ? error.cause : error;
  const { code, name } = (cause ?? {}) as { code?: unknown; name?: unknown };
  return storable(typeof code === 'string' && code !== '' ? code : typeof name === 'string' ? name : 'UNKNOWN');
}

/** What went wrong, in the error's own words, shortened. */
export function failureText(error: unknown): string {
  const cause = error instanceof HandlerFailure ? error.cause : error;
  return storable((cause instanceof Error ? cause.message : String(cause)).slice(0, 1000));
}

interface Traits {
  readonly code?: string;
  readonly message?: string;
}

function someCause(error: unknown, test: (traits: Traits, cause: unknown) => boolean): boolean {
  let current: unknown = error;
  for (let depth = 0; depth < 8 && typeof current === 'object' && current !== null; depth++) {
    const traits = current as Traits & { cause?: unknown; driverError?: unknown; errors?: unknown };
    if (test({ code: String(traits.code ?? ''), message: traits.message }, current)) return true;
    if (Array.isArray(traits.errors) && traits.errors.some((each) => someCause(each, test))) return true;
    current = traits.cause ?? traits.driverError;
  }
  return false;
}
