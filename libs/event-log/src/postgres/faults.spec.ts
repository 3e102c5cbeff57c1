import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { catalogue } from '@hengxin/contracts';
import { throwawayPostgres, type ThrowawayPostgres } from '@hengxin/testing';
import { Collector, event, events, expectOrdered, numbers } from '../conformance/event-log.suite.js';
import { LogUnavailable } from '../log-unavailable.js';
import { type EventLog, NO_STREAM } from '../port.js';
import { comparePositions, START } from '../position.js';
import { migrateEventLog } from './migration.js';
import { createPostgresEventLog } from './postgres-event-log.js';

describe('event log: PostgreSQL: faults', () => {
  let postgres: ThrowawayPostgres;
  let log: EventLog;

  beforeAll(async () => {
    postgres = await throwawayPostgres();
    await Promise.all([1, 2, 3].map(() => migrateEventLog(postgres.pool)));
    log = createPostgresEventLog({ url: postgres.url, catalogue });
  }, 60_000);
  afterAll(async () => {
    await log?.close();
    await postgres?.stop();
  });

  const killBackends = () =>
    postgres.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hengxin event log'`,
    );

  it('connections killed under load, the one that listens too: every append is answered, none lost, none doubled', async () => {
    const category = `k${randomUUID().slice(0, 8)}`;
    const collector = new Collector();
    const subscription = log.subscribe({ from: START, categories: [category], onBatch: collector.onBatch });
    const appended: string[] = [];
    let running = true;
    const callers = Array.from({ length: 8 }, async () => {
      while (running) {
        const batch = events(2);
        const result = await log.append(`${category}-${randomUUID()}`, batch, NO_STREAM);
        expect(result).toMatchObject({ ok: true, revision: 1 });
        appended.push(...batch.map(({ id }) => id));
      }
    });
    for (let kill = 1; kill <= 5; kill++) {
      const before = appended.length;
      await collector.until(() => appended.length >= before + 40);
      await killBackends();
    }
    running = false;
    await Promise.all(callers);
    await collector.until(({ events: found }) => found.length >= appended.length);
    const head = await log.highWaterMark();
    await collector.until(({ upTo }) => comparePositions(upTo, head) >= 0);
    await subscription.stop();
    expect(collector.events.map(({ id }) => id).sort()).toEqual(appended.sort());
    expectOrdered(collector.events);
  }, 60_000);

  it('an event that commits late is not skipped by a reader that has seen later serial numbers', async () => {
    const category = `g${randomUUID().slice(0, 8)}`;
    const collector = new Collector();
    const slow = new pg.Client({ connectionString: postgres.url });
    await slow.connect();
    const insert = `insert into event_log.events (stream, revision, id, type, version, data, meta) values ($1, 0, $2, 'Counted', 1, '{"n": 1}', '{}')`;
    await slow.query('begin');
    await slow.query(insert, [`${category}-slow`, randomUUID()]);
    const subscription = log.subscribe({ from: START, categories: [category], onBatch: collector.onBatch });
    await log.append(`${category}-fast`, [event(2)], NO_STREAM);
    const head = await log.highWaterMark();
    await collector.until(({ upTo }) => comparePositions(upTo, head) >= 0);
    expect(collector.events).toEqual([]);
    await slow.query('commit');
    await collector.until(({ events: found }) => found.length === 2);
    await subscription.stop();
    await slow.end();
    expect(numbers(collector.events)).toEqual([1, 2]);
  });

  it.each(['nul \u0000 byte', 'half a pair \ud83d', 'the other half \ude00'])(
    '%j fails alone, not its neighbours in the group',
    async (unstorable) => {
      const good = Array.from({ length: 10 }, (_, n) => log.append(`good-${randomUUID()}`, [event(n)], NO_STREAM));
      const bad = log.append(`bad-${randomUUID()}`, [event(0, { data: { text: unstorable } })], NO_STREAM);
      const text = String.raw`a whole pair 😀, backslashes and letters: \u0000 \\ud83d`;
      const lookalike = log.append(`lookalike-${randomUUID()}`, [event(0, { data: { text } })], NO_STREAM);
      await expect(bad).rejects.toThrow('U+0000');
      expect(await lookalike).toMatchObject({ ok: true });
      for (const each of good) expect(await each).toMatchObject({ ok: true });
    },
  );

  it('a log restored into another cluster begins a new epoch, and positions of the old one stay before it', async () => {
    const category = `r${randomUUID().slice(0, 8)}`;
    await log.append(`${category}-1`, [event(1)], NO_STREAM);
    const [before] = await log.read(`${category}-1`);
    await postgres.pool.query(`update event_log.epochs set home = 'another cluster'`);
    await migrateEventLog(postgres.pool);
    await log.append(`${category}-2`, [event(2)], NO_STREAM);
    const [after] = await log.read(`${category}-2`);
    expect(comparePositions(before!.position, after!.position)).toBeLessThan(0);
    expect(after!.position.split(':')[0]).toBe('2');
    const collector = new Collector();
    const subscription = log.subscribe({ from: START, categories: [category], onBatch: collector.onBatch });
    await collector.until(({ events: found }) => found.length === 2);
    await subscription.stop();
    expect(numbers(collector.events)).toEqual([1, 2]);
  });

  it('while the database is away commands fail with LogUnavailable, and work by themselves once it is back', async () => {
    const category = `d${randomUUID().slice(0, 8)}`;
    const collector = new Collector();
    const subscription = log.subscribe({ from: START, categories: [category], onBatch: collector.onBatch });
    await log.append(`${category}-1`, [event(1)], NO_STREAM);
    await postgres.crash();
    const lost = event(2);
    await Promise.all([
      expect(log.append(`${category}-2`, [lost], NO_STREAM)).rejects.toThrow(LogUnavailable),
      expect(log.read(`${category}-1`)).rejects.toThrow(/does not answer/),
    ]);
    await postgres.restart();
    expect(await log.append(`${category}-2`, [lost], NO_STREAM)).toMatchObject({ ok: true });
    await collector.until(({ events: found }) => found.length === 2);
    await subscription.stop();
    expect(numbers(collector.events)).toEqual([1, 2]);
  }, 60_000);
});
