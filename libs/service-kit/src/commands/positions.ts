import { encodePosition } from '@hengxin/event-bus';
import type { Aggregate, RecordedEvent } from '@hengxin/event-sourcing';

/** The token of an event's place, for `atLeast`. */
export function encodeEventPosition(
  aggregate: Pick<Aggregate, 'topic' | 'keyOf'>,
  event: Pick<RecordedEvent, 'position' | 'data'>,
): string {
  return encodePosition({
    position: event.position,
    topic: aggregate.topic,
    key: aggregate.keyOf(event.data as Record<string, unknown>),
  });
}
