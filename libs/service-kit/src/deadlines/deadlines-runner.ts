import { type AnyDeadline, Deadlines, type ProviderToken } from '@hengxin/deadlines';
import { isOutage } from '@hengxin/event-bus';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Logger } from 'pino';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { Metrics } from '../http/metrics.js';
import { LOGGER } from '../tokens.js';

/** Injection token of the kinds of deadlines that the service declares. */
export const DEADLINES = Symbol('DEADLINES');

/** Acts on the service's deadlines from the start of its consumers to its end. */
@Injectable()
export class DeadlinesRunner implements OnApplicationShutdown {
  private readonly running: Deadlines;

  constructor(
    @Inject(DEADLINES) deadlines: readonly AnyDeadline[],
    database: Database,
    clock: Clock,
    modules: ModuleRef,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.running = new Deadlines({
      pool: database.pool,
      clock,
      deadlines,
      providerOf: <P>(token: ProviderToken<P>) => modules.get<P>(token as never, { strict: false }),
      observer: {
        acted: ({ kind }) => this.metrics.deadlines.inc({ kind, outcome: 'acted' }),
        failed: ({ kind, key, failures, error }) => this.failed(kind, key, failures, error),
        interrupted: (error) => this.logger.warn({ err: error }, 'the deadlines wait: the database does not answer'),
      },
    });
  }

  start(): void {
    this.running.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.running.stop();
  }

  private failed(kind: string, key: string, failures: number, error: unknown): void {
    this.metrics.deadlines.inc({ kind, outcome: 'failed' });
    const level = isOutage(error) ? 'warn' : 'error';
    this.logger[level]({ kind, key, failures, err: error }, 'a deadline is tried again');
  }
}
