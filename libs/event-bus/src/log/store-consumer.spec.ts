import { ContactLogged, catalogue } from '@hengxin/contracts';
import type { EventLog, SubscriptionOptions } from '@hengxin/event-log';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { throwawayPostgres, type ThrowawayPostgres } from '@hengxin/testing';
import { Bench, eventually } from '../conformance/bench.suite.js';
import { logs, type OpenLog } from '../conformance/logs.suite.js';
import { type Consumer, defineConsumer } from '../port/consumer.js';
import type { Delivery } from '../port/delivery.js';
import { encodePosition } from '../position/position-token.js';
import { Progress } from '../progress/progress.js';
import { ConsumerRunner } from '../runner/consumer-runner.js';
import { StoreConsumer } from './store-consumer.js';
import { StoreTransport } from './store.transport.js';

describe.each(logs)('a consumer of the log of $name', (kept) => {
  let postgres: ThrowawayPostgres;
  let open: OpenLog;
  let log: EventLog;
  let bench: Bench;
  let change: (events: readonly RecordedEvent[]) => readonly RecordedEvent[] = (events) => events;
  beforeAll(async () => {
    postgres = await throwawayPostgres();
    await Bench.prepare(postgres.pool);
    open = await kept.open(postgres);
    log = open.log;
    const subscribe = (options: SubscriptionOptions) =>
      log.subscribe({ ...options, onBatch: (events, upTo) => options.onBatch(change(events), upTo) });
    const changed = Object.assign(Object.create(log) as EventLog, { subscribe });
    bench = new Bench(
      {
        log,
        transport: (parts) =>
          new StoreTransport({ context: 'performance-kpis', catalogue, bus: 'store', log: changed, ...parts }),
        sendAgain: async () => undefined,
        stop: () => open.stop(),
      },
      postgres.pool,
    );
  }, 60_000);
  afterEach(() => bench.stopInstances());
  afterAll(async () => {
    await open?.stop();
    await postgres?.stop();
  });

  it('reads a batch again that failed before its transaction', async () => {
    let failing = 1;
    change = (events) =>
      events.length > 0 && failing-- > 0 ? events.map((event) => ({ ...event, stream: 'nowhere-1' })) : events;
    await bench.publishAll(['A'], 1, 3);
    const instance = await bench.start({ consumer: 'again', batchSize: 1 });
    await eventually(async () => (await bench.applied('again', 'A')).includes(3));
    expect(await bench.applied('again', 'A')).toEqual([1, 2, 3]);
    expect(instance.failures.length).toBeGreaterThan(0);
  });

  it('does not rest once somebody waits for it', async () => {
    const heard: number[] = [];
    const consumer = defineConsumer(
      { consumer: 'resting', events: [ContactLogged] },
      { context: 'organisation', catalogue },
      async (events) => {
        heard.push(...events.map(({ data }) => Number((data as { contactId: string }).contactId.split('.').at(-1))));
      },
    );
    const progress = new Progress({ db: bench.db, log });
    progress.track(consumer, 'store');
    const closing = new AbortController();
    const { signal } = closing;
    const resting = new Promise<void>((resolve) => {
      const pace = { worked: () => undefined, restMs: async () => (setImmediate(resolve), 3_600_000) };
      const runner = new ConsumerRunner({ db: bench.db, observer: {}, signal });
      const served = new StoreConsumer(consumer, { log, db: bench.db, runner, progress, observer: {}, signal, pace });
      signal.addEventListener('abort', () => void served.stop());
      void served.start();
    });
    try {
      await bench.publish('R', 101);
      await resting;
      const position = encodePosition({ position: await bench.publish('R', 102) });
      await progress.waitFor(position, ['resting'], 30_000);
      expect(heard.filter((no) => no > 100)).toEqual([101, 102]);
    } finally {
      closing.abort();
    }
  });

  it('writes down how far it came itself, not how far others came, who may have lost it since', async () => {
    const progress = new Progress({ db: bench.db, log });
    const consumer = defineConsumer(
      { consumer: 'idle', events: [ContactLogged] },
      { context: 'organisation', catalogue },
      async () => undefined,
    );
    progress.track(consumer, 'store');
    const place = { consumer: 'idle', source: 'store', partition: 0 };
    const own = await bench.publish('I', 1);
    await postgres.pool.query(
      "insert into bus_checkpoint (consumer, source, partition, position) values ('idle', 'store', 0, $1)",
      [own],
    );
    const written: Delivery[] = [];
    const runner = {
      deliver: async (_: unknown, delivery: Delivery) => (written.push(delivery), { position: delivery.upTo }),
    };
    const silent = Object.assign(Object.create(log) as EventLog, {
      subscribe: () => ({ stop: async () => undefined }),
    });
    const { signal } = new AbortController();
    const served = new StoreConsumer(consumer, {
      ...{ log: silent, db: bench.db, progress, observer: {}, signal },
      runner: runner as unknown as ConsumerRunner,
    });
    await served.start();
    progress.advance(place, { position: await bench.publish('I', 2), nextOffset: null });
    await eventually(() => written.length > 0);
    await served.stop();
    expect(written[0]).toMatchObject({ items: [], upTo: own });
  });

  it('tells of a start that fails', async () => {
    await postgres.pool.query(
      "insert into bus_checkpoint (consumer, source, partition, position) values ('torn', 'store', 0, 'abc')",
    );
    const instance = await bench.start({ consumer: 'torn' });
    await eventually(() => instance.failures.length > 0);
    expect(String(instance.failures[0]!.error)).toContain('no position');
  });

  describe('its progress', () => {
    const consumer = (name: string): Consumer =>
      defineConsumer(
        { consumer: name, events: [ContactLogged] },
        { context: 'organisation', catalogue },
        async () => undefined,
      );

    it('is asked for by readers, but not that of the relay', () => {
      const progress = new Progress({ db: bench.db, log });
      progress.track(consumer('figures'), 'store');
      progress.track(consumer('relay'), 'store', { reads: false });
      expect(progress.names).toEqual(['figures']);
    });

    it('tells how old the first event is that it has not applied, though nothing is delivered', async () => {
      const progress = new Progress({ db: bench.db, log });
      progress.track(consumer('stalled'), 'store');
      progress.track(consumer('relay'), 'store', { reads: false });
      const position = await bench.publish('B', 1);
      const [oldest] = await log.read('contact-A.1');
      const [stalled, relay] = await progress.lag();
      const ageSeconds = (Date.now() - Date.parse(oldest!.recordedAt)) / 1000;
      expect(stalled!.seconds).toBeGreaterThan(0);
      expect(stalled!.seconds).toBeLessThanOrEqual(ageSeconds);
      expect([stalled!.consumer, relay!.consumer, relay!.seconds > 0]).toEqual(['stalled', 'relay', true]);
      progress.advance({ consumer: 'stalled', source: 'store', partition: 0 }, { position, nextOffset: null });
      expect((await progress.lag())[0]).toEqual({ consumer: 'stalled', source: 'store', seconds: 0 });
    });

    it('counts from when it was last whole while neither database nor log answers', async () => {
      const unreachable = () =>
        Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
      const dead = new Progress({ db: { query: unreachable, tx: unreachable }, log: { head: unreachable } as never });
      dead.track(consumer('dead'), 'store');
      const first = (await dead.lag())[0]!.seconds;
      await eventually(async () => (await dead.lag())[0]!.seconds > first);
    });

    const held = kept.name === 'PostgreSQL';
    it(`tells that an open transaction holds ${held ? 'readers' : 'no reader'} back`, async () => {
      const progress = new Progress({ db: bench.db, log });
      const open = await postgres.pool.connect();
      await open.query('begin');
      await open.query('select pg_current_xact_id()');
      await bench.publish('B', 2);
      await progress.heldBackSeconds();
      if (held) await eventually(async () => (await progress.heldBackSeconds()) > 0);
      else expect(await progress.heldBackSeconds()).toBe(0);
      await open.query('commit');
      open.release();
      await eventually(async () => (await progress.heldBackSeconds()) === 0);
    });
  });
});
