import type { TxSource } from './tx-source.js';

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
}

/** The parked events of one service: what an operator sees and lets go. */
export class ParkedEvents {
  constructor(private readonly db: TxSource) {}

  /** The oldest first. */
  list(selection: ParkedSelection = {}, limit = 100): Promise<ParkedEvent[]> {
    return this.db.query<ParkedEvent>(
      `select id::text, consumer, source, partition, topic, key, event_id as "eventId", type, position, code, reason,
              parked_at as "parkedAt", released_at is not null as released
         from bus_parked_event
        where ($1::text is null or consumer = $1) and ($2::text is null or topic = $2) and ($3::text is null or key = $3)
        order by bus_parked_event.id limit $4`,
      [...bind(selection), limit],
    );
  }

  /** Number of parked events, by consumer and code. */
  count(): Promise<{ consumer: string; code: string; events: number }[]> {
    return this.db.query(
      'select consumer, code, count(*)::int as events from bus_parked_event group by consumer, code order by consumer, code',
    );
  }

  /**
   * Lets events go again: a running instance of the service delivers them in order, before anything newer of their keys.
   * One that fails again stays, with those behind it. Answers how many were released.
   */
  async release(selection: ParkedSelection = {}): Promise<number> {
    const released = await this.db.query(
      `update bus_parked_event set released_at = now()
        where ($1::text is null or consumer = $1) and ($2::text is null or topic = $2) and ($3::text is null or key = $3)
        returning id`,
      bind(selection),
    );
    return released.length;
  }
}

const bind = ({ consumer, topic, key }: ParkedSelection): (string | null)[] => [consumer ?? null, topic ?? null, key ?? null];
