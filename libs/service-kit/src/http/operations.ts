import { type EventBus } from '@hengxin/event-bus';
import { type EventLog, LogUnavailable, PositionRefused } from '@hengxin/event-log';
import { listenForOperations, type OperationReports, serveOperations } from '@hengxin/http-door';
import { every, pause, type Stop } from '@hengxin/waiting';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { EVENT_BUS, EVENT_LOG, LOGGER } from '../tokens.js';
import { doorOf } from './door.js';
import { type HealthReport, readiness } from './health.js';
import { Metrics } from './metrics.js';

const CATCH_UP_AGAIN_MS = 500;
const CLOSE_IDLE_EVERY_MS = 50;

/** What operators ask, beside the API or at a port of its own: whether the service lives, is ready, and its metrics. */
@Injectable()
export class Operations implements OnModuleInit, OnModuleDestroy, BeforeApplicationShutdown, OnApplicationShutdown {
  private phase: 'starting' | 'serving' | 'stopping' = 'starting';
  private caughtUp = false;
  private apart: FastifyInstance | undefined;
  private readonly stop = new AbortController();
  private stopClosing: Stop | undefined;
  private readonly reports: OperationReports;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly database: Database,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_BUS) private readonly bus: EventBus,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.reports = { ready: () => this.ready(), metrics: metrics.registry };
  }

  onModuleInit(): void {
    if (!this.config.operations) serveOperations(this.fastify, this.reports);
  }

  /** The consumers run: from now on the service is ready once they have caught up. */
  async start(): Promise<void> {
    const { operations } = this.config;
    if (operations) this.apart = await listenForOperations(operations, this.reports, doorOf(this.config));
    this.phase = 'serving';
    void this.catchUp();
  }

  onModuleDestroy(): void {
    this.phase = 'stopping';
    this.stop.abort();
  }

  /** Connections whose last call has just been answered would be kept alive for a minute; the server waits for them. */
  beforeApplicationShutdown(): void {
    this.stopClosing = every(CLOSE_IDLE_EVERY_MS, () => this.fastify.server.closeIdleConnections());
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopClosing?.();
    await this.apart?.close();
  }

  private get fastify(): FastifyInstance {
    return this.host.httpAdapter.getInstance<FastifyInstance>();
  }

  private ready(): Promise<HealthReport> {
    return readiness(
      [
        { name: 'service', check: async () => (this.phase === 'serving' ? undefined : this.phase) },
        { name: 'database', check: async () => void (await this.database.query('select 1')) },
        { name: 'eventLog', check: () => this.log.check().then(() => undefined, wordOfLog) },
        { name: 'consumers', check: async () => (this.caughtUp ? undefined : 'catching up') },
      ],
      (check, error) => this.logger.warn({ check, err: error }, 'a check of the health failed'),
    );
  }

  /** Tries again until it succeeds: a broker that has just made a topic may not know yet who leads it. */
  private async catchUp(): Promise<void> {
    const { progress } = this.bus;
    while (!this.caughtUp && this.phase === 'serving')
      try {
        await progress.caughtUp(progress.names, 24 * 3_600_000, this.stop.signal);
        this.caughtUp = true;
      } catch (error) {
        if (this.stop.signal.aborted) return;
        this.logger.warn({ err: error }, 'the consumers have not caught up yet');
        await pause(CATCH_UP_AGAIN_MS, this.stop.signal);
      }
  }
}

/** Counts requests and how long they take. */
export function measureRequests(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.requests.inc({ route, status: reply.statusCode });
    metrics.requestSeconds.observe({ route }, reply.elapsedTime / 1000);
    done();
  });
}

/** The adapter's own sentence, without the place that it names; what others said of it stays in the log. */
function wordOfLog(error: unknown): string {
  const sentence =
    error instanceof LogUnavailable ? /^(EventStoreDB)(?: at \S+(?:, \S+)*)?( .*)$/.exec(error.message) : null;
  if (sentence) return `${sentence[1]}${sentence[2]}`;
  if (error instanceof PositionRefused) return 'the event log refuses a position';
  throw error;
}
