import { existsSync } from 'node:fs';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { request } from 'undici';
import { CONFIGURATION, SERVICES, type Configuration, type ServiceName } from '../configuration.js';
import { GatewayMetrics } from '../metrics.js';

const PATIENCE_MS = 3_000;
const LOADING = 'the demo bank is being loaded';

/** Health and metrics, for whoever runs the platform. */
@Controller()
export class OperationController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(GatewayMetrics) private readonly measured: GatewayMetrics,
  ) {}

  @Get('health/live')
  live(): object {
    return { live: true };
  }

  /** The gateway is ready when every service is, each is named, and when no bank is being loaded: half of it would look like the whole. */
  @Get('health/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const found = await Promise.all(SERVICES.map(async (service) => [service, await this.readinessOf(service)] as const));
    const reason = this.isLoading() ? LOADING : undefined;
    const ready = reason === undefined && found.every(([, readiness]) => readiness === 'ok');
    await reply.code(ready ? 200 : 503).send({ ready, ...(reason && { reason }), services: Object.fromEntries(found) });
  }

  private isLoading(): boolean {
    const { loadingFile } = this.configuration;
    return loadingFile !== undefined && existsSync(loadingFile);
  }

  @Get('metrics')
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    await reply.type(this.measured.registry.contentType).send(await this.measured.registry.metrics());
  }

  /** `ok`, or in a word what is wrong. */
  private async readinessOf(service: ServiceName): Promise<unknown> {
    try {
      const url = new URL('/health/ready', this.configuration.services[service]);
      const answer = await request(url, { headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });
      const report = (await answer.body.json()) as { checks?: unknown };
      return answer.statusCode === 200 ? 'ok' : (report.checks ?? 'not ready');
    } catch {
      return 'no answer';
    }
  }
}
