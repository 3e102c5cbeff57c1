import { randomUUID } from 'node:crypto';
import { catalogue, Visit, VisitReviewFellDue } from '@hengxin/contracts';
import { deadline, Deadlines, DeadlineTable1775000000000, type Due, type On } from '@hengxin/deadlines';
import { bearLosses, createPostgresEventLog, type EventLog, migrateEventLog, NO_STREAM } from '@hengxin/event-log';
import pg from 'pg';
import { z } from 'zod';
import type { BenchRow } from './row.js';

const COUNT = 100_000;
const WITHIN_SECONDS = 60;
const GIVE_UP_AFTER_MS = 600_000;
const AT_ONCE = 5_000;
/** The one moment, and the day on which all the visits ended. */
const MOMENT = '2026-03-02T18:00:00+08:00';
const ENDED_ON = '2026-02-27';
const SCHEMA = 'bench_deadlines';
const LOG_SCHEMA = 'bench_deadlines_log';

const Reviewed = z.object({ visitId: z.string() });

/** What is done when the time is over: an event in the visit's own stream, and so once at most. */
class Reviews {
  passed = 0;
  /** Done a second time, which the stream refused. */
  again = 0;

  constructor(private readonly log: EventLog) {}

  async pass({ data: { visitId }, commandId }: Due<z.output<typeof Reviewed>>): Promise<void> {
    const subject = { visitId, clientId: 'C000017', staffId: 'S0042' };
    const fellDue = VisitReviewFellDue.of({ ...subject, dueAt: MOMENT, endedOn: ENDED_ON, inTime: false });
    const meta = { actor: 'bench', causationId: commandId, businessDate: '2026-03-02' };
    const told = await this.log.append(Visit.stream(visitId), [{ ...fellDue, id: randomUUID(), meta }], NO_STREAM);
    if (told.ok) this.passed++;
    else this.again++;
  }
}

const reviewIsDue = deadline('bench-review-due', {
  schema: Reviewed,
  provider: () => Reviews,
  act: (due, reviews) => reviews.pass(due),
});

/**
 * Deadlines that are all due at one moment, carried out by two instances of a service on the same PostgreSQL, in
 * schemas of their own that are dropped afterwards. Each appends an event to an event log, as those of the services do.
 */
export async function benchDeadlines(databaseUrl: string): Promise<BenchRow> {
  const opened = () => new pg.Pool({ connectionString: databaseUrl, max: 4, options: `-c search_path=${SCHEMA}` });
  const pool = opened();
  const pools = [pool, opened()];
  pools.forEach((each) => bearLosses(each));
  const log = createPostgresEventLog({ url: databaseUrl, catalogue, schema: LOG_SCHEMA });
  try {
    await dropSchemas(pool);
    await pool.query(`create schema ${SCHEMA}`);
    await new DeadlineTable1775000000000().up({ query: (text) => pool.query(text) });
    await migrateEventLog(pool, LOG_SCHEMA);
    await register(pool);
    return await carriedOut(pools, new Reviews(log));
  } finally {
    await log.close();
    await dropSchemas(pool);
    for (const each of pools) await each.end();
  }
}

async function carriedOut(pools: readonly pg.Pool[], reviews: Reviews): Promise<BenchRow> {
  let failures = 0;
  const instances = pools.map(
    (pool) =>
      new Deadlines({
        pool,
        clock: { now: () => Date.parse(MOMENT), onMove: () => () => undefined },
        deadlines: [reviewIsDue],
        providerOf: <P>() => reviews as P,
        observer: { acted: () => undefined, failed: () => void failures++, interrupted: () => void failures++ },
      }),
  );
  try {
    const started = performance.now();
    for (const each of instances) each.start();
    while (reviews.passed < COUNT && performance.now() < started + GIVE_UP_AFTER_MS) await pause(20);
    const seconds = (performance.now() - started) / 1000;
    const left = await waiting(pools[0]!, started + GIVE_UP_AFTER_MS);
    const { passed, again } = reviews;
    const isOnce = passed === COUNT && again === 0 && left === 0 && failures === 0;
    return {
      what: `${COUNT} deadlines due at one moment, each an event`,
      rate: passed / seconds,
      reach: `within ${WITHIN_SECONDS} s, each once`,
      reached: `${passed} in ${seconds.toFixed(1)} s, ${again} a second time, ${failures} failures`,
      ok: isOnce && seconds <= WITHIN_SECONDS,
    };
  } finally {
    for (const each of instances) await each.stop();
  }
}

async function register(pool: pg.Pool): Promise<void> {
  const on: On = {
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await pool.query(text, [...values])).rows as Row[],
  };
  for (let from = 0; from < COUNT; from += AT_ONCE)
    await reviewIsDue.register(
      on,
      Array.from({ length: AT_ONCE }, (_, n) => {
        const visitId = `V${String(from + n).padStart(6, '0')}`;
        return { key: visitId, at: MOMENT, data: { visitId } };
      }),
    );
}

/** Deadlines that still wait once the last outcomes have been written down. */
async function waiting(pool: pg.Pool, untilMs: number): Promise<number> {
  for (;;) {
    const { rows } = await pool.query<{ left: number }>(
      'select count(*)::int as left from deadline where done_at is null',
    );
    const { left } = rows[0]!;
    if (left === 0 || performance.now() > untilMs) return left;
    await pause(100);
  }
}

async function dropSchemas(pool: pg.Pool): Promise<void> {
  for (const schema of [SCHEMA, LOG_SCHEMA]) await pool.query(`drop schema if exists ${schema} cascade`);
}

const pause = (ms: number) => new Promise((wait) => setTimeout(wait, ms));
