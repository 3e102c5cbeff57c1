import { isLogPosition, START } from './log-position.js';

/**
 * A place in the log, as a client carries it from a command to a query.
 * - After a command: the position of its last event, with the topic and key under which others get it.
 * - After a query: the position up to which its read model holds everything, and for topics the next offset of each
 *   partition.
 */
export interface PositionToken {
  readonly position: string;
  readonly topic?: string;
  readonly key?: string;
  readonly offsets?: Readonly<Record<string, readonly (string | null)[]>>;
}

/** A position token that nobody here made. */
export class InvalidPosition extends Error {
  override name = 'InvalidPosition';
}

const TOPIC = /^[a-z0-9.-]{1,249}$/;
const LIMIT = 16_384;

/** The opaque text of a token: base64url. */
export function encodePosition({ position, topic, key, offsets }: PositionToken): string {
  const parts = offsets
    ? [position, topic ?? null, key ?? null, offsets]
    : topic === undefined
      ? [position]
      : [position, topic, key ?? null];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The token behind a text. Throws InvalidPosition. */
export function decodePosition(text: string): PositionToken {
  const parts = parse(text);
  if (!Array.isArray(parts) || parts.length < 1 || parts.length > 4) throw new InvalidPosition('this is no position');
  const [position, topic = null, key = null, offsets = null] = parts as unknown[];
  if (typeof position !== 'string' || (position !== START && !isLogPosition(position)))
    throw new InvalidPosition('this is no position');
  if (topic !== null && (typeof topic !== 'string' || !TOPIC.test(topic)))
    throw new InvalidPosition('the topic of this position is invalid');
  if (key !== null && (typeof key !== 'string' || topic === null))
    throw new InvalidPosition('the key of this position is invalid');
  if (offsets !== null && !areOffsets(offsets)) throw new InvalidPosition('the offsets of this position are invalid');
  return {
    position,
    ...(topic === null ? {} : { topic }),
    ...(key === null ? {} : { key }),
    ...(offsets === null ? {} : { offsets }),
  };
}

/** The position of a log from its beginning: every consumer has passed it. */
export const BEGINNING: PositionToken = { position: START };

function parse(text: string): unknown {
  if (text.length === 0 || text.length > LIMIT || !/^[\w-]+$/.test(text))
    throw new InvalidPosition('this is no position');
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw new InvalidPosition('this is no position');
  }
}

function areOffsets(value: unknown): value is Record<string, (string | null)[]> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([topic, offsets]) =>
      TOPIC.test(topic) &&
      Array.isArray(offsets) &&
      offsets.every((offset) => offset === null || (typeof offset === 'string' && /^\d{1,20}$/.test(offset))),
  );
}
