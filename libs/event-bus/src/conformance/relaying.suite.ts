import { createPostgresEventLog, type EventLog, migrateEventLog } from '@hengxin/event-log';
import type { Kafka } from 'kafkajs';
import pg from 'pg';
import { Relay } from '../kafka/relay.js';
import { Topics } from '../kafka/topics.js';
import type { BusObserver } from '../observer.js';
import { Progress } from '../progress.js';
import { poolTxSource } from '../tx-source.js';
import { prepareBus } from './bench.suite.js';
import type { ThrowawayPostgres } from './throwaway-postgres.suite.js';

/** The relay of visit-logging over a log, with a checkpoint of its own. */
export interface Relaying {
  readonly log: EventLog;
  readonly pool: pg.Pool;
  /** Relays everything once more. */
  again(): Promise<void>;
  stop(): Promise<void>;
}

export async function relaying(
  { pool, url }: ThrowawayPostgres,
  { topics: about, relay: sending, observer = {} }: { topics: Kafka; relay: Kafka; observer?: BusObserver },
): Promise<Relaying> {
  await migrateEventLog(pool);
  const log = createPostgresEventLog({ url });
  await pool.query('create schema if not exists visit_logging');
  const relayPool = new pg.Pool({ connectionString: url, max: 3, options: '-c search_path=visit_logging' });
  relayPool.on('error', () => undefined);
  await prepareBus(relayPool);
  const db = poolTxSource(relayPool);
  const topics = new Topics(about);
  let relay: Relay | undefined;
  const start = () => {
    const progress = new Progress({ db, log });
    relay = new Relay({ context: 'visit-logging', kafka: sending, topics, log, db, progress, observer });
    relay.start();
  };
  start();
  return {
    log,
    pool: relayPool,
    again: async () => {
      await relay?.stop();
      await relayPool.query('delete from bus_checkpoint');
      start();
    },
    stop: async () => {
      await relay?.stop();
      await topics.close();
      await relayPool.end();
      await log.close();
    },
  };
}
