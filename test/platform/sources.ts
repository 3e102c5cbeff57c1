import { kafkaMissing, startKafka, type TestKafka } from '@hengxin/testing';

/** Where events come from in a journey: straight from the log, or through a real Kafka broker. */
export interface Source {
  readonly name: 'store' | 'kafka';
  open(): Promise<void>;
  /** host:port of the broker, for source kafka. */
  brokers(): string | undefined;
  broker(): TestKafka | undefined;
  close(): Promise<void>;
}

const store: Source = {
  name: 'store',
  open: async () => undefined,
  brokers: () => undefined,
  broker: () => undefined,
  close: async () => undefined,
};

function kafka(): Source {
  let broker: TestKafka | undefined;
  return {
    name: 'kafka',
    open: async () => void (broker = await startKafka()),
    brokers: () => broker?.brokers,
    broker: () => broker,
    close: async () => broker?.stop(),
  };
}

const missing = kafkaMissing();
if (missing !== undefined) process.stderr.write(`SKIPPED source kafka: ${missing}\n`);

/** Both sources; the log alone where no broker can be had. */
export const sources: readonly Source[] = missing === undefined ? [store, kafka()] : [store];
