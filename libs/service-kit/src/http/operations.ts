import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { readiness } from './health.js';
import type { Parts } from '../parts.js';

const CATCH_UP_AGAIN_MS = 500;

/** `/health/live`, `/health/ready`, `/metrics`, and the counting of requests. */
export function serveOperations(fastify: FastifyInstance, parts: Parts): { started(): void; stopping(): void } {
  const { metrics, database, log, bus } = parts;
  let phase: 'starting' | 'serving' | 'stopping' = 'starting';
  let caughtUp = false;

  fastify.get('/health/live', async () => ({ live: true }));
  fastify.get('/health/ready', async (_request, reply) => {
    const report = await readiness([
      { name: 'service', check: async () => (phase === 'serving' ? undefined : fail(phase)) },
      { name: 'database', check: () => database.query('select 1') },
      { name: 'eventLog', check: () => log.check() },
      { name: 'consumers', check: async () => (caughtUp ? undefined : fail('catching up')) },
    ]);
    return reply.code(report.ready ? 200 : 503).send(report);
  });
  fastify.get('/metrics', async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()));
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.requests.inc({ route, status: reply.statusCode });
    metrics.requestSeconds.observe({ route }, reply.elapsedTime / 1000);
    done();
  });

  return {
    started: () => {
      phase = 'serving';
      void catchUp();
    },
    stopping: () => (phase = 'stopping'),
  };

  /** Tries again until it succeeds: a broker that has just made a topic may not know yet who leads it. */
  async function catchUp(): Promise<void> {
    while (!caughtUp && phase === 'serving')
      try {
        await bus.progress.caughtUp(bus.progress.names, 24 * 3_600_000);
        caughtUp = true;
      } catch (error) {
        parts.logger.warn({ err: error }, 'the consumers have not caught up yet');
        await pause(CATCH_UP_AGAIN_MS);
      }
  }
}

function fail(reason: string): never {
  throw new Error(reason);
}
