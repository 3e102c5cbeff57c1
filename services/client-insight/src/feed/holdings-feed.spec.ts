import { randomUUID } from 'node:crypto';
import { Client, ClientAssigned, ClientRegistered, Holdings, type HoldingsTold } from '@hengxin/contracts';
import { kafkaClient } from '@hengxin/event-bus';
import type { DataOf } from '@hengxin/event-sourcing';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { describeWithKafka, startKafka, type TestKafka } from '@hengxin/testing';
import type { Admin, Kafka, KafkaMessage, Producer } from 'kafkajs';
import { clientInsight } from '../client-insight.module.js';

const NOW = '2026-03-20T09:00:00+08:00';
const QUARTER = '2026q1';
const ENTITY = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Client {
  deposits loans holdings { id productCode productName kind balance asOf openedOn maturesOn closedOn }
  balances(from: "2026-02-25", to: "2026-03-05") { date deposits loans } } } }`;
const IS_UP = /^hengxin_holdings_feed_up(\{[^}]*\})? 1$/m;
const IS_DOWN = /^hengxin_holdings_feed_up(\{[^}]*\})? 0$/m;
const ASIDE = '{ holdingsKeptAside { edges { node { clientId rows firstDay lastDay } } } }';

interface Row {
  readonly client_id: string;
  readonly holding_id: string;
  readonly as_of: string;
  readonly balance: string;
  readonly [column: string]: string;
}

/** A row about a client; what is not given is a current account. */
const row = (clientId: string, asOf: string, balance: string, given: Readonly<Record<string, string>> = {}): Row => ({
  client_id: clientId,
  holding_id: 'D1',
  product_code: 'D01',
  kind: 'DEMAND_DEPOSIT',
  balance,
  as_of: asOf,
  ...given,
});
const dayOf = (n: number): string => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);

/** The broker, a topic on it, and a service that reads it. */
class FeedBench {
  readonly topic = `bank.holdings.${randomUUID()}`;
  readonly groupId = `hengxin.client-insight.feed.${this.topic}`;
  service: TestService;
  administrator: string;

  private constructor(
    readonly kafka: Kafka,
    readonly admin: Admin,
    readonly producer: Producer,
  ) {}

  static async start(broker: TestKafka): Promise<FeedBench> {
    const kafka = kafkaClient({ brokers: broker.brokers.split(','), clientId: 'bank' });
    const bench = new FeedBench(kafka, kafka.admin(), kafka.producer({ allowAutoTopicCreation: false }));
    await bench.admin.connect();
    await bench.producer.connect();
    await bench.admin.createTopics({ waitForLeaders: true, topics: [{ topic: bench.topic, numPartitions: 2 }] });
    const env = { HENGXIN_HOLDINGS_TOPIC: bench.topic, KAFKA_BROKERS: broker.brokers };
    bench.service = await startTestService(clientInsight, { now: NOW, env });
    await bench.service.place(
      [placedUnit('H', null), placedUnit('B1', 'H')],
      [placedStaff('S1', 'RM', 'B1'), placedStaff('HO', 'HEAD_OFFICE', 'H')],
    );
    bench.administrator = await bench.service.token('loader', { role: 'ADMIN' });
    return bench;
  }

  async stop(): Promise<void> {
    await this.service?.stop();
    await this.producer.disconnect();
    await this.admin.disconnect();
  }

  async register(clientId: string): Promise<void> {
    const profile = { clientId, name: '甲', phone: null, tier: 'GOLD' as const, interests: [], birthday: null };
    await this.service.given(
      Client,
      clientId,
      ClientRegistered.of({ ...profile, preferredChannel: null, contactsAYear: 6, registeredOn: '2026-01-01' }),
      ClientAssigned.of({ clientId, rmId: 'S1', from: '2026-01-01', previousRmId: null }),
    );
  }

  async send(...rows: readonly Row[]): Promise<void> {
    const messages = rows.map((each) => ({ key: each.client_id, value: JSON.stringify(each) }));
    await this.producer.send({ topic: this.topic, messages });
  }

  /** Resolves once the service has committed all that the topic holds, and its lists show it. */
  async taken(): Promise<void> {
    // A broker that has just started may not know yet who looks after the group.
    await eventually(() => this.isCommitted().catch((error: { retriable?: boolean }) => passing(error)));
    await this.service.caughtUp();
  }

  private async isCommitted(): Promise<boolean> {
    const ends = await this.admin.fetchTopicOffsets(this.topic);
    const [group] = await this.admin.fetchOffsets({ groupId: this.groupId, topics: [this.topic] });
    const committed = new Map(group?.partitions.map((each) => [each.partition, each.offset] as const));
    return ends.every(({ partition, high }) => high === '0' || committed.get(partition) === high);
  }

  /** What the client's relationship manager sees. */
  async seen(clientId: string): Promise<Readonly<Record<string, unknown>>> {
    const variables = { ids: [{ __typename: 'Client', id: clientId }] };
    const { data } = await this.service.graphql(ENTITY, { as: 'S1', variables });
    return data._entities[0];
  }

  /** The rows that events tell of a client in the first quarter, as `day balance` in cents, in the order of the log. */
  async told(clientId: string): Promise<string[]> {
    const events = await this.service.parts.log.read(Holdings.stream(`${clientId}.${QUARTER}`));
    return events.flatMap(({ data }) =>
      (data as DataOf<typeof HoldingsTold>).rows.map(({ asOf, balanceCents }) => `${asOf} ${balanceCents}`),
    );
  }

  /** Resolves once the metrics have such a line: they are looked at once a second. */
  async shows(line: RegExp): Promise<void> {
    await eventually(async () => line.test((await this.service.app.inject({ method: 'GET', url: '/metrics' })).body));
  }

  /** The messages of the topic of refused ones, once there are so many. */
  async refused(count: number): Promise<KafkaMessage[]> {
    const consumer = this.kafka.consumer({ groupId: randomUUID() });
    const found: KafkaMessage[] = [];
    await consumer.connect();
    await consumer.subscribe({ topics: [`${this.topic}.refused`], fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void found.push(message) });
    await eventually(() => found.length >= count);
    await consumer.disconnect();
    return found;
  }
}

/** Answers "not yet" where Kafka says that asking again may help. */
function passing(error: { readonly retriable?: boolean }): false {
  if (!error.retriable) throw error;
  return false;
}

async function eventually(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await new Promise((wait) => setTimeout(wait, 50));
}

const headersOf = ({ headers = {} }: KafkaMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

describeWithKafka('the holdings feed', () => {
  let broker: TestKafka;
  let bench: FeedBench;
  beforeAll(async () => {
    broker = await startKafka();
    bench = await FeedBench.start(broker);
  }, 240_000);
  afterAll(async () => {
    await bench?.stop();
    await broker?.stop();
  }, 60_000);

  /** Of one client: late, repeated, corrected, closed. */
  const history = (clientId: string): Row[] => [
    row(clientId, '2026-03-03', '2000'),
    row(clientId, '2026-03-01', '1000.5'),
    row(clientId, '2026-03-01', '1000.5'),
    row(clientId, '2026-03-02', '50000.00', {
      ...{ holding_id: 'T1', product_code: 'T03', product_name: '三月定期', kind: 'TIME_DEPOSIT' },
      ...{ opened_on: '2026-01-02', matures_on: '2026-07-02' },
    }),
    row(clientId, '2026-02-27', '300000', { holding_id: 'L1', product_code: 'L01', kind: 'LOAN' }),
    row(clientId, '2026-03-03', '2500'),
    row(clientId, '2026-03-01', '10', { holding_id: 'W1', kind: 'WEALTH', closed_on: '2026-03-03' }),
  ];

  it('shows of rows through the topic what it shows of the same rows through a file', async () => {
    await bench.register('F1');
    await bench.register('T1');
    const answer = await bench.service.app.inject({
      method: 'POST',
      url: '/import/holdings',
      headers: { authorization: `Bearer ${bench.administrator}`, 'content-type': 'application/x-ndjson' },
      payload: history('F1')
        .map((each) => JSON.stringify(each))
        .join('\n'),
    });
    expect(JSON.parse(answer.body.trim().split('\n').at(-1)!)).toMatchObject({ type: 'account', rejected: 0 });
    await bench.send(...history('T1'));
    await bench.taken();
    const seen = await bench.seen('T1');
    expect(seen).toMatchObject({ deposits: '52500.00', loans: '300000.00' });
    expect(seen).toEqual(await bench.seen('F1'));
  }, 120_000);

  it('changes nothing by what comes again, in another order; a late row stands beside later ones', async () => {
    const told = await bench.told('T1');
    const known = history('T1').slice(1);
    await bench.send(...known.toReversed());
    await bench.taken();
    expect(await bench.told('T1')).toEqual(told);
    await bench.send(row('T1', '2026-02-26', '77'));
    await bench.taken();
    expect(await bench.told('T1')).toEqual([...told, '2026-02-26 7700']);
    expect(await bench.seen('T1')).toMatchObject({ deposits: '52500.00' });
  }, 120_000);

  it('keeps what it refuses with its place and its reason, and takes what follows', async () => {
    await bench.register('T2');
    const good = row('T2', '2026-03-01', '5');
    const bad: [code: string, field: string, value: Buffer | null, key?: string][] = [
      ['JSON_MALFORMED', '', Buffer.from('{"client_id":"T2"')],
      ['JSON_MALFORMED', '', Buffer.from([0x7b, 0xff, 0x7d])],
      ['JSON_MALFORMED', '', null],
      ['ROW_TOO_LARGE', '', Buffer.from(JSON.stringify({ ...good, more: 'a'.repeat(200_000) }))],
      ['HOLDING_BALANCE', 'balance', Buffer.from(JSON.stringify({ ...good, balance: '1.234' }))],
      ['CHOICE_UNKNOWN', 'kind', Buffer.from(JSON.stringify({ ...good, kind: 'SAVINGS' }))],
      ['HOLDING_DAY_TO_COME', 'as_of', Buffer.from(JSON.stringify({ ...good, as_of: '2026-03-21' }))],
      ['HOLDINGS_MESSAGE_KEY', 'key', Buffer.from(JSON.stringify(good)), 'T9'],
    ];
    const messages = bad.map(([, , value, key = 'T2']) => ({ key, value, partition: 0 }));
    const sent = await bench.producer.send({ topic: bench.topic, messages });
    await bench.producer.send({
      topic: bench.topic,
      messages: [{ key: 'T2', value: JSON.stringify(good), partition: 0 }],
    });
    await bench.taken();
    expect(await bench.told('T2')).toEqual(['2026-03-01 500']);

    const refused = await bench.refused(bad.length);
    const from = Number(sent[0]!.baseOffset);
    expect(refused.map(headersOf)).toEqual(
      bad.map(([code, field], place) => ({
        'refused-topic': bench.topic,
        'refused-partition': '0',
        'refused-offset': String(from + place),
        'refused-code': code,
        'refused-field': field,
        'refused-message': expect.stringMatching(/[a-z]{3}/),
        'refused-message-zh': expect.stringMatching(/\p{Script=Han}/u),
      })),
    );
    expect(refused.map(({ key, value }) => [String(key), value])).toEqual(
      bad.map(([, , value, key = 'T2']) => [key, value]),
    );
    await bench.shows(/^hengxin_holdings_feed_refused_total\{[^}]*code="JSON_MALFORMED"[^}]*\} 3$/m);
    await bench.shows(/^hengxin_holdings_feed_rows_total\{[^}]*outcome="refused"[^}]*\} 8$/m);
    await bench.shows(IS_UP);
  }, 120_000);

  it('keeps rows of an unknown client aside, lists them, and shows them once the client appears', async () => {
    await bench.send(row('U1', '2026-03-01', '8'), row('U1', '2026-03-02', '9'));
    await bench.taken();
    const { data } = await bench.service.graphql(ASIDE, { token: bench.administrator });
    expect(data.holdingsKeptAside.edges).toEqual([
      { node: { clientId: 'U1', rows: 2, firstDay: '2026-03-01', lastDay: '2026-03-02' } },
    ]);
    await bench.shows(/^hengxin_holdings_feed_kept_aside_rows_total(\{[^}]*\})? 2$/m);
    await bench.register('U1');
    expect(await bench.seen('U1')).toMatchObject({ deposits: '9.00' });
  }, 120_000);

  it('loses and doubles nothing when it stops and starts among rows, nor when its offsets are set back', async () => {
    const clients = ['R0', 'R1', 'R2', 'R3', 'R4'];
    const tenDays = (from: number): Row[] =>
      Array.from({ length: 10 }, (_, i) => from + i).flatMap((n) => clients.map((id) => row(id, dayOf(n), String(n))));
    const expected = Array.from({ length: 60 }, (_, n) => `${dayOf(n)} ${n * 100}`);
    const told = async (): Promise<string[][]> => Promise.all(clients.map(async (id) => (await bench.told(id)).sort()));
    for (const from of [0, 10, 20]) await bench.send(...tenDays(from));
    const restarted = bench.service.restart();
    for (const from of [30, 40, 50]) await bench.send(...tenDays(from));
    await restarted;
    await bench.taken();
    expect(await told()).toEqual(clients.map(() => expected));

    await bench.service.restart({ HENGXIN_HOLDINGS_TOPIC: '' });
    await bench.admin.resetOffsets({ groupId: bench.groupId, topic: bench.topic, earliest: true });
    await bench.service.restart();
    await bench.taken();
    expect(await told()).toEqual(clients.map(() => expected));
  }, 240_000);
});

describeWithKafka(
  'the holdings feed while its broker is away',
  () => {
    let broker: TestKafka;
    let bench: FeedBench;
    beforeAll(async () => {
      broker = await startKafka({ killable: true });
      bench = await FeedBench.start(broker);
    }, 240_000);
    afterAll(async () => {
      await bench?.stop();
      await broker?.stop();
    }, 60_000);

    it('says so, leaves the service ready, and goes on when the broker is back', async () => {
      const isReady = async (): Promise<boolean> =>
        (await bench.service.app.inject({ method: 'GET', url: '/health/ready' })).statusCode === 200;
      await bench.register('A1');
      await bench.send(row('A1', '2026-03-01', '1'));
      await bench.taken();
      await bench.shows(IS_UP);
      await broker.kill();
      await bench.shows(IS_DOWN);
      await eventually(isReady);
      expect(await bench.seen('A1')).toMatchObject({ deposits: '1.00' });
      await broker.restart();
      await bench.send(row('A1', '2026-03-02', '2'));
      await bench.taken();
      await bench.shows(IS_UP);
      expect(await bench.told('A1')).toEqual(['2026-03-01 100', '2026-03-02 200']);
    }, 300_000);
  },
  { killable: true },
);
