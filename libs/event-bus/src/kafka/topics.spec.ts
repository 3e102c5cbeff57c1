import { AGGREGATES, catalogue } from '@hengxin/contracts';
import { describeWithKafka, startKafka, type TestKafka } from '@hengxin/testing';
import { eventually } from '../conformance/bench.suite.js';
import { kafkaClient } from './kafka-client.js';
import { Topics } from './topics.js';

const NAMES = AGGREGATES.map(({ topic }) => topic);
const SERVICES = ['one', 'two', 'three'];

describeWithKafka(
  'the topics of a broker that has none yet',
  () => {
    // One of its own: its topics come and go here.
    let kafka: TestKafka;
    beforeAll(async () => void (kafka = await startKafka({ killable: true })), 180_000);
    afterAll(() => kafka?.stop());

    const client = (clientId: string) => kafkaClient({ brokers: kafka.brokers.split(','), clientId });

    it('are made once by many services, though each asks meanwhile where they begin and end', async () => {
      const services = SERVICES.map((name) => new Topics(client(name), catalogue));
      const boundsOf = (topics: Topics) => Promise.all(NAMES.map((name) => topics.bounds(name)));
      // A partition that has just been made may say for a moment that it has no leader.
      const early = services.map((topics) => boundsOf(topics).catch(() => undefined));
      for (const counts of await Promise.all(services.map((topics) => topics.partitions())))
        expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(NAMES.map((name) => [name, 8])));
      await Promise.all(early);
      for (const topics of services)
        await eventually(
          async () =>
            (await boundsOf(topics).catch(() => [])).flat().filter(({ high }) => high === '0').length ===
            8 * NAMES.length,
        );
      await Promise.all(services.map((topics) => topics.close()));
    }, 60_000);

    it('are made again where one has gone', async () => {
      const topics = new Topics(client('gone'), catalogue);
      await topics.partitions();
      const admin = client('admin').admin();
      await admin.connect();
      await admin.deleteTopics({ topics: [NAMES[0]!] });
      const known = async () => new Set(await admin.listTopics()).has(NAMES[0]!);
      await eventually(async () => !(await known()));
      await expect(topics.bounds(NAMES[0]!)).rejects.toThrow('does not host this topic-partition');
      await topics.partitions();
      expect(await known()).toBe(true);
      await eventually(async () => (await topics.bounds(NAMES[0]!).catch(() => [])).length === 8);
      await admin.disconnect();
      await topics.close();
    }, 60_000);
  },
  { killable: true },
);
