import { connect } from 'node:net';
import { Contact } from '@hengxin/contracts';
import type { Kafka, Message, ProducerConfig } from 'kafkajs';
import {
  describeWithKafka,
  startKafka,
  type TestKafka,
  throwawayPostgres,
  type ThrowawayPostgres,
} from '@hengxin/testing';
import { contact, eventually } from '../conformance/bench.suite.js';
import { logs } from '../conformance/logs.suite.js';
import { type Relaying, relaying } from '../conformance/relaying.suite.js';
import { kafkaClient } from './kafka-client.js';
import { kafkajs } from './kafkajs.js';

describeWithKafka('the relay', () => {
  let kafka: TestKafka;
  beforeAll(async () => void (kafka = await startKafka()), 180_000);
  afterAll(() => kafka?.stop());

  describe.each(logs)('over $name', (kept) => {
    /** Logs share the topics, and nobody else's clients are looked at. */
    const own = (no: number | string) => `${kept.name}${no}`;
    let postgres: ThrowawayPostgres;
    let source: Relaying;
    /** While set, it gets the broker's answers instead of the relay's client. */
    let onAnswer: (() => void) | undefined;

    beforeAll(async () => {
      postgres = await throwawayPostgres();
      const { Kafka, logLevel } = kafkajs();
      const lossy = new Kafka({
        clientId: 'lossy',
        brokers: kafka.brokers.split(','),
        logLevel: logLevel.NOTHING,
        retry: { retries: 1, initialRetryTime: 200 },
        socketFactory: ({ host, port, onConnect }) => {
          const socket = connect({ host, port }, onConnect);
          const emit = socket.emit.bind(socket);
          socket.emit = ((event: string, ...args: unknown[]) => {
            if (event !== 'data' || !onAnswer) return emit(event, ...args);
            onAnswer();
            socket.destroy(new Error('the connection broke'));
            return true;
          }) as typeof socket.emit;
          return socket;
        },
      });
      source = await relaying(kept, postgres, {
        topics: kafkaClient({ brokers: kafka.brokers.split(','), clientId: 'topics' }),
        relay: lossy,
        observer: { failing: () => void (onAnswer = undefined) },
      });
    }, 180_000);
    afterAll(async () => {
      await source?.stop();
      await postgres?.stop();
    });

    const append = async (no: number): Promise<string> => {
      const appended = await source.log.append(`contact-${own('S')}.${no}`, [contact(own('S'), no)], -1);
      if (!appended.ok) throw new Error(appended.reason);
      return appended.position;
    };

    it('loses no event to the sequence numbers of a batch whose acknowledgement was lost', async () => {
      const consumer = kafkaClient({ brokers: kafka.brokers.split(','), clientId: 'reader' }).consumer({
        groupId: own('reader'),
      });
      const arrived: string[] = [];
      await append(1);
      await consumer.connect();
      await eventually(() =>
        consumer.subscribe({ topic: Contact.topic, fromBeginning: true }).then(
          () => true,
          () => false,
        ),
      );
      await consumer.run({
        eachMessage: async ({ message }) => void arrived.push(String(message.headers!['ce_subject'])),
      });
      await eventually(() => arrived.includes(`${own('S')}.1`));

      // The broker stores the second event and its answers are lost until the client gives up. Another instance has
      // relayed that event meanwhile, so that what this one sends next is another batch.
      let position = '';
      let moved: Promise<unknown> | undefined;
      onAnswer = () =>
        void (moved ??= source.pool.query("update bus_checkpoint set position = $1 where consumer = 'relay'", [
          position,
        ]));
      const hold = await postgres.pool.connect();
      await hold.query('begin');
      await hold.query("select pg_advisory_xact_lock(hashtextextended('bus/visit_logging/relay/store/0', 0))");
      position = await append(2);
      await hold.query('commit');
      hold.release();
      await eventually(() => moved !== undefined);
      await moved;
      await append(3);
      await eventually(() => arrived.includes(`${own('S')}.3`));
      await append(4);
      await eventually(() => arrived.includes(`${own('S')}.4`));
      expect([...new Set(arrived)].filter((subject) => subject.startsWith(own('S')))).toEqual([
        `${own('S')}.1`,
        `${own('S')}.2`,
        `${own('S')}.3`,
        `${own('S')}.4`,
      ]);
      await consumer.disconnect();
    });

    it('sends again what no broker has acknowledged, though its client calls the batch sent', async () => {
      const real = kafkaClient({ brokers: kafka.brokers.split(','), clientId: 'forgetful' });
      let forgotten = 0;
      const forgetful = Object.assign(Object.create(real) as Kafka, {
        producer: (config: ProducerConfig) => {
          const producer = real.producer(config);
          const sendBatch = producer.sendBatch.bind(producer);
          producer.sendBatch = async (batch) => {
            const [first, ...others] = batch.topicMessages![0]!.messages;
            const kept = [first!, ...others].filter(({ partition }) => forgotten > 0 || partition === first!.partition);
            forgotten += others.length + 1 - kept.length;
            return sendBatch({ ...batch, topicMessages: [{ topic: Contact.topic, messages: kept }] });
          };
          return producer;
        },
      });
      const another = await throwawayPostgres();
      const failures: unknown[] = [];
      const relay = await relaying(kept, another, {
        topics: real,
        relay: forgetful,
        observer: { failing: ({ error }) => void failures.push(error) },
      });
      const consumer = real.consumer({ groupId: own('forgetful') });
      const arrived = new Set<string>();
      const keys = Array.from({ length: 20 }, (_, n) => own(`T${n}`));
      await Promise.all(keys.map((key) => relay.log.append(`contact-${key}.1`, [contact(key, 1)], -1)));
      await consumer.connect();
      await consumer.subscribe({ topic: Contact.topic, fromBeginning: true });
      await consumer.run({
        eachMessage: async ({ message }) => void arrived.add(String(message.headers!['ce_subject'])),
      });
      await eventually(() => keys.every((key) => arrived.has(`${key}.1`)));
      expect(forgotten).toBeGreaterThan(0);
      expect(String(failures[0])).toMatch(/no broker has acknowledged what was sent to .*contact/);
      await consumer.disconnect();
      await relay.stop();
      await another.stop();
    });

    it('sends the last event of a batch behind what lies in other partitions, once that is acknowledged', async () => {
      const real = kafkaClient({ brokers: kafka.brokers.split(','), clientId: 'orderly' });
      const asked: Message[][] = [];
      const acknowledged: number[] = [];
      const watched = Object.assign(Object.create(real) as Kafka, {
        producer: (config: ProducerConfig) => {
          const producer = real.producer(config);
          const sendBatch = producer.sendBatch.bind(producer);
          producer.sendBatch = async (batch) => {
            acknowledged.push(asked.length);
            asked.push(batch.topicMessages!.flatMap(({ messages }) => messages));
            return sendBatch(batch).finally(() => acknowledged.push(-asked.length));
          };
          return producer;
        },
      });
      const another = await throwawayPostgres();
      const relay = await relaying(kept, another, { topics: real, relay: watched });
      const keys = Array.from({ length: 20 }, (_, n) => own(`U${n}`));
      const subjects = () => new Set(asked.flat().map(({ headers }) => String(headers!['ce_subject'])));
      for (const key of keys) await relay.log.append(`contact-${key}.1`, [contact(key, 1)], -1);
      await eventually(() => keys.every((key) => subjects().has(`${key}.1`)));
      // All of them once more, as one batch.
      await eventually(() => acknowledged.length === 2 * asked.length);
      asked.length = acknowledged.length = 0;
      await relay.again();
      await eventually(() => keys.every((key) => subjects().has(`${key}.1`)));
      const [others, last] = asked.map((messages) => new Set(messages.map(({ partition }) => partition)));
      expect(others!.size).toBeGreaterThan(1);
      expect([...last!]).toEqual([expect.any(Number)]);
      expect(others!.has([...last!][0])).toBe(false);
      expect(String(asked[1]!.at(-1)!.headers!['ce_subject'])).toBe(`${keys.at(-1)!}.1`);
      // The first was acknowledged before the second was asked.
      expect(acknowledged.slice(0, 3)).toEqual([0, -1, 1]);
      await relay.stop();
      await another.stop();
    });
  });
});
