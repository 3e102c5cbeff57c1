import type { Aggregate } from '@hengxin/event-sourcing';
import type { KafkaMessage } from 'kafkajs';
import type { Consumer } from '../port/consumer.js';
import type { Delivered, RawMessage } from '../port/delivery.js';
import { isLogPosition } from '../position/log-position.js';
import { storable, storableId } from '../checkpoint/storable-text.js';
import { fromMessage } from './cloud-events.js';

type Bytes = Buffer | string | null | undefined;

/**
 * A message as the runner takes it: an event, or one that can't be understood; undefined for a type the consumer does
 * not ask for.
 */
export function fromTopic(
  message: KafkaMessage,
  aggregate: Aggregate,
  consumer: Consumer,
  partition: number,
): Delivered | undefined {
  const headers = headersOf(message);
  const key = storableId(text(message.key) ?? '');
  const { topic } = aggregate;
  const { offset } = message;
  const read = fromMessage({ key, value: text(message.value), headers }, aggregate, consumer);
  if (read === 'skip') return undefined;
  if (!('reason' in read)) return { event: read, topic, key, offset, message: raw(message) };
  const { code, reason, type } = read;
  // What can't be understood can't be believed either: its position moves nothing, and its id may be another event's.
  // It is known by its place.
  const id = `${topic}/${partition}/${offset}`;
  return { broken: { code, reason, id, type, position: null }, topic, key, offset, message: raw(message) };
}

/** What some messages in a row hold for a consumer, and the position of the last one where that is not for it. */
export function readMessages(
  messages: readonly KafkaMessage[],
  aggregate: Aggregate,
  consumer: Consumer,
  partition: number,
): { items: Delivered[]; upTo: string | null } {
  const items: Delivered[] = [];
  let upTo: string | null = null;
  for (const message of messages) {
    const item = fromTopic(message, aggregate, consumer, partition);
    if (item) items.push(item);
    upTo = item ? null : (positionPassed(message, aggregate) ?? upTo);
  }
  return { items, upTo };
}

/**
 * The position of an event that the consumer passes over because it is of another type of the same aggregate; null for
 * anything else.
 */
function positionPassed(message: KafkaMessage, aggregate: Aggregate): string | null {
  const type = text(headerOf(message, 'ce_type'))?.split('.').at(-2) ?? '';
  const position = text(headerOf(message, 'ce_sourceposition'));
  return type in aggregate.events && position !== null && isLogPosition(position) ? position : null;
}

function headersOf(message: KafkaMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of Object.keys(message.headers ?? {})) {
    const value = text(headerOf(message, name));
    if (value !== null) headers[name] = value;
  }
  return headers;
}

function headerOf(message: KafkaMessage, name: string): Bytes {
  const value = message.headers?.[name];
  return Array.isArray(value) ? value[0] : value;
}

function text(bytes: Bytes): string | null {
  return bytes === null || bytes === undefined ? null : bytes.toString('utf8' as never);
}

function raw(message: KafkaMessage): RawMessage {
  const base64 = (bytes: Bytes): string | null =>
    bytes === null || bytes === undefined ? null : Buffer.from(bytes as Buffer).toString('base64');
  const headers = Object.keys(message.headers ?? {}).map(
    (name) => [storable(name), base64(headerOf(message, name)) ?? ''] as const,
  );
  return { key: base64(message.key), value: base64(message.value), headers: Object.fromEntries(headers) };
}
