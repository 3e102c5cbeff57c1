import { existsSync } from 'node:fs';
import { listenForOperations, serveOperations, type OperationReports } from '@hengxin/http-door';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { request } from 'undici';
import { CONFIGURATION, SERVICES, type Configuration, type ServiceName } from '../configuration.js';
import { GatewayMetrics } from '../metrics.js';
import { doorOf } from './door.js';
import { PlainRefusals } from './plain-refusals.js';

const ANSWER_WITHIN_MS = 3_000;
const LOADING = 'the demo bank is being loaded';
/** What services say is in fixed words; anything else would be somebody else's. */
const WORDS = /^[a-z ]{1,40}$/;

/** Health and metrics, for operators: with the API, or at a port of their own. */
@Injectable()
export class OperationRoutes implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private apart: FastifyInstance | undefined;
  private readonly reports: OperationReports;

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(PlainRefusals) private readonly refusals: PlainRefusals,
    @Inject(GatewayMetrics) metrics: GatewayMetrics,
  ) {
    this.reports = { ready: () => this.ready(), metrics: metrics.registry };
  }

  onModuleInit(): void {
    if (!this.configuration.operations)
      serveOperations(this.host.httpAdapter.getInstance<FastifyInstance>(), this.reports);
  }

  async onApplicationBootstrap(): Promise<void> {
    const { operations } = this.configuration;
    if (operations)
      this.apart = await listenForOperations(operations, this.reports, doorOf(this.configuration, this.refusals));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.apart?.close();
  }

  /**
   * The gateway is ready when every service is, each is named, and when no bank is being loaded: half of it would look
   * like the whole.
   */
  private async ready(): Promise<{
    readonly ready: boolean;
    readonly reason?: string;
    readonly services: Readonly<Record<string, unknown>>;
  }> {
    const found = await Promise.all(
      SERVICES.map(async (service) => [service, await this.readinessOf(service)] as const),
    );
    const reason = this.isLoading() ? LOADING : undefined;
    const ready = reason === undefined && found.every(([, readiness]) => readiness === 'ok');
    return { ready, ...(reason && { reason }), services: Object.fromEntries(found) };
  }

  private isLoading(): boolean {
    const { loadingFile } = this.configuration;
    return loadingFile !== undefined && existsSync(loadingFile);
  }

  /** `ok`, or in a word what is wrong. */
  private async readinessOf(service: ServiceName): Promise<unknown> {
    try {
      const answer = await request(this.configuration.readiness[service], {
        headersTimeout: ANSWER_WITHIN_MS,
        bodyTimeout: ANSWER_WITHIN_MS,
      });
      const report = (await answer.body.json()) as { checks?: unknown };
      return answer.statusCode === 200 ? 'ok' : wordsOf(report.checks);
    } catch {
      return 'no answer';
    }
  }
}

function wordsOf(checks: unknown): unknown {
  if (typeof checks !== 'object' || checks === null) return 'not ready';
  const words = Object.entries(checks).map(([name, word]) => [
    name,
    typeof word === 'string' && WORDS.test(word) ? word : 'failed',
  ]);
  return words.length > 0 ? Object.fromEntries(words) : 'not ready';
}
