import type { NewEvent } from '@hengxin/event-sourcing';
import { AppendTooLarge } from '../append-texts.js';
import { type EventLog, LARGEST_APPEND_BYTES, NO_STREAM } from '../port.js';
import { event, events, numbers, stream, type Opened } from './collector.suite.js';

/** Appending to streams and reading them. */
export function streamsSuite(opened: Opened): void {
  let log: EventLog;
  beforeAll(() => void ({ log } = opened()));

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
      expect(await log.append(s, [event(9)], expected)).toEqual({
        ok: false,
        reason: 'WRONG_REVISION',
        actualRevision: 1,
      });
      expect(await log.read(s)).toHaveLength(2);
    });

    it('a revision of a stream that is not there is refused', async () => {
      expect(await log.append(stream(), [event(1)], 4)).toEqual({
        ok: false,
        reason: 'WRONG_REVISION',
        actualRevision: NO_STREAM,
      });
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
      expect(await log.append(s, [first, second], NO_STREAM)).toEqual({
        ok: false,
        reason: 'WRONG_REVISION',
        actualRevision: 0,
      });
    });

    it('the largest append is stored, a larger one refused before anything is written', async () => {
      const s = stream();
      const [first, second] = events(2) as [NewEvent, NewEvent];
      const sized = (bytes: number) => [first, { ...second, data: { text: '恒'.repeat(Math.floor(bytes / 3)) } }];
      await expect(log.append(s, sized(LARGEST_APPEND_BYTES), NO_STREAM)).rejects.toThrow(AppendTooLarge);
      expect(await log.read(s)).toEqual([]);
      expect(await log.append(s, sized(LARGEST_APPEND_BYTES - 1_000), NO_STREAM)).toMatchObject({
        ok: true,
        revision: 1,
      });
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
}
