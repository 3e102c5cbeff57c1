import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DemoIssuer } from '@hengxin/identity';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { compose } from '../composition/compose.js';
import type { Subgraph } from '../composition/supergraph.js';
import { readConfiguration } from '../configuration.js';
import { startGateway } from '../start-gateway.js';
import { HttpServices } from './http-services.js';
import { surfaceSubgraphs } from './surface-subgraphs.js';
import { world } from './world.js';

/** What proves the gateway to its services. */
export const SECRET = 'the-secret-of-a-gateway-under-test';

/** Any answer: the specs say what it holds. */
export interface Answered {
  data?: Record<string, never> | null;
  errors?: { message: string; path?: unknown; extensions?: { code?: string } }[];
}

/** A gateway on a free port before services on free ports. */
export class RunningGateway {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly services: HttpServices,
    readonly issuer: DemoIssuer,
    readonly url: string,
  ) {}

  static async start(
    environment: Record<string, string> = {},
    subgraphs: readonly Subgraph[] = surfaceSubgraphs(),
    resolvers = world,
  ): Promise<RunningGateway> {
    const services = await HttpServices.start(subgraphs, resolvers);
    const urls = Object.entries(services.urls).map(([name, url]) => [
      `HENGXIN_${name.toUpperCase().replaceAll('-', '_')}_URL`,
      url,
    ]);
    const data = await mkdtemp(join(tmpdir(), 'hengxin-gateway-'));
    const read = readConfiguration({
      HENGXIN_PROFILE: 'standalone',
      HENGXIN_DATA_DIR: data,
      HENGXIN_INTERNAL_SECRET: SECRET,
      ...Object.fromEntries(urls),
      ...environment,
    });
    const issuer = await DemoIssuer.fromFile(read.identity.demoKeyFile);
    const app = await startGateway({ ...read, port: 0 }, compose(subgraphs), pino({ level: 'silent' }));
    return new RunningGateway(app, services, issuer, (await app.getUrl()).replace('[::1]', '127.0.0.1'));
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.services.close();
  }

  /** Posts an operation with a good token, or with the headers given. */
  async ask(
    query: string,
    variables: object = {},
    headers?: Record<string, string>,
  ): Promise<{ status: number; headers: Headers; body: Answered }> {
    return this.post(
      JSON.stringify({ query, variables }),
      headers ?? { authorization: `Bearer ${await this.issuer.issue('S1')}`, 'accept-language': 'en' },
    );
  }

  async post(
    body: string,
    headers: Record<string, string>,
  ): Promise<{ status: number; headers: Headers; body: Answered }> {
    const answer = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answered };
  }
}
