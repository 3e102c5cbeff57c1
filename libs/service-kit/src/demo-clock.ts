import { chinaCalendar } from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';
import type { InternalCallers } from '@hengxin/identity';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { viewOf } from './catalogue/catalogue.js';
import { languageOf } from './catalogue/language.js';
import { sharedRejections } from './catalogue/shared-rejections.js';
import type { Clock } from './clock.js';
import type { Config } from './config/config.js';
import type { Database } from './database/database.js';

const Body = z.object({ now: z.iso.datetime({ offset: true }), step: z.enum(['ask', 'move']).optional() });

/** Takes over where the demo clock stands; without its table the clock is the real one. */
export async function readDemoClock(database: Database, clock: Clock): Promise<void> {
  const [{ found } = { found: false }] = await database.query<{ found: boolean }>(
    "select to_regclass('platform.demo_clock') is not null as found",
  );
  if (!found) return;
  const [row] = await database.query<{ offset_ms: number }>('select offset_ms from platform.demo_clock');
  if (row) clock.setOffset(row.offset_ms);
}

export interface DemoClockParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly database: Database;
  readonly internal: InternalCallers;
}

/**
 * `POST /internal/demo-clock {"now"}` moves this service's clock forward, in the standalone profile and for the gateway
 * alone. With `"step": "ask"` it says whether it could. With `"step": "move"` it does what it said, though the moment
 * has passed meanwhile. So the gateway moves all services' clocks or none.
 */
export function serveDemoClock(
  fastify: FastifyInstance,
  { config, clock, database, internal }: DemoClockParts,
  moved: () => void,
): void {
  if (!config.standalone) return;
  const onRequest = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> =>
    internal.proves(request.headers) ? undefined : refuse(403, sharedRejections.INTERNAL_ONLY(), request, reply);
  fastify.post('/internal/demo-clock', { onRequest }, async (request, reply) => {
    const body = Body.safeParse(request.body);
    if (!body.success) return refuse(400, sharedRejections.CLOCK_INPUT_INVALID(), request, reply);
    const ms = Date.parse(body.data.now);
    const { firstYear, lastYear } = chinaCalendar;
    const date = clock.dayOf(ms);
    if (!chinaCalendar.supports(date))
      return refuse(
        400,
        sharedRejections.DATE_OUTSIDE_CALENDAR({ date, firstYear, lastYear }, ['now']),
        request,
        reply,
      );
    const { step } = body.data;
    if (ms < clock.now() && step !== 'move')
      return refuse(409, sharedRejections.CLOCK_RUNS_FORWARD({ now: clock.instant() }), request, reply);
    if (step === 'ask') await database.query('select offset_ms from platform.demo_clock');
    else await move(ms);
    return { now: clock.instant() };
  });

  /** Written first: what fails here has not moved. */
  async function move(ms: number): Promise<void> {
    await keep(database, clock.offsetMs + ms - clock.now());
    if (clock.advanceTo(ms)) moved();
  }
}

function refuse(status: number, { rejection }: Rejected, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(status)
    .send({ ...viewOf(rejection, languageOf(request.headers['accept-language'])), facts: rejection.facts });
}

/** Every service writes the same row, so that one that starts later finds it. */
async function keep(database: Database, offsetMs: number): Promise<void> {
  await database.query(
    `insert into platform.demo_clock (offset_ms) values ($1)
     on conflict (singleton) do update set offset_ms = greatest(platform.demo_clock.offset_ms, excluded.offset_ms)`,
    [Math.round(offsetMs)],
  );
}
