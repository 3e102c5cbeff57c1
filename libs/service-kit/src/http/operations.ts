import { setTimeout as pause } from 'node:timers/promises';
import { LogUnavailable, PositionRefused } from '@hengxin/event-log';
import type { FastifyInstance } from 'fastify';
import { listenForOperations, serveOperations } from '@hengxin/http-door';
import { doorOf } from './door.js';
import { readiness } from './health.js';
import type { Parts } from '../parts.js';

const CATCH_UP_AGAIN_MS = 500;

/** What operators ask, beside the API or at a port of its own, and the counting of requests. */
export function operate(
  fastify: FastifyInstance,
  parts: Parts,
): { listen(): Promise<void>; started(): void; stopping(): void; close(): Promise<void> } {
  const { metrics, database, log, bus, config, logger } = parts;
  let phase: 'starting' | 'serving' | 'stopping' = 'starting';
  let caughtUp = false;
  let apart: FastifyInstance | undefined;

  const ready = () =>
    readiness(
      [
        { name: 'service', check: async () => (phase === 'serving' ? undefined : phase) },
        { name: 'database', check: async () => void (await database.query('select 1')) },
        { name: 'eventLog', check: () => log.check().then(() => undefined, wordOfLog) },
        { name: 'consumers', check: async () => (caughtUp ? undefined : 'catching up') },
      ],
      (check, error) => logger.warn({ check, err: error }, 'a check of the health failed'),
    );
  const reports = { ready, metrics: metrics.registry };
  if (!config.operations) serveOperations(fastify, reports);
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.requests.inc({ route, status: reply.statusCode });
    metrics.requestSeconds.observe({ route }, reply.elapsedTime / 1000);
    done();
  });

  return {
    listen: async () => {
      if (config.operations) apart = await listenForOperations(config.operations, reports, doorOf(config));
    },
    close: async () => apart?.close(),
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

/** The adapter's own sentence, without the place that it names; what others said of it stays in the log. */
function wordOfLog(error: unknown): string {
  const sentence = error instanceof LogUnavailable ? /^(EventStoreDB)(?: at \S+(?:, \S+)*)?( .*)$/.exec(error.message) : null;
  if (sentence) return `${sentence[1]}${sentence[2]}`;
  if (error instanceof PositionRefused) return 'the event log refuses a position';
  throw error;
}
