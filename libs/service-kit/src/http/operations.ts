import { setTimeout as pause } from 'node:timers/promises';
import { jsonPage, listenForOperations, NotReady, type OperationsPages, readiness, sharedProbe } from '@hengxin/operations-port';
import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts.js';

const CATCH_UP_AGAIN_MS = 500;

/**
 * `/health/live`, `/health/ready`, `/metrics`, and the counting of requests. Where operations have a port of their own, this one answers
 * them to the gateway alone, which asks whether its services are ready.
 */
export function serveOperations(fastify: FastifyInstance, parts: Parts): { started(): Promise<void>; stopping(): void; closed(): void } {
  const { metrics, database, log, bus, internal, config, logger } = parts;
  let phase: 'starting' | 'serving' | 'stopping' = 'starting';
  let caughtUp = false;
  let closeOwnPort = (): void => undefined;

  const ready = sharedProbe(() =>
    readiness(
      [
        { name: 'service', check: async () => (phase === 'serving' ? undefined : notReady(phase)) },
        { name: 'database', check: () => database.query('select 1') },
        { name: 'eventLog', check: () => log.head() },
        { name: 'consumers', check: async () => (caughtUp ? undefined : notReady('catching up')) },
      ],
      (check, err) => logger.warn({ check, err }, 'a check of readiness failed'),
    ),
  );
  const counted = sharedProbe(() => metrics.registry.metrics());
  const pages: OperationsPages = {
    '/health/live': async () => jsonPage(200, { live: true }),
    '/health/ready': async () => {
      const report = phase === 'serving' ? await ready() : { ready: false, checks: { service: phase } };
      return jsonPage(report.ready ? 200 : 503, report);
    },
    '/metrics': async () => ({ status: 200, contentType: metrics.registry.contentType, body: await counted() }),
  };
  for (const [path, page] of Object.entries(pages))
    fastify.get(path, async (request, reply) => {
      if (config.operations && !internal.proves(request.headers)) return reply.callNotFound();
      const { status, contentType, body } = await page();
      return reply.code(status).type(contentType).send(body);
    });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.requests.inc({ route, status: reply.statusCode });
    metrics.requestSeconds.observe({ route }, reply.elapsedTime / 1000);
    done();
  });

  return {
    started: async () => {
      if (config.operations) {
        const server = await listenForOperations(pages, config.operations);
        closeOwnPort = () => {
          server.close();
          server.closeAllConnections();
        };
      }
      phase = 'serving';
      void catchUp();
    },
    stopping: () => (phase = 'stopping'),
    closed: () => closeOwnPort(),
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

function notReady(word: string): never {
  throw new NotReady(word);
}
