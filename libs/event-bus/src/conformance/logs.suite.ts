import { catalogue } from '@hengxin/contracts';
import { createEventStoreDbEventLog, createPostgresEventLog, type EventLog, migrateEventLog } from '@hengxin/event-log';
import { eventStoreUnderTest } from '@hengxin/event-log/testing';
import type { ThrowawayPostgres } from '@hengxin/testing';

/** One of the logs under which the bus has to keep its promises. */
export interface LogUnderTest {
  readonly name: 'PostgreSQL' | 'EventStoreDB';
  /** A log that nobody has written to, unless the server of EVENTSTORE_URL is asked for twice. */
  open(postgres: ThrowawayPostgres): Promise<OpenLog>;
}

export interface OpenLog {
  readonly log: EventLog;
  stop(): Promise<void>;
}

export const logs: readonly LogUnderTest[] = [
  {
    name: 'PostgreSQL',
    open: async ({ pool, url }) => {
      await migrateEventLog(pool);
      const log = createPostgresEventLog({ url, catalogue });
      return { log, stop: () => log.close() };
    },
  },
  {
    name: 'EventStoreDB',
    open: async () => {
      const server = await eventStoreUnderTest();
      const log = createEventStoreDbEventLog({ url: server.url, catalogue });
      return {
        log,
        stop: async () => {
          await log.close();
          await server.stop();
        },
      };
    },
  },
];

/** For what reads topics: whichever log filled them, they hold the same. The relay itself is tried over both. */
export const anyLog: readonly LogUnderTest[] =
  process.env['HENGXIN_TEST_SOURCES'] === 'every' ? logs : logs.slice(0, 1);
