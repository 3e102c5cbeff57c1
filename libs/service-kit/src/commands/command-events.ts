import { AppendTooLarge, assertAppendable, LARGEST_APPEND_BYTES } from '@hengxin/event-log';
import type { DomainEvent, NewEvent, RecordedEvent, Rejection } from '@hengxin/event-sourcing';
import { sharedRejections } from '../catalogue/shared-rejections.js';
import type { CommandContext } from './command-envelope.js';
import { eventId, intentionAt } from './command-ids.js';

/** What brings events about. */
interface Cause {
  /** Whose command it is. */
  readonly service: string;
  readonly commandId: string;
  readonly context: CommandContext;
  /** Of the command's input. */
  readonly fingerprint: string;
  readonly businessDate: string;
}

/** The events of a decision, with ids that the same command makes again. */
export function newEvents<E extends DomainEvent>(
  decision: readonly E[],
  { service, commandId, context, fingerprint, businessDate }: Cause,
): NewEvent<E>[] {
  const { correlationId, causationId, traceparent } = context;
  const intention = intentionAt(service, commandId);
  const meta = {
    commandId,
    fingerprint,
    actor: context.caller.id,
    businessDate,
    ...(correlationId && { correlationId }),
    ...(causationId && { causationId }),
    ...(traceparent && { traceparent }),
  };
  return decision.map(
    ({ type, version, data }, index) =>
      ({ id: eventId(context.caller.id, intention, index), type, version, data, meta }) as NewEvent<E>,
  );
}

/** Why the log would refuse them for their size, as an answer; undefined where it would not. */
export function tooLargeToAppend(stream: string, events: readonly NewEvent[]): Rejection | undefined {
  try {
    assertAppendable(stream, events);
    return undefined;
  } catch (error) {
    if (!(error instanceof AppendTooLarge)) throw error;
    return sharedRejections.APPEND_TOO_LARGE({ bytes: error.bytes, most: LARGEST_APPEND_BYTES }).rejection;
  }
}

/** Events as the log has recorded them in a stream whose last revision was `before`. */
export function recordedAs<E extends DomainEvent>(
  events: readonly NewEvent<E>[],
  stream: string,
  before: number,
  position: string,
): RecordedEvent<E>[] {
  const recordedAt = new Date().toISOString();
  return events.map((event, index) => ({ ...event, stream, revision: before + 1 + index, position, recordedAt }));
}
