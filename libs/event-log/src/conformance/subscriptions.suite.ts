import { randomUUID } from 'node:crypto';
import { PositionRefused } from '../following/position-refused.js';
import { comparePositions, END, formatPosition, parsePosition, START } from '../position.js';
import { type EventLog, NO_STREAM, type SubscriptionOptions } from '../port.js';
import {
  Collector,
  event,
  events,
  expectOrdered,
  numbers,
  stream,
  type LogUnderTest,
  type Opened,
} from './collector.suite.js';

/** Following the log. */
export function subscriptionsSuite(opened: Opened): void {
  let under: LogUnderTest;
  let log: EventLog;
  beforeAll(() => void ({ under, log } = opened()));

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
        log.subscribe({
          from: START,
          categories: [left, right],
          types: ['Third'],
          batchSize: 2,
          onBatch: thirds.onBatch,
        }),
      ];
      await Promise.all([all.until((c) => c.events.length === 6), thirds.until((c) => c.events.length === 2)]);
      await Promise.all(running.map((subscription) => subscription.stop()));
      expect(numbers(all.events)).toEqual([0, 1, 2, 3, 4, 5]);
      expect(numbers(thirds.events)).toEqual([0, 3]);
    });

    it('without categories it delivers all', async () => {
      const [a, b] = [stream('one'), stream('two')];
      const collector = new Collector();
      const subscription = log.subscribe({
        from: await log.highWaterMark(),
        categories: [],
        onBatch: collector.onBatch,
      });
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
      const subscription = log.subscribe({
        from: START,
        categories: [`n${randomUUID().slice(0, 8)}`],
        onBatch: collector.onBatch,
      });
      const result = await log.append(stream(), [event(1)], NO_STREAM);
      await collector.until(({ upTo }) => comparePositions(upTo, (result as { position: string }).position) >= 0);
      await subscription.stop();
      expect(collector.events).toEqual([]);
    });

    it('the tip of some categories lies at or behind all that was stored of them', async () => {
      const [one, other, none] = ['one', 'other', 'none'].map((name) => `${name}${randomUUID().slice(0, 8)}`) as [
        string,
        string,
        string,
      ];
      const positions: string[] = [];
      for (const category of [one, other, one, other])
        positions.push(((await log.append(stream(category), [event(1)], NO_STREAM)) as { position: string }).position);
      expect(comparePositions(await log.head([one]), positions[2]!)).toBeGreaterThanOrEqual(0);
      expect(comparePositions(await log.head([one, other, none]), positions[3]!)).toBeGreaterThanOrEqual(0);
      expect(comparePositions(await log.head([none]), await log.head())).toBeLessThanOrEqual(0);
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
      const from = await log.highWaterMark();
      const [a, b] = [`a${randomUUID().slice(0, 8)}`, `b${randomUUID().slice(0, 8)}`];
      const readers = [[a], [b], [a, b], [a], []].map((categories, i) => {
        const collector = new Collector(from);
        let batches = 0;
        const onBatch: SubscriptionOptions['onBatch'] = async (found, upTo) => {
          // Every third one is busy while the others read on, for as long as it takes them to get far ahead.
          if (i % 2 === 0 && ++batches % 3 === 0)
            await readers[1]!.collector.until(({ events: read }) => read.length % 40 > 20 || done);
          await collector.onBatch(found, upTo);
        };
        return { categories, collector, subscription: log.subscribe({ from, categories, batchSize: 7, onBatch }) };
      });
      let done = false;
      for (let n = 0; n < 120; n++)
        await Promise.all([a, b].map((category) => log.append(stream(category), [event(n)], NO_STREAM)));
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
        expect(own().map(({ position }) => position)).toEqual(
          [...own()].map(({ position }) => position).sort(comparePositions),
        );
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
      const { epoch, xid, seq } = parsePosition(await own.highWaterMark());
      const beyond = formatPosition({ epoch, xid: xid + 1_000_000, seq: seq + 1_000_000 });
      const collector = new Collector(beyond);
      await own.check();
      const subscription = own.subscribe({ from: beyond, categories: [], onBatch: collector.onBatch });
      const reader = own.subscribe({ from: END, categories: [], onBatch: other.onBatch });
      // The reader has to have found the end before anything is stored behind it.
      await other.until(({ upTo }) => errors.length > 0 && upTo !== START);
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
      const head = await log.highWaterMark();
      const collector = new Collector();
      const subscription = log.subscribe({
        from: START,
        categories: [`h${randomUUID().slice(0, 8)}`],
        onBatch: collector.onBatch,
      });
      await collector.until(({ upTo }) => comparePositions(upTo, head) >= 0);
      await subscription.stop();
    });
  });
}
