import type { EventLog } from '@hengxin/event-log';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { every, type Stop } from '@hengxin/waiting';
import { later, lockCheckpoint, moveCheckpoint, type CheckpointKey } from '../checkpoint/checkpoint.js';
import type { Consumer } from '../port/consumer.js';
import type { RawMessage } from '../port/delivery.js';
import { failureCode, failureText, isOutage } from '../runner/failures.js';
import { fromMessage } from '../kafka/cloud-events.js';
import type { BusObserver } from '../port/observer.js';
import type { Tx } from '../port/port.js';
import { published } from '../port/published.js';
import type { TxSource } from '../checkpoint/tx-source.js';

const LOOK_EVERY_MS = 1_000;

interface Row {
  id: string;
  event_id: string;
  type: string;
  stream: string | null;
  revision: number | null;
  message: RawMessage | null;
}

interface Queue extends CheckpointKey {
  topic: string;
  key: string;
}

/** Looks for parked events that were released and delivers them, key by key, in order. */
export class ReleasedEvents {
  private readonly stopLooking: Stop;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly consumers: readonly Consumer[],
    private readonly options: {
      readonly db: TxSource;
      readonly log: EventLog;
      readonly observer: BusObserver;
      readonly signal: AbortSignal;
    },
  ) {
    this.stopLooking = every(
      LOOK_EVERY_MS,
      () => (this.looking ??= this.look().finally(() => (this.looking = undefined))),
    );
  }

  async stop(): Promise<void> {
    this.stopLooking();
    await this.looking;
  }

  private async look(): Promise<void> {
    try {
      const queues = await this.options.db.query<Queue>(
        'select distinct consumer, source, partition, topic, key from bus_parked_event where released_at is not null and consumer = any($1)',
        [this.consumers.map(({ name }) => name)],
        'bus_released_queues',
      );
      for (const queue of queues) await this.deliver(queue);
    } catch {
      // The database is away; the next look comes in a second, and the consumers themselves tell of the outage.
    }
  }

  private async deliver(queue: Queue): Promise<void> {
    const consumer = this.consumers.find(({ name }) => name === queue.consumer)!;
    let size = consumer.batchSize;
    while (!this.options.signal.aborted)
      try {
        if ((await this.deliverNext(consumer, queue, size)) === 0) return;
      } catch (error) {
        if (isOutage(error)) throw error;
        if (size === 1) return this.keep(queue, error);
        size = 1;
      }
  }

  private async deliverNext(consumer: Consumer, queue: Queue, limit: number): Promise<number> {
    const after: (() => void)[] = [];
    const delivered = await this.options.db.tx(async (tx) => {
      const checkpoint = await lockCheckpoint(tx, queue);
      const rows = await next(tx, queue, limit);
      if (rows.length === 0) return 0;
      const events = (await Promise.all(rows.map((row) => this.eventOf(consumer, queue.topic, row)))).filter(
        (event) => event !== 'skip',
      );
      const { source, partition } = queue;
      if (events.length > 0)
        await consumer.handle(events, {
          tx,
          consumer: consumer.name,
          source,
          partition,
          afterCommit: (action) => after.push(action),
        });
      await tx.query('delete from bus_parked_event where id = any($1::bigint[])', [rows.map(({ id }) => id)]);
      // What could not be read when it was parked moved nothing: now its position counts.
      const position = events.reduce((reached, event) => later(reached, event.position), checkpoint.position);
      await moveCheckpoint(tx, queue, {
        ...checkpoint,
        position,
        parked: Math.max(checkpoint.parked - rows.length, 0),
      });
      return rows.length;
    });
    for (const action of after) this.quietly(queue, action);
    return delivered;
  }

  /** What follows a commit can't undo it. */
  private quietly({ consumer, source, partition }: Queue, action: () => void): void {
    try {
      action();
    } catch (error) {
      this.options.observer.failing?.({ consumer, source, partition, error, attempt: 1, outage: false });
    }
  }

  /** The event itself: from its message, or read again from its stream, for a parked row keeps no personal data. */
  private async eventOf(consumer: Consumer, topic: string, row: Row): Promise<RecordedEvent | 'skip'> {
    if (row.message) {
      const aggregate = consumer.aggregates.find((each) => each.topic === topic)!;
      const event = fromMessage(decoded(row.message), aggregate, consumer);
      if (event !== 'skip' && 'reason' in event) throw Object.assign(new Error(event.reason), { code: event.code });
      return event;
    }
    const event = (await this.options.log.read(row.stream!)).find(({ id }) => id === row.event_id);
    if (!event) throw Object.assign(new Error(`stream ${row.stream} has no such event`), { code: 'EVENT_MISSING' });
    return consumer.foreign ? published(event, consumer.catalogue, consumer.personal) : event;
  }

  private async keep({ consumer, source, partition, topic, key }: Queue, error: unknown): Promise<void> {
    const at = [consumer, source, partition, topic, key];
    await this.options.db.tx(async (tx) => {
      await tx.query(
        `update bus_parked_event set released_at = null where consumer = $1 and source = $2 and partition = $3 and topic = $4 and key = $5`,
        at,
      );
      await tx.query(
        `update bus_parked_event set code = $6, reason = $7 where id =
           (select min(id) from bus_parked_event where consumer = $1 and source = $2 and partition = $3 and topic = $4 and key = $5)`,
        [...at, failureCode(error), failureText(error)],
      );
    });
    this.options.observer.failing?.({ consumer, source, partition, error, attempt: 1, outage: false });
  }
}

function next(tx: Tx, { consumer, source, partition, topic, key }: Queue, limit: number): Promise<Row[]> {
  return tx.query<Row>(
    `select id::text, event_id, type, stream, revision, message from bus_parked_event
      where consumer = $1 and source = $2 and partition = $3 and topic = $4 and key = $5 order by id limit $6`,
    [consumer, source, partition, topic, key, limit],
  );
}

function decoded({ key, value, headers }: RawMessage): {
  key: string | null;
  value: string | null;
  headers: Record<string, string>;
} {
  const text = (bytes: string | null): string | null =>
    bytes === null ? null : Buffer.from(bytes, 'base64').toString('utf8');
  return {
    key: text(key),
    value: text(value),
    headers: Object.fromEntries(Object.entries(headers).map(([name, bytes]) => [name, text(bytes)!])),
  };
}
