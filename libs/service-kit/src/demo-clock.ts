import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from './clock.js';
import type { Config } from './config/config.js';
import type { Database } from './database/database.js';

const Body = z.object({ now: z.iso.datetime({ offset: true }) });
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Takes over where the demo clock stands; without its table the clock is the real one. */
export async function readDemoClock(database: Database, clock: Clock): Promise<void> {
  const [{ found } = { found: false }] = await database.query<{ found: boolean }>(
    "select to_regclass('platform.demo_clock') is not null as found",
  );
  if (!found) return;
  const [row] = await database.query<{ offset_ms: number }>('select offset_ms from platform.demo_clock');
  if (row) clock.setOffset(row.offset_ms);
}

/** `POST /internal/demo-clock {"now"}` moves this service's clock forward, in the standalone profile and from this machine only. */
export function serveDemoClock(fastify: FastifyInstance, config: Config, clock: Clock, database: Database, moved: () => void): void {
  if (!config.standalone) return;
  fastify.post('/internal/demo-clock', async (request, reply) => {
    if (!LOOPBACK.has(request.ip)) return reply.code(403).send({ code: 'NOT_ALLOWED' });
    const body = Body.safeParse(request.body);
    if (!body.success) return reply.code(400).send({ code: 'INVALID_INPUT', field: ['now'] });
    if (!clock.advanceTo(Date.parse(body.data.now))) return reply.code(409).send({ code: 'CLOCK_RUNS_FORWARD', now: clock.instant() });
    await keep(database, clock.offsetMs);
    moved();
    return { now: clock.instant() };
  });
}

/** Every service writes the same row, so that one that starts later finds it. */
async function keep(database: Database, offsetMs: number): Promise<void> {
  await database.query(
    `insert into platform.demo_clock (offset_ms) values ($1)
     on conflict (singleton) do update set offset_ms = greatest(platform.demo_clock.offset_ms, excluded.offset_ms)`,
    [Math.round(offsetMs)],
  );
}
