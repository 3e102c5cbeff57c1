import { type EventStoreUnderTest, eventStoreUnderTest } from '@hengxin/event-log/testing';
import { kafkaMissing, startKafka, type TestKafka } from '@hengxin/testing';
import type { PlatformOptions } from './platform.js';

/**
 * Where the facts of a platform are kept, and where its services get them: from the log itself, or through a real Kafka
 * broker.
 */
export interface Source {
  readonly name: 'store' | 'kafka' | 'store over EventStoreDB' | 'kafka over EventStoreDB';
  readonly bus: 'store' | 'kafka';
  readonly log: 'PostgreSQL' | 'EventStoreDB';
  open(wish?: SourceWish): Promise<OpenSource>;
}

/** What a suite wants to take away and bring back. */
export interface SourceWish {
  readonly killableBroker?: boolean;
  /** It is always the double then. */
  readonly killableLog?: boolean;
}

export interface OpenSource {
  /** What a platform over it is started with. */
  readonly options: Pick<PlatformOptions, 'bus' | 'kafkaBrokers' | 'eventLogUrl'>;
  readonly broker: TestKafka | undefined;
  readonly eventStore: EventStoreUnderTest | undefined;
  close(): Promise<void>;
}

function source(bus: Source['bus'], log: Source['log']): Source {
  return {
    name: log === 'PostgreSQL' ? bus : `${bus} over EventStoreDB`,
    bus,
    log,
    open: async ({ killableBroker = false, killableLog = false } = {}) => {
      const eventStore = log === 'EventStoreDB' ? await eventStoreUnderTest({ killable: killableLog }) : undefined;
      const broker = bus === 'kafka' ? await startKafka({ killable: killableBroker }) : undefined;
      return {
        options: { bus, kafkaBrokers: broker?.brokers, eventLogUrl: eventStore?.url },
        broker,
        eventStore,
        close: async () => {
          await broker?.stop();
          await eventStore?.stop();
        },
      };
    },
  };
}

/** With `every`, each suite runs on every log with every bus: it takes twice as long. */
const EVERY = process.env['HENGXIN_TEST_SOURCES'] === 'every';

/** Both logs, read without a broker. */
export const stores: readonly Source[] = [source('store', 'PostgreSQL'), source('store', 'EventStoreDB')];

/** For what is asked of services and their read models: one log tells it as well as the other. */
export const anyStore: readonly Source[] = EVERY ? stores : stores.slice(0, 1);

/** Every log with every bus; without Kafka where no broker can be had, which stderr says. */
export function sources(): readonly Source[] {
  const missing = kafkaMissing();
  if (missing === undefined) return [...stores, source('kafka', 'PostgreSQL'), source('kafka', 'EventStoreDB')];
  process.stderr.write(`SKIPPED source kafka: ${missing}\n`);
  return stores;
}

/**
 * Each log and each bus in one source at least: how a service reads from the bus does not depend on where its own
 * events are kept. The specs of all services run over both logs beside this.
 */
export function pairs(): readonly Source[] {
  const all = sources();
  return EVERY || all === stores ? all : all.filter(({ bus, log }) => (bus === 'kafka') === (log === 'EventStoreDB'));
}
