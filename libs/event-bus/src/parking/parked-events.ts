import { BEHIND_PARKED } from './parking.js';
import { skip, type Verdict } from './skipping.js';
import type { TxSource } from '../checkpoint/tx-source.js';

/** An event that waits because it, or an earlier one of its key, could not be applied. */
export interface ParkedEvent {
  readonly id: string;
  readonly consumer: string;
  readonly source: string;
  readonly partition: number;
  readonly topic: string;
  readonly key: string;
  readonly eventId: string;
  readonly type: string;
  readonly position: string | null;
  /** The error's code; `BEHIND_PARKED` for one that only waits its turn. */
  readonly code: string;
  readonly reason: string;
  readonly parkedAt: Date;
  /** True once released: a running instance is about to deliver it. */
  readonly released: boolean;
}

/** Which parked events are meant; nothing given means all. */
export interface ParkedSelection {
  readonly consumer?: string;
  readonly topic?: string;
  readonly key?: string;
  readonly eventId?: string;
}

/** An event that was let go for good, and why. */
export interface SkippedEvent extends Pick<ParkedEvent, 'consumer' | 'topic' | 'key' | 'eventId' | 'type' | 'code'> {
  readonly skippedAt: Date;
  readonly skippedBy: string;
  readonly because: string;
}

/** What became of an order to skip an event. */
export interface Skipping {
  /** Let go, one a consumer, with the number of events behind it that go on now. */
  readonly skipped: readonly (ParkedEvent & { readonly behind: number })[];
  /** Not let go, for it is not at fault: it only waits behind an earlier one of its key. */
  readonly waiting: readonly ParkedEvent[];
}

/** The parked events of one service: what an operator sees and lets go. */
export class ParkedEvents {
  constructor(private readonly db: TxSource) {}

  /** The oldest first; those behind the one with the id `after`. */
  list(selection: ParkedSelection = {}, limit = 100, after: string | null = null): Promise<ParkedEvent[]> {
    return this.db.query<ParkedEvent>(
      `select id::text, consumer, source, partition, topic, key, event_id as "eventId", type, position, code, reason,
              parked_at as "parkedAt", released_at is not null as released
         from bus_parked_event
        where ${SELECTED} and ($6::bigint is null or bus_parked_event.id > $6) order by bus_parked_event.id limit $5`,
      [...bind(selection), limit, after],
    );
  }

  /** Number of parked events, by consumer and code. */
  count(): Promise<{ consumer: string; code: string; events: number }[]> {
    return this.db.query(
      'select consumer, code, count(*)::int as events from bus_parked_event group by consumer, code order by consumer, code',
    );
  }

  /**
   * Lets events go again: a running instance of the service delivers them in order, before anything newer of their
   * keys. One that fails again stays, with those behind it. Answers how many were released.
   */
  async release(selection: ParkedSelection = {}): Promise<number> {
    const released = await this.db.query(
      `update bus_parked_event set released_at = now()
        where ${SELECTED} returning id`,
      bind(selection),
    );
    return released.length;
  }

  /**
   * Lets go of one event for good: an event that no mending makes fit, or a message that is none of ours. The later
   * ones of its key go on in order. The record says who did it, when and why. Of every consumer that holds it parked,
   * or of the one selected.
   */
  async skip(eventId: string, verdict: Verdict, selection: ParkedSelection = {}): Promise<Skipping> {
    const parked = await this.list({ ...selection, eventId });
    const skipped: Skipping['skipped'][number][] = [];
    const waiting = parked.filter(({ code }) => code === BEHIND_PARKED);
    for (const event of parked) {
      if (waiting.includes(event)) continue;
      const { consumer, source, partition } = event;
      const released = await this.db.tx((tx) => skip(tx, event.id, { consumer, source, partition }, verdict));
      if (released !== undefined) skipped.push({ ...event, behind: released });
    }
    return { skipped, waiting };
  }

  /** What was let go, the latest first. */
  skipped(selection: ParkedSelection = {}, limit = 100): Promise<SkippedEvent[]> {
    return this.db.query<SkippedEvent>(
      `select consumer, topic, key, event_id as "eventId", type, code, skipped_at as "skippedAt", skipped_by as "skippedBy", because
         from bus_skipped_event where ${SELECTED} order by skipped_at desc, event_id limit $5`,
      [...bind(selection), limit],
    );
  }
}

const SELECTED = `($1::text is null or consumer = $1) and ($2::text is null or topic = $2) and ($3::text is null or key = $3)
          and ($4::text is null or event_id = $4)`;

function bind({ consumer, topic, key, eventId }: ParkedSelection): (string | null)[] {
  return [consumer ?? null, topic ?? null, key ?? null, eventId ?? null];
}
