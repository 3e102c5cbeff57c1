import { eventDefinition } from '@hengxin/contracts';
import type { EventMeta, RecordedEvent } from '@hengxin/event-sourcing';
import { hashedId, opaqueId } from './opaque-id.js';

/** An event as other contexts may see it, whichever way it travels: no personal field, and of what surrounds it only the published part. */
export function published(event: RecordedEvent): RecordedEvent {
  const definition = eventDefinition(event.type);
  if (!definition) throw new Error(`event ${event.type} is in no catalogue`);
  return { ...event, data: definition.event.published(event.data as never), meta: publishedMeta(event.meta) };
}

function publishedMeta({ correlationId, causationId, commandId, businessDate, traceparent }: EventMeta): EventMeta {
  // An app makes the ids of its commands, and a caller may name a flow: both are free text, which may hold anything.
  const cause = causationId === undefined ? commandId && hashedId(commandId) : opaqueId(causationId);
  return {
    ...(correlationId === undefined ? {} : { correlationId: opaqueId(correlationId) }),
    ...(cause === undefined ? {} : { causationId: cause }),
    ...(businessDate === undefined ? {} : { businessDate }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
