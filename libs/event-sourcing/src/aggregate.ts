import type { EventType } from './define-event.js';

/**
 * A kind of stream and the events it holds. `name` is the stream prefix and unique in the platform; the topic on
 * Kafka is `hengxin.<context>.<name>.events.v1`; `keyOf` gives the key whose order consumers rely on.
 */
export interface Aggregate<Events extends Record<string, EventType> = Record<string, EventType>> {
  readonly context: string;
  readonly name: string;
  readonly events: Events;
  readonly topic: string;
  /** The key of an event: events of one key reach a consumer in log order. */
  keyOf(data: Record<string, unknown>): string;
  /** The stream of one instance, e.g. `contact-4f…`. */
  stream(id: string): string;
}

/** Defines a kind of stream. `key` names the field of every event's data that orders it. */
export function defineAggregate<const Events extends Record<string, EventType>>(definition: {
  context: string;
  name: string;
  key: string;
  events: Events;
}): Aggregate<Events> {
  const { context, name, key, events } = definition;
  // What stands before the first hyphen of a stream is its kind, and by it consumers are told of it: `categoryOf`.
  if (!/^[a-z][a-z0-9]*$/.test(name)) throw new Error(`an aggregate's name is of a-z and 0-9 alone, not ${name}`);
  for (const event of Object.values(events))
    if (!(key in event.schema.shape)) throw new Error(`${event.type} has no field ${key}, the key of ${name}`);
  return {
    context,
    name,
    events,
    topic: `hengxin.${context}.${name}.events.v1`,
    keyOf: (data) => String(data[key]),
    stream: (id) => `${name}-${id}`,
  };
}

/** The aggregate a stream belongs to: what stands before the first hyphen. */
export function categoryOf(stream: string): string {
  const hyphen = stream.indexOf('-');
  return hyphen < 0 ? stream : stream.slice(0, hyphen);
}
