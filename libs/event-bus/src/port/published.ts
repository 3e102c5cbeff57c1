import { type EventCatalogue, type EventMeta, type RecordedEvent, stripPersonal } from '@hengxin/event-sourcing';
import { hashedId, opaqueId } from '../position/opaque-id.js';

/**
 * An event as other contexts may see it, whichever way it travels: no personal field but the `entitled` ones, by their
 * paths as `notes` or `findings.text`, and of what surrounds it only the published part.
 */
export function published(
  event: RecordedEvent,
  catalogue: EventCatalogue,
  entitled: ReadonlySet<string> = NONE,
): RecordedEvent {
  const definition = catalogue.definitionOf(event.type);
  if (!definition) throw new Error(`event ${event.type} is in no catalogue`);
  const all = event.data as Record<string, unknown>;
  const withheld = definition.event.personal.filter((path) => !entitled.has(path.join('.')));
  const data = stripPersonal(all, withheld);
  return { ...event, data, meta: publishedMeta(event.meta) };
}

const NONE: ReadonlySet<string> = new Set();

/** The consumers of a process share the events that it has read: what surrounds one is made once for all of them. */
const made = new WeakMap<EventMeta, EventMeta>();

function publishedMeta(meta: EventMeta): EventMeta {
  let known = made.get(meta);
  if (!known) made.set(meta, (known = withoutWords(meta)));
  return known;
}

function withoutWords({ correlationId, causationId, commandId, businessDate, traceparent }: EventMeta): EventMeta {
  // An app makes the ids of its commands, and a caller may name a flow: both are free text, which may hold anything.
  const cause = causationId === undefined ? commandId && hashedId(commandId) : opaqueId(causationId);
  return {
    ...(correlationId === undefined ? {} : { correlationId: opaqueId(correlationId) }),
    ...(cause === undefined ? {} : { causationId: cause }),
    ...(businessDate === undefined ? {} : { businessDate }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
