import type { EventCatalogue, RecordedEvent } from '@hengxin/event-sourcing';
import { comparePositions } from '../position/log-position.js';

/** An event on its way to a consumer. */
export interface DeliveredEvent {
  readonly event: RecordedEvent;
  readonly topic: string;
  readonly key: string;
  readonly offset?: string;
  /** The message as it came, for a parked event of a topic; an event of the store is read again from its stream. */
  readonly message?: RawMessage;
}

/** A message of a topic that can't be understood. */
export interface BrokenMessage {
  readonly broken: {
    readonly code: string;
    readonly reason: string;
    readonly id: string;
    readonly type: string;
    readonly position: string | null;
  };
  readonly topic: string;
  readonly key: string;
  readonly offset: string;
  readonly message: RawMessage;
}

/** The bytes of a message, base64 encoded. */
export interface RawMessage {
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

export type Delivered = DeliveredEvent | BrokenMessage;

/** The next events of one partition, in order. */
export interface Delivery {
  readonly source: string;
  readonly partition: number;
  readonly items: readonly Delivered[];
  /** Position to which the checkpoint moves when all is applied; null: that of the last event. */
  readonly upTo: string | null;
  /**
   * Offset at which its reading began: what a topic holds between the checkpoint and this would be passed over; null
   * for the store.
   */
  readonly from: string | null;
  readonly nextOffset: string | null;
  /**
   * Position of the checkpoint from which this reading went on; an older one in the database means that it lost
   * commits.
   */
  readonly since: string | null;
}

export const isBroken = (item: Delivered): item is BrokenMessage => 'broken' in item;

export const positionOf = (item: Delivered): string | null =>
  isBroken(item) ? item.broken.position : item.event.position;

/** Topic and key, told apart even where two aggregates share an id. */
export const orderOf = ({ topic, key }: { topic: string; key: string }): string => `${topic} ${key}`;

/** An event of the log, with the key that orders it. */
export function fromLog(event: RecordedEvent, catalogue: EventCatalogue): DeliveredEvent {
  const aggregate = catalogue.aggregateOfStream(event.stream);
  return { event, topic: aggregate.topic, key: aggregate.keyOf(event.data as Record<string, unknown>) };
}

/** Two halves of a delivery of several items, each with its own end. */
export function halves(delivery: Delivery): [Delivery, (since: string | null) => Delivery] {
  const middle = delivery.items.length >> 1;
  const left = delivery.items.slice(0, middle);
  const right = delivery.items.slice(middle);
  return [
    { ...delivery, items: left, upTo: null, nextOffset: right[0]?.offset ?? null },
    (since) => ({ ...delivery, items: right, from: right[0]?.offset ?? null, since }),
  ];
}

/** The position to which a delivery moves a checkpoint. */
export function endOf(delivery: Delivery, current: string | null): string | null {
  let end = current;
  for (const position of [delivery.items.length > 0 ? lastPosition(delivery.items) : null, delivery.upTo])
    if (position !== null && (end === null || comparePositions(position, end) > 0)) end = position;
  return end;
}

function lastPosition(items: readonly Delivered[]): string | null {
  for (let i = items.length - 1; i >= 0; i--) {
    const position = positionOf(items[i]!);
    if (position !== null) return position;
  }
  return null;
}
