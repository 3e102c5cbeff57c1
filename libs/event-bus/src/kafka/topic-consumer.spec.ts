import { randomBytes } from 'node:crypto';
import { Contact, ContactLogged, catalogue } from '@hengxin/contracts';
import {
  describeWithKafka,
  startKafka,
  type TestKafka,
  throwawayPostgres,
  type ThrowawayPostgres,
} from '@hengxin/testing';
import type { Admin, Consumer as KafkaConsumer, Kafka, Message } from 'kafkajs';
import { Bench, contact, eventually, type SourceUnderTest } from '../conformance/bench.suite.js';
import { anyLog } from '../conformance/logs.suite.js';
import { type Relaying, relaying } from '../conformance/relaying.suite.js';
import { defineConsumer } from '../port/consumer.js';
import { ParkedEvents } from '../parking/parked-events.js';
import { encodePosition } from '../position/position-token.js';
import { Progress } from '../progress/progress.js';
import { ConsumerRunner } from '../runner/consumer-runner.js';
import { StoreTransport } from '../log/store.transport.js';
import type { TxSource } from '../checkpoint/tx-source.js';
import { toMessage } from './cloud-events.js';
import { kafkaClient } from './kafka-client.js';
import { KafkaTransport } from './kafka.transport.js';
import { TopicBroadcast } from './topic-broadcast.js';
import { TopicConsumer } from './topic-consumer.js';
import { partitionOfKey, Topics } from './topics.js';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describeWithKafka('a consumer of topics', () => {
  // A broker for each log: one broker never carries the positions of two.
  describe.each(anyLog)('over $name', (kept) => {
    let kafka: TestKafka;
    let postgres: ThrowawayPostgres;
    let source: Relaying;
    const client = () => kafkaClient({ brokers: kafka.brokers.split(','), clientId: 'specs' });
    const over = (transport: SourceUnderTest['transport']) => {
      const bench = new Bench({ ...source, sendAgain: source.again, transport }, postgres.pool);
      running.push(bench);
      return bench;
    };
    const running: Bench[] = [];
    const fromKafka = (kafkaOf: () => Kafka = client) =>
      over(
        (parts) =>
          new KafkaTransport({
            context: 'performance-kpis',
            catalogue,
            kafka: kafkaOf(),
            log: source.log,
            relays: false,
            ...parts,
          }),
      );
    const fromLog = () =>
      over(
        (parts) =>
          new StoreTransport({ context: 'performance-kpis', catalogue, bus: 'store', log: source.log, ...parts }),
      );

    beforeAll(async () => {
      kafka = await startKafka();
      postgres = await throwawayPostgres();
      await Bench.prepare(postgres.pool);
      source = await relaying(kept, postgres, { topics: client(), relay: client() });
    }, 180_000);
    afterEach(async () => void (await Promise.all(running.splice(0).map((bench) => bench.stopInstances()))));
    afterAll(async () => {
      await source?.stop();
      await postgres?.stop();
      await kafka?.stop();
    });

    /** A client whose consumers a spec can watch. */
    function watched(onConsumer: (consumer: KafkaConsumer) => void): Kafka {
      const real = client();
      const consumer: Kafka['consumer'] = (config) => {
        const made = real.consumer(config);
        onConsumer(made);
        return made;
      };
      return Object.assign(Object.create(real) as Kafka, { consumer });
    }

    /** The end of a client's partition once the relay has sent this many events to it. */
    async function fullOf(
      admin: Admin,
      clientId: string,
      events: number,
    ): Promise<{ partition: number; high: string }> {
      const partition = partitionOfKey(Contact.topic, clientId, 8);
      let high = '0';
      await eventually(async () => {
        high = (await admin.fetchTopicOffsets(Contact.topic)).find((each) => each.partition === partition)!.high;
        return Number(high) >= events;
      });
      return { partition, high };
    }

    it('takes nothing before it stands at its checkpoint, though the broker knows a later offset and the database is away', async () => {
      const before = fromKafka();
      const first = await before.start({ consumer: 'ahead' });
      await before.publishAll(['G1'], 1, 5);
      await eventually(async () => (await before.applied('ahead', 'G1')).length === 5);
      await first.stop();
      await postgres.pool.query("delete from applied where consumer = 'ahead'");
      await postgres.pool.query("delete from bus_checkpoint where consumer = 'ahead'");
      await before.publishAll(['G1'], 6, 8);

      let joined = false;
      let fetches = 0;
      let refusals = 2;
      const bench = fromKafka(() =>
        watched((consumer) => {
          consumer.on(consumer.events.GROUP_JOIN, () => void (joined = true));
          consumer.on(consumer.events.FETCH, () => void (joined && fetches++));
        }),
      );
      const away: TxSource = {
        tx: (work) => bench.db.tx(work),
        query: async (...args) => {
          if (joined && refusals-- > 0)
            throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
          if (joined) await eventually(() => fetches >= 2);
          return bench.db.query(...args);
        },
      };
      await bench.start({ consumer: 'ahead' }, undefined, away);
      await eventually(async () => (await bench.applied('ahead', 'G1')).includes(8));
      expect(await bench.applied('ahead', 'G1')).toEqual(upTo(8));
    });

    it('does not rest once somebody waits for it', async () => {
      const bench = fromKafka();
      const heard: number[] = [];
      const consumer = defineConsumer(
        { consumer: 'resting', events: [ContactLogged] },
        { context: 'performance-kpis', catalogue },
        async (events) => {
          for (const { stream } of events)
            if (stream.startsWith('contact-Z1.')) heard.push(Number(stream.split('.').at(-1)));
        },
      );
      const progress = new Progress({ db: bench.db, log: source.log });
      const topics = new Topics(client(), catalogue);
      progress.topics = topics;
      progress.track(consumer, 'topics');
      const closing = new AbortController();
      const { signal } = closing;
      let resting = 0;
      const served = new TopicConsumer(consumer, {
        ...{
          kafka: client(),
          topics,
          groupId: 'resting',
          log: source.log,
          db: bench.db,
          progress,
          observer: {},
          signal,
        },
        runner: new ConsumerRunner({ db: bench.db, observer: {}, signal }),
        restAfter: () => (heard.length > 0 ? (resting++, 3_600_000) : 0),
      });
      served.start();
      try {
        await bench.publish('Z1', 1);
        await eventually(() => resting > 0);
        const position = await bench.publish('Z1', 2);
        await progress.waitFor(encodePosition({ position, topic: Contact.topic, key: 'Z1' }), ['resting'], 30_000);
        expect(heard).toEqual([1, 2]);
      } finally {
        closing.abort();
        await served.stop();
        await topics.close();
      }
    });

    it('parks what it can not even write down, and goes on', async () => {
      const bench = fromKafka();
      await bench.publish('P1', 1);
      await bench.start({ consumer: 'poison' });
      await eventually(async () => (await bench.applied('poison', 'P1')).length === 1);
      const { headers, value } = toMessage(
        {
          ...contact('P1', 2),
          stream: 'contact-P1.2',
          revision: 0,
          position: '1:1:1',
          recordedAt: '2026-03-02T10:13:00.000Z',
        },
        catalogue,
      );
      const bad = (key: string, changed: Record<string, string>): Message => ({
        key,
        value,
        headers: { ...headers, ce_id: key, ...changed },
        partition: partitionOfKey(Contact.topic, 'P1', 8),
      });
      // No index takes a value of this length.
      const long = randomBytes(6_000).toString('base64');
      const hash = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
      const itsPlace = expect.stringMatching(
        new RegExp(`^${Contact.topic}/${partitionOfKey(Contact.topic, 'P1', 8)}/\\d+$`),
      );
      const producer = client().producer();
      await producer.connect();
      await producer.send({
        topic: Contact.topic,
        messages: [
          bad('bad-1', { ce_sourceposition: 'abc' }),
          bad('bad-2', { ce_sourceposition: '1:2' }),
          bad('bad-3', { ce_sourceposition: '12345678901234567890:1:1' }),
          bad('bad-4', { ce_sourceposition: 'start' }),
          bad('bad-5', { ce_sourceposition: 'end' }),
          bad('bad-6', { ce_streamrevision: 'many' }),
          bad('bad-7\0', { ce_id: 'bad-7' }),
          bad('bad-8', { ce_id: 'bad-8\0' }),
          bad('bad-9', { ce_type: 'hengxin\0', 'x\0y': 'z' }),
          { ...bad('bad-a\0', {}), value: 'no json' },
          { ...bad(long, {}), value: 'no json' },
          bad('bad-c', { ce_id: `${long}c` }),
        ],
      });
      await producer.disconnect();
      await bench.publish('P1', 2);
      await eventually(async () => (await bench.applied('poison', 'P1')).length === 2);
      const parked = await new ParkedEvents(bench.db).list({ consumer: 'poison' });
      expect(parked.map(({ key, code, eventId }) => [key, code, eventId])).toEqual([
        ...[1, 2, 3, 4, 5, 6].map((n) => [`bad-${n}`, 'NOT_A_CLOUD_EVENT', itsPlace]),
        ['bad-8', 'NOT_A_CLOUD_EVENT', itsPlace],
        ['bad-9', 'NOT_A_CLOUD_EVENT', itsPlace],
        ['bad-a\ufffd', 'NOT_A_CLOUD_EVENT', itsPlace],
        [hash, 'NOT_A_CLOUD_EVENT', itsPlace],
        ['bad-c', 'NOT_A_CLOUD_EVENT', itsPlace],
      ]);
    });

    it('parks what is no event of ours by its place, never in the place of an event, and tells anyone who reads on', async () => {
      const bench = fromKafka();
      await bench.publish('T1', 1);
      const instance = await bench.start({ consumer: 'tombstone' });
      await eventually(async () => (await bench.applied('tombstone', 'T1')).length === 1);
      const [logged] = await bench.source.log.read('contact-T1.1');
      const partition = partitionOfKey(Contact.topic, 'T1', 8);
      const producer = client().producer();
      await producer.connect();
      await producer.send({
        topic: Contact.topic,
        messages: [
          { key: 'T1', value: null, partition },
          {
            key: 'T1',
            value: 'spoilt',
            headers: toMessage({ ...logged!, stream: 'contact-T1.2' }, catalogue).headers,
            partition,
          },
        ],
      });
      await producer.disconnect();
      const position = encodePosition({ position: await bench.publish('T1', 2), topic: Contact.topic, key: 'T1' });
      await instance.progress.waitFor(position, ['tombstone'], 30_000);
      expect(await instance.progress.parkedUpTo(position, ['tombstone'])).toEqual(['tombstone']);
      const parked = await new ParkedEvents(bench.db).list({ consumer: 'tombstone', key: 'T1' });
      const itsPlace = expect.stringMatching(new RegExp(`^${Contact.topic}/${partition}/\\d+$`));
      expect(parked.map(({ eventId, code }) => [eventId, code])).toEqual([
        [itsPlace, 'NOT_A_CLOUD_EVENT'],
        [itsPlace, 'BEHIND_PARKED'],
        [(await bench.source.log.read('contact-T1.2'))[0]!.id, 'BEHIND_PARKED'],
      ]);
      expect(new Set(parked.map(({ eventId }) => eventId)).size).toBe(3);
    });

    it('a broadcast that could not begin begins later', async () => {
      const failures: unknown[] = [];
      const heard: string[] = [];
      const hearing = defineConsumer(
        { consumer: 'feed', events: [ContactLogged], broadcast: true },
        { context: 'organisation', catalogue },
        async (events) => void heard.push(...events.map(({ stream }) => stream)),
      );
      const topics = new Topics(client(), catalogue);
      let refusals = 1;
      const shy = Object.assign(Object.create(topics) as Topics, {
        partitions: () => (refusals-- > 0 ? Promise.reject(new Error('no broker')) : topics.partitions()),
      });
      const broadcast = new TopicBroadcast(hearing, client(), shy, 'feed', {
        failing: ({ error }) => failures.push(error),
      });
      broadcast.start();
      const bench = fromKafka();
      // It begins when it begins: until it has received something, more is published.
      for (let no = 1; heard.length === 0; no++) await bench.publish('F1', no);
      expect(failures.map(String)).toEqual(['Error: no broker']);
      await broadcast.stop();
      await topics.close();
    });

    it('reads only where the topic still holds what it has not had, and says what to do where not', async () => {
      const bench = fromKafka();
      const old = await bench.start({ consumer: 'old' });
      await bench.publishAll(['R1'], 1, 2);
      await eventually(async () => (await bench.applied('old', 'R1')).length === 2);
      await old.stop();
      const covered = fromLog();
      const caughtUp = await covered.start({ consumer: 'covered' });
      await bench.publishAll(['R1'], 3, 4);
      await eventually(async () => (await covered.applied('covered', 'R1')).length === 4);
      await caughtUp.stop();

      const admin = client().admin();
      await admin.connect();
      const { partition, high } = await fullOf(admin, 'R1', 4);
      await admin.deleteTopicRecords({ topic: Contact.topic, partitions: [{ partition, offset: high }] });
      await admin.disconnect();

      const refused = await Promise.all([bench.start({ consumer: 'old' }), bench.start({ consumer: 'new' })]);
      await Promise.all(refused.map(({ failures }) => eventually(() => failures.length > 0)));
      expect(refused.map(({ failures }) => String(failures[0]!.error))).toEqual([
        expect.stringMatching(/WrongSource: .*empty its read model and its checkpoints.*HENGXIN_BUS=store/),
        expect.stringMatching(/WrongSource: .*HENGXIN_BUS=store first/),
      ]);
      const goesOn = await bench.start({ consumer: 'covered' });
      await goesOn.progress.caughtUp(['covered'], 30_000);
      expect(await goesOn.progress.lag()).toEqual([{ consumer: 'covered', source: 'kafka', seconds: 0 }]);
      expect((await refused[1]!.progress.lag())[0]!.seconds).toBeGreaterThan(0);
      await bench.publishAll(['R1'], 5, 6);
      await eventually(async () => (await bench.applied('covered', 'R1')).length >= 6);
      expect(await bench.applied('covered', 'R1')).toEqual(upTo(6));
      expect(await bench.applied('new', 'R1')).toEqual([]);
    });
  });
});
