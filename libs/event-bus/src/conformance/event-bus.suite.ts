import { jest } from '@jest/globals';
import { Client, Contact, ContactLogged, catalogue } from '@hengxin/contracts';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { throwawayPostgres, type ThrowawayPostgres } from '@hengxin/testing';
import { defineConsumer } from '../port/consumer.js';
import { hashedId } from '../position/opaque-id.js';
import { ParkedEvents } from '../parking/parked-events.js';
import { encodePosition, InvalidPosition } from '../position/position-token.js';
import { Progress } from '../progress/progress.js';
import { NotYetVisible } from '../progress/waiters.js';
import type { TxSource } from '../checkpoint/tx-source.js';
import { Bench, eventually, type SourceUnderTest } from './bench.suite.js';

const numberOf = (event: RecordedEvent): number => Number(event.stream.split('.').at(-1));
const clientOf = (event: RecordedEvent): string => (event.data as { clientId: string }).clientId;
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

/** What every source of events promises to a consumer, whichever way they travel. */
export function eventBusConformance(
  name: string,
  setUp: (postgres: ThrowawayPostgres) => Promise<SourceUnderTest>,
): void {
  describe(`event bus on ${name}`, () => {
    jest.setTimeout(60_000);
    let postgres: ThrowawayPostgres;
    let bench: Bench;
    let clients: string[];
    let next = 0;

    beforeAll(async () => {
      postgres = await throwawayPostgres();
      await Bench.prepare(postgres.pool);
      bench = new Bench(await setUp(postgres), postgres.pool);
    }, 120_000);
    beforeEach(() => {
      next++;
      clients = ['A', 'B', 'C'].map((letter) => `${letter}${next}`);
    });
    afterEach(() => bench.stopInstances());
    afterAll(async () => {
      await bench?.source.stop();
      await postgres?.stop();
    });

    /** Ignores what other cases published. */
    const mine = (event: RecordedEvent): boolean => clients.includes(clientOf(event));
    const token = (position: string, key: string): string => encodePosition({ position, topic: Contact.topic, key });
    const lastOf = async (consumer: string): Promise<Record<string, number[]>> =>
      Object.fromEntries(
        await Promise.all(clients.map(async (client) => [client[0]!, await bench.applied(consumer, client)] as const)),
      );

    /** Resolves when each client's events have been applied: their keys may travel side by side. */
    const heard = (consumer: string, ...counts: number[]): Promise<void> =>
      eventually(async () => {
        const applied = await Promise.all(clients.map((client) => bench.applied(consumer, client)));
        return applied.every(({ length }, i) => length >= counts[i]!);
      });

    test('events of one key arrive in log order, once each', async () => {
      await bench.publishAll(clients, 1, 20);
      await bench.start({ consumer: 'order', batchSize: 7 });
      await bench.publishAll(clients, 21, 40);
      await heard('order', 40, 40, 40);
      expect(await lastOf('order')).toEqual({ A: upTo(40), B: upTo(40), C: upTo(40) });
    });

    test("others' events come without personal fields and with the published part of their surroundings", async () => {
      const heard: RecordedEvent[] = [];
      const position = await bench.publish(clients[0]!, 1);
      await bench.start({ consumer: 'published' }, (event) => void (mine(event) && heard.push(event)));
      await eventually(() => heard.length > 0);
      const [stored] = await bench.source.log.read(`contact-${clients[0]}.1`);
      const { notes, ...data } = stored!.data as Record<string, unknown>;
      expect(notes).toBe('likes fishing');
      expect(heard[0]).toEqual({
        ...stored,
        position,
        data,
        meta: { correlationId: hashedId('flow-1'), causationId: hashedId('command-1'), businessDate: '2026-03-02' },
      });
    });

    test('what is delivered again is dropped', async () => {
      await bench.publishAll(clients, 1, 5);
      const first = await bench.start({ consumer: 'again' });
      await heard('again', 5, 5, 5);
      await first.stop();
      await bench.source.sendAgain();
      await bench.start({ consumer: 'again' });
      await bench.publishAll(clients, 6, 7);
      await heard('again', 7, 7, 7);
      expect(await lastOf('again')).toEqual({ A: upTo(7), B: upTo(7), C: upTo(7) });
    });

    test('a crash between the handler and the commit applies nothing, and then everything once', async () => {
      let crashes = 3;
      const crashing: TxSource = {
        query: bench.db.query,
        tx: (work) =>
          bench.db.tx(async (tx) => {
            let wrote = false;
            const result = await work({
              query: (text, values, statement) => {
                wrote ||= statement === 'apply';
                return tx.query(text, values, statement);
              },
            });
            if (wrote && crashes-- > 0) await tx.query('select pg_terminate_backend(pg_backend_pid())');
            return result;
          }),
      };
      await bench.publishAll(clients, 1, 10);
      const instance = await bench.start({ consumer: 'crash', batchSize: 4 }, undefined, crashing);
      await heard('crash', 10, 10, 10);
      expect(await lastOf('crash')).toEqual({ A: upTo(10), B: upTo(10), C: upTo(10) });
      expect(instance.failures.filter(({ outage }) => outage).length).toBeGreaterThanOrEqual(3);
      expect(await new ParkedEvents(bench.db).list({ consumer: 'crash' })).toEqual([]);
    });

    test('two instances of a consumer share the work: each event once, in order, also while one leaves', async () => {
      const one = await bench.start({ consumer: 'shared', batchSize: 5 }, undefined, undefined, 'one');
      await bench.start({ consumer: 'shared', batchSize: 5 }, undefined, undefined, 'two');
      await bench.publishAll(clients, 1, 30);
      await one.stop();
      await bench.publishAll(clients, 31, 60);
      await heard('shared', 60, 60, 60);
      expect(await lastOf('shared')).toEqual({ A: upTo(60), B: upTo(60), C: upTo(60) });
    });

    test('a poison event is parked with the later ones of its key, while other keys flow; released, they follow in order', async () => {
      let healed = false;
      const poison = (event: RecordedEvent): void => {
        if (!healed && mine(event) && clientOf(event) === clients[1] && numberOf(event) === 3)
          throw Object.assign(new Error('a figure is missing'), { code: 'FIGURE_MISSING' });
      };
      await bench.publishAll(clients, 1, 5);
      await bench.start({ consumer: 'poison' }, poison);
      await bench.publishAll(clients, 6, 8);
      await heard('poison', 8, 2, 8);
      expect(await lastOf('poison')).toEqual({ A: upTo(8), B: [1, 2], C: upTo(8) });
      const parked = new ParkedEvents(bench.db);
      await eventually(async () => (await parked.list({ consumer: 'poison' })).length >= 6);
      const waiting = await parked.list({ consumer: 'poison' });
      expect(waiting.map(({ key, code }) => [key, code])).toEqual([
        [clients[1], 'FIGURE_MISSING'],
        ...Array.from({ length: 5 }, () => [clients[1], 'BEHIND_PARKED']),
      ]);
      healed = true;
      expect(await parked.release({ consumer: 'poison', key: clients[1]! })).toBe(6);
      await bench.publish(clients[1]!, 9);
      await eventually(async () => (await bench.applied('poison', clients[1]!)).length >= 9);
      expect(await bench.applied('poison', clients[1]!)).toEqual(upTo(9));
      expect(await parked.list({ consumer: 'poison' })).toEqual([]);
    });

    test('a released event that fails again stays parked, with those behind it', async () => {
      await bench.publishAll([clients[0]!], 1, 2);
      const instance = await bench.start({ consumer: 'stubborn' }, (event) => {
        if (mine(event)) throw new Error('never');
      });
      const parked = new ParkedEvents(bench.db);
      await eventually(async () => (await parked.list({ consumer: 'stubborn' })).length === 2);
      const before = instance.failures.length;
      await parked.release({ consumer: 'stubborn' });
      await eventually(
        async () =>
          instance.failures.length > before &&
          (await parked.list({ consumer: 'stubborn' })).every(({ released }) => !released),
      );
      expect((await parked.list({ consumer: 'stubborn' })).map(({ code }) => code)).toEqual(['Error', 'BEHIND_PARKED']);
    });

    test('an event that is skipped is let go for good, on record, and the later ones of its key follow in order', async () => {
      const poison = (event: RecordedEvent): void => {
        if (mine(event) && clientOf(event) === clients[0] && numberOf(event) === 2)
          throw Object.assign(new Error('no such day'), { code: '22009' });
      };
      await bench.publishAll([clients[0]!], 1, 4);
      await bench.start({ consumer: 'lenient' }, poison);
      const parked = new ParkedEvents(bench.db);
      await eventually(async () => (await parked.list({ consumer: 'lenient' })).length === 3);
      const [bad, behind] = await parked.list({ consumer: 'lenient' });
      const verdict = { because: 'it was logged twice, and the other one is right', by: 'operator' };

      expect(await parked.skip(behind!.eventId, verdict, { consumer: 'lenient' })).toMatchObject({
        skipped: [],
        waiting: [{ id: behind!.id }],
      });
      const answer = await parked.skip(bad!.eventId, verdict, { consumer: 'lenient' });
      expect(answer).toMatchObject({ skipped: [{ eventId: bad!.eventId, behind: 2 }], waiting: [] });
      await bench.publish(clients[0]!, 5);
      await eventually(async () => (await bench.applied('lenient', clients[0]!)).length >= 4);
      expect(await bench.applied('lenient', clients[0]!)).toEqual([1, 3, 4, 5]);
      expect(await parked.list({ consumer: 'lenient' })).toEqual([]);
      expect(await parked.skipped({ consumer: 'lenient' })).toMatchObject([
        {
          eventId: bad!.eventId,
          code: '22009',
          because: verdict.because,
          skippedBy: 'operator',
          skippedAt: expect.any(Date),
        },
      ]);
    });

    test('an outage of what a handler needs parks nothing: the events wait', async () => {
      let refusals = 4;
      await bench.publishAll(clients, 1, 3);
      await bench.start({ consumer: 'outage' }, (event) => {
        if (mine(event) && refusals-- > 0)
          throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
      });
      await heard('outage', 3, 3, 3);
      expect(await lastOf('outage')).toEqual({ A: upTo(3), B: upTo(3), C: upTo(3) });
      expect(await new ParkedEvents(bench.db).list({ consumer: 'outage' })).toEqual([]);
    });

    test('commits that the database lost in a crash are applied again', async () => {
      await bench.publishAll([clients[0]!], 1, 3);
      await bench.start({ consumer: 'lost' });
      await eventually(async () => (await bench.applied('lost', clients[0]!)).length >= 3);
      const saved = await postgres.pool.query("select * from bus_checkpoint where consumer = 'lost'");
      await bench.publishAll([clients[0]!], 4, 6);
      await eventually(async () => (await bench.applied('lost', clients[0]!)).length >= 6);
      await postgres.pool.query("delete from applied where consumer = 'lost' and key = $1 and no > 3", [clients[0]]);
      for (const row of saved.rows as { source: string; partition: number; position: string; next_offset: string }[])
        await postgres.pool.query(
          "update bus_checkpoint set position = $3, next_offset = $4 where consumer = 'lost' and source = $1 and partition = $2",
          [row.source, row.partition, row.position, row.next_offset],
        );
      await bench.publish(clients[0]!, 7);
      await eventually(async () => (await bench.applied('lost', clients[0]!)).length >= 7);
      expect(await bench.applied('lost', clients[0]!)).toEqual(upTo(7));
    });

    test('a checkpoint that was set back while its consumer runs is read from at once, though nothing new comes', async () => {
      const [client] = clients as [string];
      await bench.publishAll([client], 1, 3);
      const instance = await bench.start({ consumer: 'rewound' });
      await eventually(async () => (await bench.applied('rewound', client)).length >= 3);
      await postgres.pool.query("delete from applied where consumer = 'rewound'");
      await postgres.pool.query("delete from bus_checkpoint where consumer = 'rewound'");
      await instance.progress.rewind('rewound');
      await instance.progress.caughtUp(['rewound'], 30_000);
      expect(await bench.applied('rewound', client)).toEqual(upTo(3));
      const position = await bench.publish(client, 4);
      await instance.progress.waitFor(token(position, client), ['rewound'], 30_000);
      expect(await bench.applied('rewound', client)).toEqual(upTo(4));
    });

    test('anyone who waits for a position reads their own write; anyone who waits in vain is told', async () => {
      const instance = await bench.start({ consumer: 'waited' });
      for (let no = 1; no <= 10; no++) {
        const position = await bench.publish(clients[0]!, no);
        await instance.progress.waitFor(token(position, clients[0]!), ['waited']);
        expect(await bench.applied('waited', clients[0]!)).toEqual(upTo(no));
      }
      await expect(instance.progress.waitFor(token('999:1:1', clients[0]!), ['waited'])).rejects.toThrow(
        InvalidPosition,
      );
      const stalled = new Progress({ db: bench.db, log: bench.source.log });
      stalled.track(
        defineConsumer(
          { consumer: 'stalled', events: [ContactLogged] },
          { context: 'performance-kpis', catalogue },
          async () => undefined,
        ),
        'store',
      );
      const there = encodePosition({ position: await bench.source.log.head() });
      expect(await stalled.hasPassed(there, ['stalled'])).toBe(false);
      expect(await instance.progress.hasPassed(instance.progress.position('waited'), ['waited'])).toBe(true);
      await expect(stalled.waitFor(there, ['stalled'], 50)).rejects.toThrow(NotYetVisible);
      const whole = instance.progress.position('waited');
      await instance.progress.waitFor(whole, ['waited'], 50);
    });

    test('anyone who waits for all that is stored at a moment has it, though nobody has sent it on yet', async () => {
      const instance = await bench.start({ consumer: 'all-stored' });
      for (let no = 1; no <= 10; no++) {
        await bench.publishAll(clients, no, no);
        await instance.progress.heardAll(['all-stored'], 30_000);
        expect(await lastOf('all-stored')).toEqual({ A: upTo(no), B: upTo(no), C: upTo(no) });
      }
    });

    test('a position stands for all that its command rested on, whatever topic it is about', async () => {
      const { promise: gate, resolve: open } = Promise.withResolvers<void>();
      const { promise: reached, resolve: atGate } = Promise.withResolvers<void>();
      const position = await bench.publish(clients[0]!, 1);
      // The one who gave the command knew of the contact.
      await bench.start({ consumer: 'heard-first' });
      await eventually(async () => (await bench.applied('heard-first', clients[0]!)).length === 1);
      const late = await bench.start({ consumer: 'hears-late' }, async (event) => {
        if (!mine(event)) return;
        atGate();
        await gate;
      });
      let opened = false;
      const command = encodePosition({ position, topic: Client.topic, key: clients[0]! });
      const waited = late.progress.waitFor(command, ['hears-late'], 30_000).then(() => opened);
      await reached;
      expect(await late.progress.hasPassed(command, ['hears-late'])).toBe(false);
      opened = true;
      open();
      expect(await waited).toBe(true);
      expect(await bench.applied('hears-late', clients[0]!)).toEqual([1]);
    });

    test('a position tells of the consumers in which something of its key is parked, and of no other key', async () => {
      let healed = false;
      const instance = await bench.start({ consumer: 'honest' }, (event) => {
        if (!healed && clientOf(event) === clients[1] && numberOf(event) === 2) throw new Error('no');
      });
      const before = token(await bench.publish(clients[1]!, 1), clients[1]!);
      await bench.publish(clients[1]!, 2);
      const behind = token(await bench.publish(clients[1]!, 3), clients[1]!);
      const other = token(await bench.publish(clients[0]!, 1), clients[0]!);
      for (const each of [before, behind, other]) await instance.progress.waitFor(each, ['honest'], 30_000);
      const parkedAt = async () =>
        Promise.all([before, behind, other].map((each) => instance.progress.parkedUpTo(each, ['honest'])));
      expect(await parkedAt()).toEqual([[], ['honest'], []]);
      healed = true;
      await new ParkedEvents(bench.db).release({ consumer: 'honest' });
      await eventually(async () => (await bench.applied('honest', clients[1]!)).length === 3);
      expect(await parkedAt()).toEqual([[], [], []]);
    });

    test('an instance that does no work of a consumer learns from its checkpoints', async () => {
      const worker = await bench.start({ consumer: 'elsewhere' });
      await bench.publish(clients[0]!, 1);
      await eventually(async () => (await bench.applied('elsewhere', clients[0]!)).length >= 1);
      const idle = await bench.start({ consumer: 'elsewhere' }, undefined, undefined, 'two');
      const position = await bench.publish(clients[0]!, 2);
      await Promise.all(
        [worker, idle].map(({ progress }) => progress.waitFor(token(position, clients[0]!), ['elsewhere'])),
      );
      expect(await bench.applied('elsewhere', clients[0]!)).toEqual(upTo(2));
    });

    test('a broadcast reaches every instance from now on, and has no transaction', async () => {
      await bench.publish(clients[0]!, 1);
      // Until the relay has passed it on, it lies in the future of a consumer that begins.
      await bench.start({ consumer: 'before' });
      await eventually(async () => (await bench.applied('before', clients[0]!)).length === 1);
      const heard: [number[], number[]] = [[], []];
      const refused: unknown[] = [];
      const hear =
        (which: 0 | 1) =>
        async (event: RecordedEvent, { tx }: { tx: { query(text: string): Promise<unknown> } }) => {
          if (!mine(event)) return;
          await tx.query('select 1').catch((error: unknown) => refused.push(error));
          heard[which].push(numberOf(event));
        };
      await bench.start({ consumer: 'live', broadcast: true }, hear(0));
      await bench.start({ consumer: 'live', broadcast: true }, hear(1));
      // A broadcast begins when it begins: until both have received something, more is published.
      for (let no = 2; heard[0].length === 0 || heard[1].length === 0; no++) {
        await bench.publish(clients[0]!, no);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(refused.length).toBeGreaterThan(0);
      expect(heard.flat()).not.toContain(1);
    });
  });
}
