import { patiently } from '@hengxin/event-bus';
import type { Rejection } from '@hengxin/event-sourcing';
import { columnOf } from '@hengxin/import';
import { messageOf } from '@hengxin/service-kit';
import type { Kafka, Message, Producer } from 'kafkajs';
import { holdingColumns } from '../holding/holdings.columns.js';
import type { FedMessage } from './fed-messages.js';
import type { FeedTopics } from './feed-topics.js';

/** A message that is not taken, and why. */
export interface Refusal {
  readonly message: FedMessage;
  readonly rejection: Rejection;
}

/** Bytes that go to the broker at a time: it takes a request as one message. */
const PARCEL_BYTES = 524_288;
/** Of a message's headers, about. */
const HEADERS_BYTES = 1_024;
/** What a broker says of more bytes than its topic takes. */
const TOO_LARGE = new Set<unknown>(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);

/**
 * Keeps what is refused in a topic of its own: key and value as they came, and in headers where they came from and why
 * they are there. One that was written and not committed is written once more: its place tells.
 */
export class RefusedMessages {
  private producer: Promise<Producer> | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly topics: FeedTopics,
  ) {}

  /** Resolves once the brokers in sync have all of it. */
  async write(partition: number, refusals: readonly Refusal[]): Promise<void> {
    for (const parcel of parcelsOf(refusals)) await this.send(parcel.map((refusal) => this.copyOf(partition, refusal)));
  }

  async close(): Promise<void> {
    await patiently(this.producer?.then((producer) => producer.disconnect()));
  }

  private copyOf(partition: number, { message, rejection }: Refusal): Message {
    const { code, field } = rejection;
    return {
      key: message.key,
      value: message.value,
      // Those of one partition stay in their order.
      partition: partition % this.topics.refusedPartitions,
      headers: {
        'refused-topic': this.topics.topic,
        'refused-partition': String(partition),
        'refused-offset': message.offset,
        'refused-code': code,
        'refused-field': columnOf(field, holdingColumns) || (field.at(-1) ?? ''),
        'refused-message': messageOf(rejection, 'en'),
        'refused-message-zh': messageOf(rejection, 'zh'),
      },
    };
  }

  private async send(messages: readonly Message[]): Promise<void> {
    try {
      await this.store(messages);
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      // A topic that the bank made may take less than ours. What is larger than it takes is told of without its bytes,
      // which stand at its place.
      if (messages.length > 1) for (const message of messages) await this.send([message]);
      else await this.store(messages.map(withoutBytes));
    }
  }

  private async store(messages: readonly Message[]): Promise<void> {
    const producer = await (this.producer ??= this.connect());
    const stored = await producer.send({ topic: this.topics.refused, acks: -1, messages: [...messages] });
    if (stored.length === 0) throw new Error(`no broker has acknowledged what was sent to ${this.topics.refused}`);
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({ allowAutoTopicCreation: false });
    try {
      await producer.connect();
      return producer;
    } catch (error) {
      this.producer = undefined;
      throw error;
    }
  }
}

function* parcelsOf(refusals: readonly Refusal[]): Iterable<readonly Refusal[]> {
  let parcel: Refusal[] = [];
  let bytes = 0;
  for (const refusal of refusals) {
    const { key, value } = refusal.message;
    const own = HEADERS_BYTES + (key?.length ?? 0) + (value?.length ?? 0);
    if (parcel.length > 0 && bytes + own > PARCEL_BYTES) {
      yield parcel;
      [parcel, bytes] = [[], 0];
    }
    parcel.push(refusal);
    bytes += own;
  }
  if (parcel.length > 0) yield parcel;
}

function withoutBytes(message: Message): Message {
  return { ...message, key: null, value: null, headers: { ...message.headers, 'refused-left-out': 'key,value' } };
}

function isTooLarge(error: unknown): boolean {
  for (let cause = error as { type?: unknown; cause?: unknown } | undefined; cause; cause = cause.cause as typeof cause)
    if (TOO_LARGE.has(cause.type)) return true;
  return false;
}
