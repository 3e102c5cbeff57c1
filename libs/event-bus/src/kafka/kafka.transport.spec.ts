import { Contact, catalogue } from '@hengxin/contracts';
import {
  describeWithKafka,
  startKafka,
  type TestKafka,
  throwawayPostgres,
  type ThrowawayPostgres,
} from '@hengxin/testing';
import { eventBusConformance } from '../conformance/event-bus.suite.js';
import { ParkedEvents } from '../parking/parked-events.js';
import { StoreTransport } from '../log/store.transport.js';
import { Bench, contact, eventually } from '../conformance/bench.suite.js';
import { anyLog } from '../conformance/logs.suite.js';
import { relaying } from '../conformance/relaying.suite.js';
import { toMessage } from './cloud-events.js';
import { kafkaClient } from './kafka-client.js';
import { KafkaTransport } from './kafka.transport.js';
import { partitionOfKey } from './topics.js';

describeWithKafka('Kafka', () => {
  describe.each(anyLog)('over $name', (kept) => {
    // A broker for each log: one broker never carries the positions of two.
    let kafka: TestKafka;
    const withBroker = () => {
      beforeAll(async () => void (kafka = await startKafka()), 180_000);
      afterAll(() => kafka?.stop());
    };
    const client = (clientId = 'specs') => kafkaClient({ brokers: kafka.brokers.split(','), clientId });

    const relayed = (postgres: ThrowawayPostgres) =>
      relaying(kept, postgres, { topics: client('relay'), relay: client('relay') });

    describe('the port', () => {
      withBroker();
      eventBusConformance(`Kafka, filled by the relay of ${kept.name}`, async (postgres) => {
        const source = await relayed(postgres);
        return {
          log: source.log,
          transport: (parts) =>
            new KafkaTransport({
              context: 'performance-kpis',
              catalogue,
              kafka: client(),
              log: source.log,
              relays: false,
              ...parts,
            }),
          sendAgain: source.again,
          stop: source.stop,
        };
      });
    });

    describe('a topic that others write to', () => {
      withBroker();
      let postgres: ThrowawayPostgres;
      let bench: Bench;
      beforeAll(async () => {
        postgres = await throwawayPostgres();
        await Bench.prepare(postgres.pool);
        const source = await relayed(postgres);
        const transport = (parts: never) =>
          new KafkaTransport({
            context: 'performance-kpis',
            catalogue,
            kafka: client(),
            log: source.log,
            relays: false,
            ...(parts as object),
          } as never);
        bench = new Bench(
          { log: source.log, transport: transport as never, sendAgain: source.again, stop: source.stop },
          postgres.pool,
        );
      }, 120_000);
      afterEach(() => bench?.stopInstances());
      afterAll(async () => {
        await bench?.source.stop();
        await postgres?.stop();
      });

      it('a consumer that the log fed goes on over Kafka where it stopped, and refuses to go back', async () => {
        const fromLog = new Bench(
          {
            ...bench.source,
            transport: (parts) =>
              new StoreTransport({
                context: 'performance-kpis',
                catalogue,
                bus: 'store',
                log: bench.source.log,
                ...parts,
              }),
          },
          postgres.pool,
        );
        const first = await fromLog.start({ consumer: 'moved' });
        await bench.publishAll(['M1', 'M2'], 1, 5);
        await eventually(async () => (await bench.applied('moved', 'M2')).length === 5);
        await first.stop();
        await bench.publishAll(['M1', 'M2'], 6, 8);
        const second = await bench.start({ consumer: 'moved' });
        await eventually(
          async () => (await Promise.all(['M1', 'M2'].map((id) => bench.applied('moved', id)))).flat().length >= 16,
        );
        await second.stop();
        const third = await fromLog.start({ consumer: 'moved' });
        await eventually(() => third.failures.length > 0);
        await third.stop();
        expect(String(third.failures[0]!.error)).toMatch(/moved was last fed from Kafka: go on with HENGXIN_BUS=kafka/);
        for (const id of ['M1', 'M2']) expect(await bench.applied('moved', id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      }, 60_000);

      it('an event that fails its schema is parked and others flow, whatever position it claims', async () => {
        await bench.publish('K1', 1);
        await bench.start({ consumer: 'schema' });
        await eventually(async () => (await bench.applied('schema', 'K1')).length === 1);
        const producer = client().producer();
        await producer.connect();
        const good = toMessage(
          {
            ...contact('K1', 2),
            stream: 'contact-K1.2',
            revision: 0,
            position: '999999:1:1',
            recordedAt: new Date().toISOString(),
          },
          catalogue,
        );
        const messages = [
          { ...good, value: '{"contactId":1}', headers: { ...good.headers, ce_id: 'bad-1' } },
          { ...good, value: 'no json', headers: { ...good.headers, ce_id: 'bad-2' } },
          { key: 'K1', value: '{}', headers: {} },
        ].map((message) => ({ ...message, key: 'K9', partition: partitionOfKey(Contact.topic, 'K1', 8) }));
        await producer.send({ topic: Contact.topic, messages });
        await producer.disconnect();
        await bench.publish('K1', 2);
        await eventually(async () => (await bench.applied('schema', 'K1')).length === 2);
        const parked = await new ParkedEvents(bench.db).list({ consumer: 'schema' });
        expect(parked.map(({ code }) => code)).toEqual(['AGAINST_SCHEMA', 'BEHIND_PARKED', 'BEHIND_PARKED']);
        for (const { eventId } of parked) expect(eventId).toMatch(new RegExp(`^${Contact.topic}/\\d+/\\d+$`));
      }, 60_000);
    });
  });
});
