import { randomUUID } from 'node:crypto';
import type { NewEvent, RecordedEvent } from '@hengxin/event-sourcing';
import { AppendTooLarge } from '../append-texts.js';
import { PositionRefused } from '../following/position-refused.js';
import { comparePositions, END, formatPosition, parsePosition, START } from '../position.js';
import { type EventLog, LARGEST_APPEND_BYTES, NO_STREAM, type SubscriptionOptions } from '../port.js';

/** What an adapter's spec provides: a log over one store that stays the same during the suite. */
export interface LogUnderTest {
  open(onError?: (error: unknown) => void): EventLog;
}

export const event = (n: number, over: Partial<NewEvent> = {}): NewEvent => ({
  id: randomUUID(),
  type: 'Counted',
  version: 1,
  data: { n, text: '恒心 "quoted" \\ {braces}, comma\n' },
  meta: { commandId: `c${n}`, actor: 'S0001', businessDate: '2026-03-02' },
  ...over,
});
export const events = (count: number): NewEvent[] => Array.from({ length: count }, (_, n) => event(n));
export const numbers = (found: readonly RecordedEvent[]): unknown[] => found.map(({ data }) => (data as { n: number }).n);

/** Collects what a subscription delivers, until enough has come. */
export class Collector {
  readonly events: RecordedEvent[] = [];
  /** Where `upTo` was told to lie before what had been told. */
  wentBack: string | undefined;
  private checks: (() => void)[] = [];

  constructor(public upTo = START) {}

  readonly onBatch: SubscriptionOptions['onBatch'] = async (batch, upTo) => {
    this.events.push(...batch);
    if (upTo !== this.upTo && comparePositions(upTo, this.upTo) < 0) this.wentBack = `${this.upTo} to ${upTo}`;
    this.upTo = upTo;
    this.lookAgain();
  };

  /** For conditions that rest on more than what was delivered. */
  lookAgain(): void {
    for (const check of [...this.checks]) check();
  }

  until(done: (self: this) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!done(this)) return;
        this.checks = this.checks.filter((other) => other !== check);
        resolve();
      };
      this.checks.push(check);
      check();
    });
  }
}

/** What every adapter of the port must do. Run it unchanged. */
export function eventLogConformance(name: string, makeLog: () => Promise<LogUnderTest>): void {
  describe(`event log: ${name}`, () => {
    let under: LogUnderTest;
    let log: EventLog;
    const stream = (category = 'conformance') => `${category}-${randomUUID()}`;

    beforeAll(async () => {
      under = await makeLog();
      log = under.open();
    }, 60_000);
    afterAll(() => log?.close());

    describe('revisions', () => {
      it('an event comes back as it was appended, with its place', async () => {
        const s = stream();
        const appended = event(1);
        const result = await log.append(s, [appended], NO_STREAM);
        const repeated = log.knowsIdsIn === 'log' ? false : undefined;
        expect(result).toEqual({ ok: true, revision: 0, repeated, position: expect.any(String) });
        const [read] = await log.read(s);
        expect(read).toEqual({
          ...appended,
          stream: s,
          revision: 0,
          position: result.ok && result.position,
          recordedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        });
      });

      it('a stream without events is empty', async () => {
        expect(await log.read(stream())).toEqual([]);
      });

      it('revisions count from 0 and go on where the last append ended', async () => {
        const s = stream();
        expect(await log.append(s, events(3), NO_STREAM)).toMatchObject({ ok: true, revision: 2 });
        expect(await log.append(s, events(2), 2)).toMatchObject({ ok: true, revision: 4 });
        expect((await log.read(s)).map((e) => e.revision)).toEqual([0, 1, 2, 3, 4]);
      });

      it.each([
        { title: 'NO_STREAM when there is one', expected: NO_STREAM },
        { title: 'an earlier revision', expected: 0 },
        { title: 'a revision that is not reached yet', expected: 7 },
      ])('$title is refused with the actual revision, and nothing is stored', async ({ expected }) => {
        const s = stream();
        await log.append(s, events(2), NO_STREAM);
        expect(await log.append(s, [event(9)], expected)).toEqual({ ok: false, reason: 'WRONG_REVISION', actualRevision: 1 });
        expect(await log.read(s)).toHaveLength(2);
      });

      it('a revision of a stream that is not there is refused', async () => {
        expect(await log.append(stream(), [event(1)], 4)).toEqual({ ok: false, reason: 'WRONG_REVISION', actualRevision: NO_STREAM });
      });

      it('of many appends at one revision exactly one is stored', async () => {
        const s = stream();
        await log.append(s, [event(0)], NO_STREAM);
        const results = await Promise.all(Array.from({ length: 20 }, (_, n) => log.append(s, [event(n)], 0)));
        expect(results.filter((result) => result.ok)).toHaveLength(1);
        expect(await log.read(s)).toHaveLength(2);
      });

      it('appends to one stream that do not wait for each other are stored in order', async () => {
        const s = stream();
        const results = await Promise.all(Array.from({ length: 30 }, (_, n) => log.append(s, [event(n)], n - 1)));
        expect(results.every((result) => result.ok)).toBe(true);
        expect(numbers(await log.read(s))).toEqual(Array.from({ length: 30 }, (_, n) => n));
      });
    });

    describe('retries', () => {
      it('the same events again are recognised by their ids and give the first answer', async () => {
        const s = stream();
        const batch = events(3);
        const first = await log.append(s, batch, NO_STREAM);
        await log.append(s, [event(9)], 2);
        expect(await log.append(s, batch, NO_STREAM)).toEqual({ ...first, repeated: true });
        expect(await log.read(s)).toHaveLength(4);
      });

      it('the same events sent twice at the same time are stored once', async () => {
        const s = stream();
        const batch = events(2);
        const results = await Promise.all([1, 2, 3].map(() => log.append(s, batch, NO_STREAM)));
        expect(results.map((result) => result.ok && result.revision)).toEqual([1, 1, 1]);
        expect(results.filter((result) => result.ok && result.repeated)).toHaveLength(2);
        expect(await log.read(s)).toHaveLength(2);
      });

      it('an event id that another stream has is refused where the log knows it, and its neighbours in time are stored', async () => {
        const [taken, mine, other] = [stream(), stream(), stream()];
        const used = event(1);
        await log.append(taken, [used], NO_STREAM);
        const [refused, stored] = await Promise.all([
          log.append(mine, [event(0), used], NO_STREAM),
          log.append(other, [event(2)], NO_STREAM),
        ]);
        expect(stored).toMatchObject({ ok: true });
        if (log.knowsIdsIn === 'log') expect(refused).toEqual({ ok: false, reason: 'EVENT_ID_TAKEN', takenBy: taken });
        else expect(refused).toMatchObject({ ok: true, revision: 1 });
        expect(await log.read(mine)).toHaveLength(log.knowsIdsIn === 'log' ? 0 : 2);
      });

      it('an append that only begins with stored events is no retry', async () => {
        const s = stream();
        const [first, second] = events(2) as [NewEvent, NewEvent];
        await log.append(s, [first], NO_STREAM);
        expect(await log.append(s, [first, second], NO_STREAM)).toEqual({ ok: false, reason: 'WRONG_REVISION', actualRevision: 0 });
      });

      it('the largest append is stored, a larger one refused before anything is written', async () => {
        const s = stream();
        const [first, second] = events(2) as [NewEvent, NewEvent];
        const sized = (bytes: number) => [first, { ...second, data: { text: '恒'.repeat(Math.floor(bytes / 3)) } }];
        await expect(log.append(s, sized(LARGEST_APPEND_BYTES), NO_STREAM)).rejects.toThrow(AppendTooLarge);
        expect(await log.read(s)).toEqual([]);
        expect(await log.append(s, sized(LARGEST_APPEND_BYTES - 1_000), NO_STREAM)).toMatchObject({ ok: true, revision: 1 });
        expect(await log.read(s)).toHaveLength(2);
      });

      it('an append without events, or with one id twice, is a bug and throws', async () => {
        const twice = event(1);
        await expect(log.append(stream(), [], NO_STREAM)).rejects.toThrow(RangeError);
        await expect(log.append(stream(), [twice, twice], NO_STREAM)).rejects.toThrow(RangeError);
      });
    });

    describe('reading', () => {
      it('several streams are read at once, those without events are left out', async () => {
        const [a, b, none] = [stream(), stream(), stream()];
        await log.append(a, events(2), NO_STREAM);
        await log.append(b, events(1), NO_STREAM);
        const found = await log.readMany([a, none, b]);
        expect([...found.keys()].sort()).toEqual([a, b].sort());
        expect(found.get(a)!.map((e) => e.revision)).toEqual([0, 1]);
      });

      it('a large stream is read whole', async () => {
        const s = stream();
        await log.append(s, events(2_500), NO_STREAM);
        expect(numbers(await log.read(s))).toEqual(Array.from({ length: 2_500 }, (_, n) => n));
      });
    });

    describe('subscriptions', () => {
      it('from the start everything of a category comes in order, then what is appended later', async () => {
        const category = `c${randomUUID().slice(0, 8)}`;
        const [a, b] = [stream(category), stream(category)];
        await log.append(a, events(2), NO_STREAM);
        const collector = new Collector();
        const subscription = log.subscribe({ from: START, categories: [category], onBatch: collector.onBatch });
        await collector.until(({ events: found }) => found.length === 2);
        await log.append(b, [event(2)], NO_STREAM);
        await log.append(a, [event(3)], 1);
        await collector.until(({ events: found }) => found.length === 4);
        await subscription.stop();
        expect(numbers(collector.events)).toEqual([0, 1, 2, 3]);
        expectOrdered(collector.events);
      });

      it('several categories are delivered as one order; types narrow them', async () => {
        const [left, right] = [`l${randomUUID().slice(0, 8)}`, `r${randomUUID().slice(0, 8)}`];
        for (let n = 0; n < 6; n++)
          await log.append(stream(n % 2 ? left : right), [event(n, { type: n % 3 ? 'Counted' : 'Third' })], NO_STREAM);
        const [all, thirds] = [new Collector(), new Collector()];
        const running = [
          log.subscribe({ from: START, categories: [left, right], batchSize: 2, onBatch: all.onBatch }),
          log.subscribe({ from: START, categories: [left, right], types: ['Third'], batchSize: 2, onBatch: thirds.onBatch }),
        ];
        await Promise.all([all.until((c) => c.events.length === 6), thirds.until((c) => c.events.length === 2)]);
        await Promise.all(running.map((subscription) => subscription.stop()));
        expect(numbers(all.events)).toEqual([0, 1, 2, 3, 4, 5]);
        expect(numbers(thirds.events)).toEqual([0, 3]);
      });

      it('without categories it delivers all', async () => {
        const [a, b] = [stream('one'), stream('two')];
        const collector = new Collector();
        const subscription = log.subscribe({ from: await log.head(), categories: [], onBatch: collector.onBatch });
        await log.append(a, [event(1)], NO_STREAM);
        await log.append(b, [event(2)], NO_STREAM);
        await collector.until(({ events: found }) => found.length >= 2);
        await subscription.stop();
        expect(collector.events.map((e) => e.stream)).toEqual([a, b]);
      });

      it('a position is exclusive, and any position can be resumed from', async () => {
        const category = `p${randomUUID().slice(0, 8)}`;
        const s = stream(category);
        for (let n = 0; n < 5; n++) await log.append(s, [event(n)], n - 1);
        const stored = await log.read(s);
        for (const [i, { position }] of stored.entries()) {
          const collector = new Collector(position);
          const subscription = log.subscribe({ from: position, categories: [category], onBatch: collector.onBatch });
          await collector.until((c) => comparePositions(c.upTo, stored.at(-1)!.position) >= 0);
          await subscription.stop();
          expect(numbers(collector.events)).toEqual(numbers(stored.slice(i + 1)));
        }
      });

      it('from the end only what comes later is delivered', async () => {
        const category = `e${randomUUID().slice(0, 8)}`;
        await log.append(stream(category), [event(0)], NO_STREAM);
        const collector = new Collector();
        const subscription = log.subscribe({ from: END, categories: [category], onBatch: collector.onBatch });
        await collector.until(({ upTo }) => upTo !== START);
        await log.append(stream(category), [event(1)], NO_STREAM);
        await collector.until(({ events: found }) => found.length > 0);
        await subscription.stop();
        expect(numbers(collector.events)).toEqual([1]);
      });

      it('upTo reaches the position of an append even when nothing of it is delivered', async () => {
        const collector = new Collector();
        const subscription = log.subscribe({ from: START, categories: [`n${randomUUID().slice(0, 8)}`], onBatch: collector.onBatch });
        const result = await log.append(stream(), [event(1)], NO_STREAM);
        await collector.until(({ upTo }) => comparePositions(upTo, (result as { position: string }).position) >= 0);
        await subscription.stop();
        expect(collector.events).toEqual([]);
      });

      it('batches hold no more than batchSize, one call at a time', async () => {
        const category = `b${randomUUID().slice(0, 8)}`;
        await log.append(stream(category), events(25), NO_STREAM);
        const sizes: number[] = [];
        let inside = 0;
        const collector = new Collector();
        const subscription = log.subscribe({
          from: START,
          categories: [category],
          batchSize: 10,
          onBatch: async (batch, upTo) => {
            expect(++inside).toBe(1);
            await new Promise(setImmediate);
            inside--;
            if (batch.length) sizes.push(batch.length);
            await collector.onBatch(batch, upTo);
          },
        });
        await collector.until(({ events: found }) => found.length === 25);
        await subscription.stop();
        expect(sizes).toEqual([10, 10, 5]);
      });

      it('a handler that throws gets the same events again', async () => {
        const category = `t${randomUUID().slice(0, 8)}`;
        await log.append(stream(category), events(3), NO_STREAM);
        const seen: unknown[][] = [];
        const collector = new Collector();
        const subscription = log.subscribe({
          from: START,
          categories: [category],
          onBatch: async (batch, upTo) => {
            if (batch.length && seen.push(numbers(batch)) < 3) throw new Error('not yet');
            await collector.onBatch(batch, upTo);
          },
        });
        await collector.until(({ events: found }) => found.length === 3);
        await subscription.stop();
        expect(seen).toEqual([
          [0, 1, 2],
          [0, 1, 2],
          [0, 1, 2],
        ]);
      });

      it('a stopped subscription delivers nothing more', async () => {
        const category = `s${randomUUID().slice(0, 8)}`;
        const collector = new Collector();
        const subscription = log.subscribe({ from: START, categories: [category], onBatch: collector.onBatch });
        await subscription.stop();
        await log.append(stream(category), [event(0)], NO_STREAM);
        const later = new Collector();
        const other = log.subscribe({ from: START, categories: [category], onBatch: later.onBatch });
        await later.until(({ events: found }) => found.length === 1);
        await other.stop();
        expect(collector.events).toEqual([]);
      });

      it('subscriptions that take their time now and then miss nothing, beside others that wait for every event', async () => {
        const from = await log.head();
        const [a, b] = [`a${randomUUID().slice(0, 8)}`, `b${randomUUID().slice(0, 8)}`];
        const readers = [[a], [b], [a, b], [a], []].map((categories, i) => {
          const collector = new Collector(from);
          let batches = 0;
          const onBatch: SubscriptionOptions['onBatch'] = async (found, upTo) => {
            // Every third one is busy while the others read on, for as long as it takes them to get far ahead.
            if (i % 2 === 0 && ++batches % 3 === 0) await readers[1]!.collector.until(({ events: read }) => read.length % 40 > 20 || done);
            await collector.onBatch(found, upTo);
          };
          return { categories, collector, subscription: log.subscribe({ from, categories, batchSize: 7, onBatch }) };
        });
        let done = false;
        for (let n = 0; n < 120; n++) await Promise.all([a, b].map((category) => log.append(stream(category), [event(n)], NO_STREAM)));
        done = true;
        // The last event may have been delivered before this: nothing else would have the condition looked at again.
        readers[1]!.collector.lookAgain();
        await readers[1]!.collector.until(({ events: read }) => read.length === 120);
        for (const { categories, collector, subscription } of readers) {
          const wanted = (categories.length === 0 ? [a, b] : categories).length * 120;
          const own = () => collector.events.filter(({ stream: name }) => name.startsWith(a) || name.startsWith(b));
          await collector.until(() => own().length >= wanted);
          await subscription.stop();
          expect(own()).toHaveLength(wanted);
          expect(collector.wentBack).toBeUndefined();
          expect(own().map(({ position }) => position)).toEqual([...own()].map(({ position }) => position).sort(comparePositions));
        }
      });

      it('a position beyond the end is refused: it is told of, `check` says it, and nothing is passed over in silence', async () => {
        const errors: unknown[] = [];
        const other = new Collector();
        const own = under.open((error) => {
          errors.push(error);
          other.lookAgain();
        });
        await own.append(stream(), [event(0)], NO_STREAM);
        const { epoch, xid, seq } = parsePosition(await own.head());
        const beyond = formatPosition({ epoch, xid: xid + 1_000_000, seq: seq + 1_000_000 });
        const collector = new Collector(beyond);
        await own.check();
        const subscription = own.subscribe({ from: beyond, categories: [], onBatch: collector.onBatch });
        const reader = own.subscribe({ from: END, categories: [], onBatch: other.onBatch });
        await other.until(() => errors.length > 0);
        expect(errors[0]).toBeInstanceOf(PositionRefused);
        await expect(own.check()).rejects.toThrow(/beyond the end/);
        await log.append(stream(), [event(1)], NO_STREAM);
        await other.until(({ events: found }) => found.length > 0);
        expect(collector.upTo).toBe(beyond);
        await Promise.all([subscription.stop(), reader.stop()]);
        await own.check();
        await own.close();
      });

      it('head is where a subscription from the start arrives', async () => {
        await log.append(stream(), [event(1)], NO_STREAM);
        const head = await log.head();
        const collector = new Collector();
        const subscription = log.subscribe({ from: START, categories: [`h${randomUUID().slice(0, 8)}`], onBatch: collector.onBatch });
        await collector.until(({ upTo }) => comparePositions(upTo, head) >= 0);
        await subscription.stop();
      });
    });

    describe('concurrent writers', () => {
      it('two instances of the log write while a third one reads: nothing lost, no duplicate, every stream in order', async () => {
        const category = `w${randomUUID().slice(0, 8)}`;
        const writers = [under.open(), under.open()];
        const follower = under.open();
        const collector = new Collector();
        const subscription = follower.subscribe({ from: START, categories: [category], batchSize: 50, onBatch: collector.onBatch });
        const shared = Array.from({ length: 8 }, () => stream(category));
        const appended: string[] = [];
        await Promise.all(
          writers.flatMap((writer) =>
            Array.from({ length: 8 }, async (_, caller) => {
              for (let n = 0; n < 40; n++) {
                const batch = events(1 + (n % 3));
                const s = n % 2 ? stream(category) : shared[(n + caller) % shared.length]!;
                let revision = n % 2 ? NO_STREAM : ((await writer.read(s)).at(-1)?.revision ?? NO_STREAM);
                for (let stored = false; !stored;) {
                  const result = await writer.append(s, batch, revision);
                  if (result.ok) stored = true;
                  else if (result.reason === 'WRONG_REVISION') revision = result.actualRevision;
                  else throw new Error(result.reason);
                }
                appended.push(...batch.map(({ id }) => id));
              }
            }),
          ),
        );
        await collector.until(({ events: found }) => found.length >= appended.length);
        const head = await follower.head();
        await collector.until(({ upTo }) => comparePositions(upTo, head) >= 0);
        await subscription.stop();
        expect(collector.events.map(({ id }) => id).sort()).toEqual(appended.sort());
        expectOrdered(collector.events);
        await Promise.all([...writers, follower].map((each) => each.close()));
      }, 60_000);
    });
  });
}

/** Positions ascend, and each stream's revisions follow one another. */
export function expectOrdered(found: readonly RecordedEvent[]): void {
  const next = new Map<string, number>();
  found.forEach((each, i) => {
    if (i > 0) expect(comparePositions(found[i - 1]!.position, each.position)).toBeLessThan(0);
    expect(each.revision).toBe(next.get(each.stream) ?? each.revision);
    next.set(each.stream, each.revision + 1);
  });
}
