import { catalogue } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import type { Kafka } from 'kafkajs';
import pg from 'pg';
import type { ThrowawayPostgres } from '@hengxin/testing';
import { Relay } from '../kafka/relay.js';
import { Topics } from '../kafka/topics.js';
import type { BusObserver } from '../port/observer.js';
import { Progress } from '../progress/progress.js';
import { poolTxSource } from '../checkpoint/tx-source.js';
import { prepareBus } from './bench.suite.js';
import type { LogUnderTest } from './logs.suite.js';

/** The relay of visit-logging over a log, with a checkpoint of its own. */
export interface Relaying {
  readonly log: EventLog;
  readonly pool: pg.Pool;
  /** Relays everything once more. */
  again(): Promise<void>;
  stop(): Promise<void>;
}

export async function relaying(
  kept: LogUnderTest,
  postgres: ThrowawayPostgres,
  { topics: about, relay: sending, observer = {} }: { topics: Kafka; relay: Kafka; observer?: BusObserver },
): Promise<Relaying> {
  const { pool, url } = postgres;
  const { log, stop } = await kept.open(postgres);
  await pool.query('create schema if not exists visit_logging');
  const relayPool = new pg.Pool({ connectionString: url, max: 3, options: '-c search_path=visit_logging' });
  relayPool.on('error', () => undefined);
  await prepareBus(relayPool);
  const db = poolTxSource(relayPool);
  const topics = new Topics(about, catalogue);
  let relay: Relay | undefined;
  const start = () => {
    const progress = new Progress({ db, log });
    relay = new Relay({ context: 'visit-logging', catalogue, kafka: sending, topics, log, db, progress, observer });
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
      await stop();
    },
  };
}
