import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { catalogue } from '@hengxin/contracts';
import { AppendTooLarge } from '../append-texts.js';
import { Collector, event, events, expectOrdered, numbers } from '../conformance/event-log.suite.js';
import { LogUnavailable } from '../log-unavailable.js';
import { type EventLog, NO_STREAM } from '../port.js';
import { comparePositions, END, START } from '../position.js';
import { createEventStoreDbEventLog } from './eventstoredb-event-log.js';
import { ServerDouble } from '../testing/index.js';

jest.setTimeout(60_000);

const kept = (n: number) => ({
  id: randomUUID(),
  type: 'Counted',
  contentType: 'application/json',
  data: Buffer.from(JSON.stringify({ n })),
  metadata: Buffer.from(JSON.stringify({ version: 1, meta: {} })),
});

/**
 * The double makes the faults, no matter which server the conformance suite has: a real one does not break on command.
 */
describe('event log: eventstoredb (a double, no server): faults', () => {
  let double: ServerDouble;
  let log: EventLog;
  const failures: unknown[] = [];

  beforeEach(async () => {
    failures.length = 0;
    double = await ServerDouble.started();
    log = createEventStoreDbEventLog({ url: double.url, catalogue, onError: (error) => failures.push(error) });
  });
  afterEach(async () => {
    await log.close();
    await double.stop();
  });

  it('a connection that breaks in the middle of a subscription, again and again: it goes on without a gap or a doubled event', async () => {
    const streams = Array.from({ length: 10 }, () => `broken-${randomUUID()}`);
    for (const stream of streams) await log.append(stream, events(30), NO_STREAM);
    const collector = new Collector();
    double.cutAfterDeliveries(70);
    const subscription = log.subscribe({
      from: START,
      categories: ['broken'],
      batchSize: 20,
      onBatch: collector.onBatch,
    });
    await collector.until(({ events: found }) => found.length >= 100);
    double.cutAfterDeliveries(5);
    for (const stream of streams) await log.append(stream, events(3), 29);
    await collector.until(({ events: found }) => found.length >= 330);
    double.cut();
    await log.append(streams[0]!, events(1), 32);
    const head = await log.highWaterMark();
    await collector.until(({ upTo }) => comparePositions(upTo, head) >= 0);
    await subscription.stop();
    expect(collector.events).toHaveLength(331);
    expect(new Set(collector.events.map(({ id }) => id)).size).toBe(331);
    expectOrdered(collector.events);
    expect(double.cuts).toBe(3);
  });

  it('a new server, with nothing on it, is followed from the start', async () => {
    const collector = new Collector();
    const subscription = log.subscribe({ from: START, categories: ['first'], onBatch: collector.onBatch });
    const other = new Collector();
    const reader = log.subscribe({ from: END, categories: [], onBatch: other.onBatch });
    await other.until(({ upTo }) => upTo !== START);
    await log.append(`first-${randomUUID()}`, [event(1)], NO_STREAM);
    await collector.until(({ events: found }) => found.length === 1);
    await Promise.all([subscription.stop(), reader.stop()]);
    expect(failures).toEqual([]);
  });

  it('what is stored while the one subscription is not yet told of anything is delivered all the same', async () => {
    double.confirmsSubscriptions = false;
    const stream = `gap-${randomUUID()}`;
    await log.append(stream, [event(0)], NO_STREAM);
    const collector = new Collector();
    const subscription = log.subscribe({ from: START, categories: ['gap'], onBatch: collector.onBatch });
    await collector.until(({ events: found }) => found.length === 1);
    // By another process, which wakes nobody here.
    const other = createEventStoreDbEventLog({ url: double.url, catalogue });
    for (let n = 1; n < 4; n++) {
      await other.append(stream, [event(n)], n - 1);
      await collector.until(({ events: found }) => found.length === n + 1);
    }
    await Promise.all([subscription.stop(), other.close()]);
    expect(double.calls.subscribe).toBe(1);
  });

  it('after an error it reads on in the window of catching up, a page at a time and not an event at a time', async () => {
    const collector = new Collector();
    const subscription = log.subscribe({ from: START, categories: ['pace'], onBatch: collector.onBatch });
    await log.append('pace-1', [event(0)], NO_STREAM);
    await collector.until(({ events: found }) => found.length === 1);
    double.windows.length = 0;
    const before = double.calls.readAll;
    await double.crash();
    for (let n = 0; n < 300; n++) double.store.append(`pace-${n + 2}`, [kept(n)], NO_STREAM);
    for (let n = 0; n < 300; n++) double.store.append(`other-${n}`, [kept(n)], NO_STREAM);
    await double.restart();
    const end = await log.head();
    await collector.until(({ upTo }) => comparePositions(upTo, end) >= 0);
    await subscription.stop();
    expect(collector.events).toHaveLength(301);
    // The subscription that only wakes looks at events one by one; it is never the source of any.
    expect(new Set(double.windows.filter((window) => window !== 1))).toEqual(new Set([500]));
    expect(double.calls.readAll - before).toBeLessThan(100);
  });

  it('a burst that puts every subscription of the server back to catching up is read to its end, by no more subscriptions', async () => {
    const collector = new Collector();
    const subscription = log.subscribe({ from: END, categories: ['burst'], onBatch: collector.onBatch });
    await collector.until(({ upTo }) => upTo !== START);
    for (let n = 0; n < 20; n++) {
      if (n % 5 === 0) double.overtakeSubscriptions();
      await Promise.all(Array.from({ length: 20 }, () => log.append(`burst-${randomUUID()}`, events(3), NO_STREAM)));
    }
    const tip = (await log.append(`other-${randomUUID()}`, [event(3)], NO_STREAM)) as { position: string };
    await collector.until(({ upTo }) => comparePositions(upTo, tip.position) >= 0);
    await subscription.stop();
    expect(collector.events).toHaveLength(1_200);
    expectOrdered(collector.events);
    expect(collector.wentBack).toBeUndefined();
    expect(double.calls.subscribe).toBe(1);
  });

  it('subscriptions that wait for more read the end of the log together', async () => {
    const collectors = Array.from({ length: 10 }, () => new Collector());
    const subscriptions = collectors.map(({ onBatch }, i) =>
      log.subscribe({ from: START, categories: [`c${i}`], onBatch }),
    );
    for (let n = 0; n < 10; n++) await log.append(`c${n}-${randomUUID()}`, [event(n)], NO_STREAM);
    await Promise.all(collectors.map((collector) => collector.until(({ events: found }) => found.length === 1)));
    const before = double.calls.readAll;
    await log.append(`c0-${randomUUID()}`, [event(9)], NO_STREAM);
    const end = await log.head();
    await Promise.all(collectors.map((collector) => collector.until(({ upTo }) => comparePositions(upTo, end) >= 0)));
    // A page is two calls, one for the end and one for the events; beside them `head`, and looks that the clock brings.
    expect(double.calls.readAll - before).toBeLessThan(collectors.length);
    expect(double.calls.subscribe).toBe(1);
    await Promise.all(subscriptions.map((subscription) => subscription.stop()));
  });

  it('what lies behind more of other systems than one call can look at is reached', async () => {
    const foreign = Array.from({ length: 3_000 }, (_, n) => ({
      id: randomUUID(),
      type: 'Theirs',
      contentType: 'application/json',
      data: Buffer.from(JSON.stringify({ n })),
      metadata: new Uint8Array(),
    }));
    double.store.append('theirs-1', foreign, NO_STREAM);
    double.looksAtMost = 100;
    await log.append(`ours-${randomUUID()}`, [event(1)], NO_STREAM);
    const collector = new Collector();
    const subscription = log.subscribe({ from: START, categories: ['ours'], onBatch: collector.onBatch });
    await collector.until(({ upTo }) => upTo !== START);
    expect(collector.events).toEqual([]);
    double.looksAtMost = Number.POSITIVE_INFINITY;
    await collector.until(({ events: found }) => found.length === 1);
    await subscription.stop();
  });

  it('an append whose answer is lost is sent again, stored once, and is no repetition', async () => {
    const stream = `lost-${randomUUID()}`;
    const batch = events(3);
    double.loseNextAnswer();
    const result = await log.append(stream, batch, NO_STREAM);
    expect(result).toMatchObject({ ok: true, revision: 2 });
    expect(result.ok && result.repeated).toBeFalsy();
    expect((await log.read(stream)).map(({ id }) => id)).toEqual(batch.map(({ id }) => id));
    expect(await log.append(stream, batch, NO_STREAM)).toEqual({ ...result, repeated: true });
  });

  it.each([{ thrown: false }, { thrown: true }])(
    'a wrong revision is an answer (the call fails: $thrown)',
    async ({ thrown }) => {
      const stream = `wrong-${randomUUID()}`;
      await log.append(stream, events(4), NO_STREAM);
      double.throwsWrongVersion = thrown;
      expect(await log.append(stream, [event(9)], 1)).toEqual({
        ok: false,
        reason: 'WRONG_REVISION',
        actualRevision: 3,
      });
      expect(await log.append(stream, [event(9)], NO_STREAM)).toEqual({
        ok: false,
        reason: 'WRONG_REVISION',
        actualRevision: 3,
      });
      expect(await log.append(`none-${randomUUID()}`, [event(9)], 0)).toEqual({
        ok: false,
        reason: 'WRONG_REVISION',
        actualRevision: NO_STREAM,
      });
    },
  );

  it('an append is one call where nothing goes wrong, of one event and of many, the first time, again, and at a wrong revision', async () => {
    const stream = `counted-${randomUUID()}`;
    const calls = async (action: () => Promise<unknown>): Promise<typeof double.calls> => {
      const before = { ...double.calls };
      await action();
      return Object.fromEntries(
        Object.entries(double.calls).map(([kind, n]) => [kind, n - before[kind as keyof typeof before]]),
      ) as never;
    };
    const one = { append: 1, batchAppend: 0, readStream: 0, readAll: 0, subscribe: 0 };
    const [first, five] = [events(1), events(5)];
    expect(await calls(() => log.append(stream, first, NO_STREAM))).toEqual(one);
    expect(await calls(() => log.append(stream, five, 0))).toEqual(one);
    expect(await calls(() => log.append(stream, five, 0))).toEqual(one);
    expect(await calls(() => log.append(stream, events(1), 2))).toEqual(one);
    expect(await calls(() => log.append(stream, events(1), 5))).toEqual(one);
    expect(
      [...new Set(double.store.all.map(({ stream: name }) => name))].filter((name) => !name.startsWith('$')),
    ).toEqual([stream]);
  });

  it.each([{ tells: true }, { tells: false }])(
    'revision and position are those of the last event, whether the answer tells them or not (tells: $tells)',
    async ({ tells }) => {
      double.tellsNoPosition = !tells;
      const stream = `exact-${randomUUID()}`;
      const [one, three] = [events(1), events(3)];
      const answers = [await log.append(stream, one, NO_STREAM), await log.append(stream, three, 0)];
      const stored = await log.read(stream);
      expect(answers).toMatchObject([
        { ok: true, revision: 0, position: stored[0]!.position },
        { ok: true, revision: 3, position: stored[3]!.position },
      ]);
      expect([await log.append(stream, one, NO_STREAM), await log.append(stream, three, 0)]).toEqual(
        answers.map((answer) => ({ ...answer, repeated: true })),
      );
    },
  );

  it('more than a server of a lower MaxAppendSize takes is refused as too large by its figure, and nothing is stored', async () => {
    double.largestAppend = 4_096;
    const stream = `large-${randomUUID()}`;
    const large = event(1, { data: { text: 'x'.repeat(5_000) } });
    const refused = await log.append(stream, [large], NO_STREAM).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(AppendTooLarge);
    expect(refused).toMatchObject({ code: 'APPEND_TOO_LARGE', most: 4_096 });
    expect((refused as AppendTooLarge).bytes).toBeGreaterThan(5_000);
    expect(await log.read(stream)).toEqual([]);
    expect(await log.append(stream, [event(2)], NO_STREAM)).toMatchObject({ ok: true, revision: 0 });
  });

  it('two processes that append the same events at the same time store them once, and get the same answer', async () => {
    const other = createEventStoreDbEventLog({ url: double.url, catalogue });
    const stream = `both-${randomUUID()}`;
    const batch = events(2);
    const results = await Promise.all([log, other].map((each) => each.append(stream, batch, NO_STREAM)));
    await other.close();
    const [{ position }] = results as [{ position: string }, unknown];
    expect(results).toMatchObject([
      { ok: true, revision: 1, position },
      { ok: true, revision: 1, position },
    ]);
    expect(await log.read(stream)).toHaveLength(2);
  });

  it('other systems’ streams in the same store are left alone, those of its own names too', async () => {
    const theirs = {
      id: randomUUID(),
      type: 'Counted',
      contentType: 'application/json',
      data: Buffer.from('{"n":7}'),
      metadata: new Uint8Array(),
    };
    double.store.append('shared-theirs', [theirs], NO_STREAM);
    await log.append('shared-ours', [event(1)], NO_STREAM);
    const collector = new Collector();
    const subscription = log.subscribe({
      from: START,
      categories: ['shared'],
      types: ['Counted'],
      onBatch: collector.onBatch,
    });
    const head = await log.highWaterMark();
    await collector.until(({ upTo }) => comparePositions(upTo, head) >= 0);
    await subscription.stop();
    expect(collector.events.map(({ stream }) => stream)).toEqual(['shared-ours']);
    expect(double.store.stream('shared-theirs')).toHaveLength(1);
    await expect(log.read('shared-theirs')).rejects.toThrow('was not written by the event log');
  });

  it('platforms that share a server by prefixes of their streams know nothing of each other, nor does the one without', async () => {
    const [test, test2] = ['test', 'test2'].map((prefix) =>
      createEventStoreDbEventLog({ url: `${double.url}&streamPrefix=${prefix}`, catalogue }),
    );
    const logs = [log, test!, test2!];
    for (const [n, each] of logs.entries())
      expect(await each.append('shared-1', [event(n)], NO_STREAM)).toMatchObject({ revision: 0 });
    expect(double.store.all.map(({ stream }) => stream).filter((name) => !name.startsWith('$'))).toEqual([
      'shared-1',
      'test.shared-1',
      'test2.shared-1',
    ]);
    for (const [n, each] of logs.entries()) {
      expect(await each.read('shared-1')).toMatchObject([{ stream: 'shared-1', data: { n } }]);
      const head = await each.highWaterMark();
      for (const wanted of [
        { categories: ['shared'] },
        { categories: [] },
        { categories: ['shared'], types: ['Counted'] },
      ]) {
        const collector = new Collector();
        const subscription = each.subscribe({ from: START, ...wanted, onBatch: collector.onBatch });
        await collector.until(({ upTo }) => comparePositions(upTo, head) >= 0);
        await subscription.stop();
        expect(collector.events).toMatchObject([{ stream: 'shared-1', data: { n } }]);
      }
    }
    await Promise.all([test!.close(), test2!.close()]);
  });

  it('a deleted stream is an empty one that goes on, a scavenged one begins later, and one deleted for good says so', async () => {
    const [soft, hard, old] = ['soft-1', 'hard-1', 'old-1'];
    for (const stream of [soft, hard, old]) await log.append(stream, events(3), NO_STREAM);
    double.store.delete(soft, { forGood: false });
    double.store.delete(hard, { forGood: true });
    double.store.scavenge(old, 2);
    expect(await log.read(soft)).toEqual([]);
    expect(await log.append(soft, [event(4)], NO_STREAM)).toMatchObject({ ok: true, revision: 3 });
    expect((await log.read(old)).map(({ revision }) => revision)).toEqual([2]);
    expect(await log.append(old, [event(4)], 2)).toMatchObject({ ok: true, revision: 3 });
    await expect(log.read(hard)).rejects.toThrow('hard-1 was deleted for good');
    await expect(log.append(hard, [event(4)], 2)).rejects.toThrow('hard-1 was deleted for good');
    const collector = new Collector();
    const subscription = log.subscribe({ from: START, categories: ['old', 'soft'], onBatch: collector.onBatch });
    const head = await log.highWaterMark();
    await collector.until(({ upTo }) => comparePositions(upTo, head) >= 0);
    await subscription.stop();
    expect(collector.events.filter(({ stream }) => stream === old).map(({ revision }) => revision)).toEqual([2, 3]);
  });

  it('a position that a restore took away is refused when it is opened', async () => {
    const { position } = (await log.append('kept-1', [event(1)], NO_STREAM)) as { position: string };
    const lost = (await log.append('lost-1', [event(2)], NO_STREAM)) as { position: string };
    double.store.forgetAfter(BigInt(position.split(':')[1]!));
    const collector = new Collector();
    const subscription = log.subscribe({ from: lost.position, categories: [], onBatch: collector.onBatch });
    while (failures.length === 0) await new Promise(setImmediate);
    expect(failures[0]).toMatchObject({ code: 'POSITION_REFUSED' });
    await expect(log.check()).rejects.toThrow(/read again from the start/);
    await subscription.stop();
  });

  it('a restore under a subscription that runs is found out: it gets nothing more, and that is told', async () => {
    const { position } = (await log.append('kept-1', [event(1)], NO_STREAM)) as { position: string };
    await log.append('lost-1', [event(2)], NO_STREAM);
    const collector = new Collector();
    const subscription = log.subscribe({ from: START, categories: [], onBatch: collector.onBatch });
    await collector.until(({ events: found }) => found.length === 2);
    double.store.forgetAfter(BigInt(position.split(':')[1]!));
    while (failures.length === 0) await new Promise(setImmediate);
    expect(failures).toMatchObject([{ code: 'POSITION_REFUSED' }]);
    await expect(log.check()).rejects.toThrow(/read again from the start/);
    // Where the lost one stood, and none the less no event that was there before.
    expect(await log.append('late-1', [event(3)], NO_STREAM)).toMatchObject({ ok: true, repeated: undefined });
    await subscription.stop();
    expect(numbers(collector.events)).toEqual([1, 2]);
  });

  it('an end that lies before it for a moment, as that of a leader who was deposed, is waited out', async () => {
    await log.append('moment-1', events(2), NO_STREAM);
    const collector = new Collector();
    const subscription = log.subscribe({ from: START, categories: ['moment'], onBatch: collector.onBatch });
    await collector.until(({ events: found }) => found.length === 2);
    const whole = double.store.all;
    const before = double.calls.readAll;
    double.store.all = whole.slice(0, 1);
    while (double.calls.readAll < before + 2) await new Promise(setImmediate);
    double.store.all = whole;
    await log.append('moment-2', [event(3)], NO_STREAM);
    await collector.until(({ events: found }) => found.length === 3);
    await subscription.stop();
    expect(failures).toEqual([]);
  });

  it.each([
    { title: 'is away', begin: () => double.crash(), end: () => double.restart() },
    { title: 'accepts calls but never answers', begin: async () => double.hang(), end: async () => double.recover() },
  ])(
    'while the server $title calls fail with LogUnavailable, and all goes on by itself afterwards',
    async ({ begin, end }) => {
      const collector = new Collector();
      const subscription = log.subscribe({ from: START, categories: ['away'], onBatch: collector.onBatch });
      const before = `away-${randomUUID()}`;
      await log.append(before, [event(1)], NO_STREAM);
      await begin();
      const [after, lost] = [`away-${randomUUID()}`, event(2)];
      await Promise.all([
        expect(log.append(after, [lost], NO_STREAM)).rejects.toThrow(LogUnavailable),
        expect(log.read(before)).rejects.toThrow(/does not answer \(reading a stream\)/),
        expect(log.head()).rejects.toThrow(LogUnavailable),
      ]);
      await end();
      expect(await log.append(after, [lost], NO_STREAM)).toMatchObject({ ok: true });
      await collector.until(({ events: found }) => found.length === 2);
      await subscription.stop();
      expect(numbers(collector.events)).toEqual([1, 2]);
    },
    30_000,
  );

  it('positions of another epoch or beyond 2^53 are refused, and the bytes of a position are kept exactly', async () => {
    const stream = `place-${randomUUID()}`;
    await log.append(stream, [event(1)], NO_STREAM);
    const [read] = await log.read(stream);
    const [kept] = double.store.stream(stream) as readonly { position: bigint }[];
    expect(read!.position).toBe(`1:${kept!.position}:${kept!.position}`);
    const from = (text: string) => () => log.subscribe({ from: text, categories: [], onBatch: async () => undefined });
    expect(from('2:7:7')).toThrow(/epoch 2, this event log is in epoch 1/);
    expect(from('1:9007199254740993:7')).toThrow(RangeError);
    expect(from('nowhere')).toThrow(RangeError);
    expect(from('1:1654:49632')).toThrow(/of another event log/);
    await expect(log.check()).rejects.toThrow(/epoch 2/);
  });

  it('appends never use the method in which the client mixes up the callers of a process, though the server offers it', async () => {
    expect(await log.append(`plain-${randomUUID()}`, events(2), NO_STREAM)).toMatchObject({ ok: true });
    expect(double.calls.batchAppend).toBe(0);
  });
});
