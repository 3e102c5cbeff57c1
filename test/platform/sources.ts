import { type EventStoreUnderTest, eventStoreUnderTest } from '@hengxin/event-log/testing';
import { kafkaMissing, startKafka, type TestKafka } from '@hengxin/testing';

/** Where facts are kept and where events come from in a journey: straight from the log, or through a real Kafka broker. */
export interface Source {
  readonly name: 'store' | 'kafka' | 'store over EventStoreDB';
  readonly bus: 'store' | 'kafka';
  open(): Promise<void>;
  /** host:port of the broker, for source kafka. */
  brokers(): string | undefined;
  broker(): TestKafka | undefined;
  /** Where the event log is, when it is not in the platform's database. */
  eventLogUrl(): string | undefined;
  eventStore(): EventStoreUnderTest | undefined;
  close(): Promise<void>;
}

const nothing = { brokers: () => undefined, broker: () => undefined, eventLogUrl: () => undefined, eventStore: () => undefined };

const store: Source = { ...nothing, name: 'store', bus: 'store', open: async () => undefined, close: async () => undefined };

function kafka(): Source {
  let broker: TestKafka | undefined;
  return {
    ...nothing,
    name: 'kafka',
    bus: 'kafka',
    open: async () => void (broker = await startKafka()),
    brokers: () => broker?.brokers,
    broker: () => broker,
    close: async () => broker?.stop(),
  };
}

/** The log on the server of EVENTSTORE_URL, which must be an empty one, else on the double: stderr says which. */
export function eventStore({ killable = false } = {}): Source {
  let server: EventStoreUnderTest | undefined;
  return {
    ...nothing,
    name: 'store over EventStoreDB',
    bus: 'store',
    open: async () => void (server = await eventStoreUnderTest({ killable })),
    eventLogUrl: () => server?.url,
    eventStore: () => server,
    close: async () => server?.stop(),
  };
}

const missing = kafkaMissing();
if (missing !== undefined) process.stderr.write(`SKIPPED source kafka: ${missing}\n`);

/** Both sources; the log alone where no broker can be had. */
export const sources: readonly Source[] = missing === undefined ? [store, kafka()] : [store];

/** The same, and the log on an EventStoreDB. */
export const sourcesAndStores: readonly Source[] = [...sources, eventStore()];
