import type { DomainEvent, EventOf, EventType } from './define-event.js';

/** What surrounds a fact: who wanted it, what caused it, the business day it belongs to. No personal data. */
export interface EventMeta {
  /** The command's id as the caller made it. */
  readonly commandId?: string;
  /** Digest of the command's input, so that the same id with another intention is noticed. */
  readonly fingerprint?: string;
  /** Staff id or service account that gave the command. */
  readonly actor?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  /** W3C trace context. */
  readonly traceparent?: string;
  /** YYYY-MM-DD in the bank's time zone. */
  readonly businessDate?: string;
}

/** An event to be appended. `id` is a UUID, deterministic where the command has an id, so that a retry is noticed. */
export interface NewEvent<E extends DomainEvent = DomainEvent> {
  readonly id: string;
  readonly type: E['type'];
  readonly version: number;
  readonly data: E['data'];
  readonly meta: EventMeta;
}

/** An event as the log or a topic gives it back. */
export interface RecordedEvent<E extends DomainEvent = DomainEvent> extends NewEvent<E> {
  readonly stream: string;
  /** Place in its stream, from 0. */
  readonly revision: number;
  /** Place in the log; opaque, ordered by `comparePositions`. */
  readonly position: string;
  /** RFC 3339 in UTC: when it was appended. */
  readonly recordedAt: string;
}

/** A recorded event of one of these definitions; of several, told apart by its type. */
export type RecordedOf<E> = E extends EventType ? RecordedEvent<EventOf<E>> & EventOf<E> : never;

/** One handler for each of these events: one that is forgotten does not compile. */
export type EventHandlers<E extends EventType, Result, Rest extends readonly unknown[] = []> = {
  readonly [Type in E['type']]: (event: RecordedOf<Extract<E, { type: Type }>>, ...rest: Rest) => Result;
};

/** What the handler of an event's type makes of it. Throws for an event without a handler, which types rule out. */
export function handleEvent<E extends EventType, Result, Rest extends readonly unknown[] = []>(
  event: RecordedOf<E>,
  handlers: EventHandlers<E, Result, Rest>,
  ...rest: Rest
): Result {
  const handler = (handlers as Record<string, ((event: RecordedOf<E>, ...rest: Rest) => Result) | undefined>)[
    event.type
  ];
  if (!handler) throw new Error(`no handler for ${event.type}`);
  return handler(event, ...rest);
}

/** Tells whether an event is of one of these definitions. */
export function eventIsOf<E extends EventType>(
  events: readonly E[],
): (event: RecordedEvent) => event is RecordedOf<E> & RecordedEvent {
  const types = new Set<string>(events.map(({ type }) => type));
  return (event): event is RecordedOf<E> & RecordedEvent => types.has(event.type);
}
