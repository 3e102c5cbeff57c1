import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { Collector, event, events, expectOrdered, numbers } from '../conformance/event-log.suite.js';
import { LogUnavailable } from '../log-unavailable.js';
import { type EventLog, NO_STREAM } from '../port.js';
import { comparePositions, END, START } from '../position.js';
import { createEventStoreDbEventLog } from './eventstoredb-event-log.js';
import { ServerDouble } from './testing/server-double.suite.js';

jest.setTimeout(60_000);

/** Faults are made by the double, whatever server the conformance suite has: a real one breaks at no word of command. */
describe('event log: eventstoredb (a double, no server): faults', () => {
  let double: ServerDouble;
  let log: EventLog;
  const failures: unknown[] = [];

  beforeEach(async () => {
    failures.length = 0;
    double = await ServerDouble.started();
    log = createEventStoreDbEventLog({ url: double.url, onError: (error) => failures.push(error) });
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
    const subscription = log.subscribe({ from: START, categories: ['broken'], batchSize: 20, onBatch: collector.onBatch });
    await collector.until(({ events: found }) => found.length >= 100);
    double.cutAfterDeliveries(5);
    for (const stream of streams) await log.append(stream, events(3), 29);
    await collector.until(({ events: found }) => found.length >= 330);
    double.cut();
    await log.append(streams[0]!, events(1), 32);
    const head = await log.head();
    await collector.until(({ upTo }) => comparePositions(upTo, head) >= 0);
    await subscription.stop();
    expect(collector.events).toHaveLength(331);
    expect(new Set(collector.events.map(({ id }) => id)).size).toBe(331);
    expectOrdered(collector.events);
    expect(failures.length).toBeGreaterThan(0);
  });

  it('a subscription that the server calls too slow reads on, and follows the log again', async () => {
    const collector = new Collector();
    const subscription = log.subscribe({ from: END, categories: ['slow'], onBatch: collector.onBatch });
    await log.append(`slow-${randomUUID()}`, [event(1)], NO_STREAM);
    await collector.until(({ upTo }) => upTo !== START);
    double.overtakeSubscriptions();
    await log.append(`slow-${randomUUID()}`, [event(2)], NO_STREAM);
    const tip = (await log.append(`other-${randomUUID()}`, [event(3)], NO_STREAM)) as { position: string };
    await collector.until(({ upTo }) => comparePositions(upTo, tip.position) >= 0);
    await subscription.stop();
    expectOrdered(collector.events);
    expect(numbers(collector.events).at(-1)).toBe(2);
  });

  it('an append whose answer is lost is sent again, stored once, and is no repetition', async () => {
    const stream = `lost-${randomUUID()}`;
    const batch = events(3);
    double.loseNextAnswer();
    const result = await log.append(stream, batch, NO_STREAM);
    expect(result).toMatchObject({ ok: true, revision: 2, repeated: false });
    expect((await log.read(stream)).map(({ id }) => id)).toEqual(batch.map(({ id }) => id));
    expect(await log.append(stream, batch, NO_STREAM)).toEqual({ ...result, repeated: true });
  });

  it.each([{ thrown: false }, { thrown: true }])('a wrong revision is an answer (the call fails: $thrown)', async ({ thrown }) => {
    const stream = `wrong-${randomUUID()}`;
    await log.append(stream, events(4), NO_STREAM);
    double.throwsWrongVersion = thrown;
    expect(await log.append(stream, [event(9)], 1)).toEqual({ ok: false, reason: 'WRONG_REVISION', actualRevision: 3 });
    expect(await log.append(stream, [event(9)], NO_STREAM)).toEqual({ ok: false, reason: 'WRONG_REVISION', actualRevision: 3 });
    expect(await log.append(`none-${randomUUID()}`, [event(9)], 0)).toEqual({
      ok: false,
      reason: 'WRONG_REVISION',
      actualRevision: NO_STREAM,
    });
  });

  it('an event refused at one revision may be appended at another, but once stored at no second', async () => {
    const stream = `moved-${randomUUID()}`;
    const moved = event(1);
    await log.append(stream, events(2), NO_STREAM);
    expect(await log.append(stream, [moved], NO_STREAM)).toMatchObject({ ok: false, reason: 'WRONG_REVISION' });
    expect(await log.append(stream, [moved], 1)).toMatchObject({ ok: true, revision: 2, repeated: false });
    expect(await log.append(stream, [moved], 2)).toEqual({ ok: false, reason: 'EVENT_ID_TAKEN', takenBy: stream });
    expect(await log.read(stream)).toHaveLength(3);
  });

  it('two processes that append the same events at the same time store them once, and one of them was first', async () => {
    const other = createEventStoreDbEventLog({ url: double.url });
    const stream = `both-${randomUUID()}`;
    const batch = events(2);
    const results = await Promise.all([log, other].map((each) => each.append(stream, batch, NO_STREAM)));
    await other.close();
    expect(results.map((result) => result.ok && result.revision)).toEqual([1, 1]);
    expect(results.filter((result) => result.ok && result.repeated)).toHaveLength(1);
    expect(await log.read(stream)).toHaveLength(2);
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
        expect(log.tip()).rejects.toThrow(LogUnavailable),
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
    expect(read!.position).toBe(`1:${double.store.stream(stream)![0]!.position}:${double.store.stream(stream)![0]!.position}`);
    const from = (text: string) => () => log.subscribe({ from: text, categories: [], onBatch: async () => undefined });
    expect(from('2:7:7')).toThrow(/epoch 2, this event log is in epoch 1/);
    expect(from('1:9007199254740993:7')).toThrow(RangeError);
    expect(from('nowhere')).toThrow(RangeError);
  });

  it('appends never use the method in which the client mixes up the callers of a process, though the server offers it', async () => {
    expect(await log.append(`plain-${randomUUID()}`, events(2), NO_STREAM)).toMatchObject({ ok: true });
    expect(double.batchAppends).toBe(0);
  });
});
