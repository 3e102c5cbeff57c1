import { ContactLogged, catalogue } from '@hengxin/contracts';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import pg from 'pg';
import { throwawayPostgres, type ThrowawayPostgres } from '@hengxin/testing';
import { contact, eventually, prepareBus } from '../conformance/bench.suite.js';
import { readCheckpoint } from '../checkpoint/checkpoint.js';
import { defineConsumer } from '../port/consumer.js';
import { type DeliveredEvent, type Delivery, fromLog } from '../port/delivery.js';
import { NotYet, WrongSource } from './failures.js';
import { ParkedEvents } from '../parking/parked-events.js';
import type { BatchHandler } from '../port/port.js';
import { ReleasedEvents } from '../parking/released-events.js';
import { BEHIND, ConsumerRunner } from './consumer-runner.js';
import { poolTxSource } from '../checkpoint/tx-source.js';

const TOPIC = 'a-topic';
const event = (no: number): RecordedEvent => ({
  ...contact('C1', no),
  stream: `contact-C1.${no}`,
  revision: 0,
  position: `1:${no}:1`,
  recordedAt: '2026-03-02T10:13:00.000Z',
});
const fromTopic = (no: number, offset = no): Delivery => {
  const item = { ...fromLog(event(no), catalogue), offset: String(offset) };
  return {
    source: TOPIC,
    partition: 0,
    items: [item],
    upTo: null,
    from: item.offset,
    nextOffset: String(offset + 1),
    since: null,
  };
};
const fromStore = (no: number): Delivery => ({
  ...fromTopic(no),
  source: 'store',
  upTo: `1:${no}:1`,
  from: null,
  nextOffset: null,
});

describe('the runner', () => {
  let postgres: ThrowawayPostgres;
  const closing = new AbortController();
  const failures: unknown[] = [];
  beforeAll(async () => {
    postgres = await throwawayPostgres();
    await prepareBus(postgres.pool);
  }, 60_000);
  beforeEach(() => void failures.splice(0));
  afterAll(async () => {
    closing.abort();
    await postgres?.stop();
  });

  const db = () => poolTxSource(postgres.pool);
  const runner = (signal = closing.signal) =>
    new ConsumerRunner({ db: db(), signal, observer: { failing: ({ error }) => failures.push(error) } });
  const consumer = (name: string, handle: BatchHandler) =>
    defineConsumer({ consumer: name, events: [ContactLogged] }, { context: 'organisation', catalogue }, handle);
  const at = (name: string, source = TOPIC) => readCheckpoint(db(), { consumer: name, source, partition: 0 });

  it('applies nothing of a topic that lies beyond the checkpoint, and takes the offset back only for something new', async () => {
    const applied: number[] = [];
    const gap = consumer(
      'gap',
      async (events) => void applied.push(...events.map(({ position }) => Number(position.split(':')[1]))),
    );
    await runner().deliver(gap, fromTopic(1));
    expect(await runner().deliver(gap, fromTopic(3))).toBe(BEHIND);
    await runner().deliver(gap, fromTopic(2));
    await runner().deliver(gap, fromTopic(3));
    await runner().deliver(gap, fromTopic(1));
    expect(await at('gap')).toMatchObject({ position: '1:3:1', nextOffset: '4' });
    await runner().deliver(gap, fromTopic(4, 0));
    expect(await at('gap')).toMatchObject({ position: '1:4:1', nextOffset: '1' });
    expect(applied).toEqual([1, 2, 3, 4]);
  });

  it('counts an event once though the log and a topic bring it at the same time, and then the log no more', async () => {
    let applied = 0;
    let started = false;
    let goOn = (): void => undefined;
    const going = new Promise<void>((resolve) => (goOn = resolve));
    const slow = consumer('switching', async (events) => {
      started = true;
      await going;
      applied += events.length;
    });
    const quick = consumer('switching', async (events) => void (applied += events.length));
    const log = runner().deliver(slow, fromStore(1));
    await eventually(() => started);
    const topic = runner().deliver(quick, fromTopic(1));
    await eventually(async () => (await waiting()) > 0);
    goOn();
    await Promise.all([log, topic]);
    expect(applied).toBe(1);

    const stopped = new AbortController();
    const refused = runner(stopped.signal).deliver(quick, fromStore(2));
    await eventually(() => failures.length > 0);
    stopped.abort();
    await expect(refused).rejects.toThrow('the bus is closing');
    expect(failures[0]).toBeInstanceOf(WrongSource);
    expect(applied).toBe(1);
  });

  async function waiting(): Promise<number> {
    const { rows } = await postgres.pool.query(
      "select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted",
    );
    return (rows[0] as { n: number }).n;
  }

  it('does not take a transaction for committed in which somebody swallowed an error', async () => {
    await expect(db().tx(async (tx) => void (await tx.query('select 1 / 0').catch(() => undefined)))).rejects.toThrow(
      'rolled back',
    );
  });

  it('waits without a connection for what a handler finds missing, and calls it again once that is there', async () => {
    const one = new pg.Pool({ connectionString: postgres.url, max: 1 });
    const single = poolTxSource(one);
    const calls: string[] = [];
    const patient = consumer('patient', async () => {
      calls.push('handler');
      if (calls.length === 1)
        throw new NotYet(async () => {
          await single.query('select 1');
          calls.push('there');
        });
    });
    await new ConsumerRunner({ db: single, signal: closing.signal, observer: {} }).deliver(patient, fromStore(1));
    await one.end();
    expect(calls).toEqual(['handler', 'there', 'handler']);
    expect(await at('patient', 'store')).toMatchObject({ position: '1:1:1' });
  });

  it('parks nothing because something missing did not come in time', async () => {
    let refusals = 5;
    const unlucky = consumer('unlucky', async () => {
      if (refusals-- > 0) throw new NotYet(() => Promise.reject(new Error('waited long enough')));
    });
    await runner().deliver(unlucky, fromStore(1));
    expect(failures).toHaveLength(5);
    expect(await new ParkedEvents(db()).list({ consumer: 'unlucky' })).toEqual([]);
    expect(await at('unlucky', 'store')).toMatchObject({ position: '1:1:1' });
  });

  it('takes in parts what the database does not manage at once', async () => {
    const applied: number[] = [];
    const slow = consumer('too-much', async (events) => {
      if (events.length > 1) throw new Error('Query read timeout');
      applied.push(events.length);
    });
    const items = [1, 2, 3].map((no) => fromStore(no).items[0]!);
    await runner().deliver(slow, { ...fromStore(3), items });
    expect(applied).toEqual([1, 1, 1]);
    expect(await at('too-much', 'store')).toMatchObject({ position: '1:3:1' });
  });

  it('parks whatever code and words an error has', async () => {
    const odd = consumer('odd', async () => {
      throw Object.assign(new Error(`half a 😀 pair and \0 ${'😀'.repeat(600)}`), { code: 'ODD\0' });
    });
    await runner().deliver(odd, fromStore(1));
    expect((await new ParkedEvents(db()).list({ consumer: 'odd' })).map(({ code }) => code)).toEqual(['ODD\ufffd']);
  });

  it('passes over a message that was skipped, though its topic brings it again, and parks nothing behind it', async () => {
    const applied: string[] = [];
    const robust = consumer('robust', async (events) => void applied.push(...events.map(({ id }) => id)));
    const message = { key: 'QzE=', value: null, headers: {} };
    const foreign = (offset: string) => ({
      broken: {
        code: 'NOT_A_CLOUD_EVENT',
        reason: 'header ce_id is missing',
        id: `${TOPIC}/0/${offset}`,
        type: '',
        position: null,
      },
      ...{ topic: fromLog(event(1), catalogue).topic, key: 'C1', offset, message },
    });
    const delivery = (items: Delivery['items'], next: number): Delivery => ({
      ...{
        source: TOPIC,
        partition: 0,
        items,
        upTo: null,
        from: items[0]!.offset!,
        nextOffset: String(next),
        since: null,
      },
    });
    const [first, second] = [1, 2].map((no) => ({ ...fromLog(event(no), catalogue), offset: String(no) })) as [
      DeliveredEvent,
      DeliveredEvent,
    ];
    await runner().deliver(robust, delivery([foreign('0'), first], 2));
    const parked = new ParkedEvents(db());
    expect((await parked.list({ consumer: 'robust' })).map(({ code }) => code)).toEqual([
      'NOT_A_CLOUD_EVENT',
      'BEHIND_PARKED',
    ]);

    const verdict = { because: 'a tool of the cluster wrote it', by: 'operator' };
    expect(await parked.skip(`${TOPIC}/0/0`, verdict)).toMatchObject({
      skipped: [{ consumer: 'robust', behind: 1 }],
      waiting: [],
    });
    expect(await parked.skip(`${TOPIC}/0/0`, verdict)).toEqual({ skipped: [], waiting: [] });
    expect(await parked.list({ consumer: 'robust' })).toMatchObject([{ eventId: first.event.id, released: true }]);
    await postgres.pool.query("delete from bus_parked_event where consumer = 'robust'");
    await runner().deliver(robust, delivery([foreign('0'), second], 3));
    expect(applied).toEqual([second.event.id]);
    expect(await parked.list({ consumer: 'robust' })).toEqual([]);
  });

  it('a released event that could not be read moves the checkpoint, and what fails after the commit undoes nothing', async () => {
    const released: string[] = [];
    const mended = consumer('mended', async (events, { afterCommit }) => {
      afterCommit(() => {
        throw new Error('nobody listens');
      });
      released.push(...events.map(({ id }) => id));
    });
    const stored = [event(1), event(2)].map((each) => ({ ...each, position: '1:7:1' }));
    for (const { id, stream } of stored)
      await postgres.pool.query(
        `insert into bus_parked_event (consumer, source, partition, topic, key, event_id, type, stream, code, reason, released_at)
         values ('mended', $1, 0, 'topic', $2, $3, 'ContactLogged', $4, 'NOT_JSON', '', now())`,
        [TOPIC, stream, id, stream],
      );
    const read = async (stream: string) => stored.filter((each) => each.stream === stream);
    const looking = new ReleasedEvents([mended], {
      db: db(),
      log: { read } as never,
      observer: { failing: ({ error }) => failures.push(error) },
      signal: closing.signal,
    });
    await eventually(() => released.length === 2 && failures.length === 2);
    await looking.stop();
    expect(failures.map(String)).toEqual(['Error: nobody listens', 'Error: nobody listens']);
    expect(await new ParkedEvents(db()).list({ consumer: 'mended' })).toEqual([]);
    expect(await at('mended')).toMatchObject({ position: '1:7:1' });
  });

  it('a released event that its stream does not hold stays parked, and its code says why', async () => {
    const lost = consumer('lost', async () => undefined);
    const { id, stream } = event(1);
    await postgres.pool.query(
      `insert into bus_parked_event (consumer, source, partition, topic, key, event_id, type, stream, code, reason, released_at)
       values ('lost', $1, 0, 'topic', 'C1', $2, 'ContactLogged', $3, 'AGAINST_SCHEMA', '', now())`,
      [TOPIC, id, stream],
    );
    const looking = new ReleasedEvents([lost], {
      db: db(),
      log: { read: async () => [] } as never,
      observer: {},
      signal: closing.signal,
    });
    const parked = () => new ParkedEvents(db()).list({ consumer: 'lost' });
    await eventually(async () => (await parked())[0]?.code === 'EVENT_MISSING');
    await looking.stop();
    expect(await parked()).toMatchObject([{ code: 'EVENT_MISSING', released: false }]);
  });
});
