import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { guardDoor, serverOptions } from '@hengxin/http-door';
import { createLogger } from '@hengxin/identity';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigFault, readConfig, type Config } from './config/config.js';
import { serveDemoClock } from './demo-clock.js';
import { AccessGuard } from './graphql/access.guard.js';
import { SubgraphDriver } from './graphql/subgraph-driver.js';
import { BODY_LIMIT_BYTES } from './http/body-limit.js';
import { NestLog } from './http/nest-log.js';
import { RefusalFilter } from './http/refusal.filter.js';
import { ServiceAdapter } from './http/service.adapter.js';
import { doorOf } from './http/door.js';
import { operate } from './http/operations.js';
import { KitModule } from './kit.module.js';
import { makeParts, type PartOverrides, type Parts } from './parts.js';
import type { ServiceDefinition } from './service-definition.js';

/** A broker or client that doesn't answer must not keep a service from stopping: whatever was under way is done again by who asked. */
const DRAIN_MS = 8_000;

export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly parts: Parts;
  close(): Promise<void>;
}

/** Runs a service from its environment until it is told to stop. A fault at start is one clear line and exit code 1. */
export async function startService(definition: ServiceDefinition): Promise<RunningService | undefined> {
  try {
    const config = readConfig(definition.name);
    const service = await createService(definition, config);
    await service.app.listen({ port: config.port, host: config.host });
    service.parts.logger.info(
      { port: config.port, rssMb: Math.round(process.memoryUsage.rss() / 1e6), startedInMs: Math.round(performance.now()) },
      'ready',
    );
    stopOnSignal(service);
    endOnUncaught(service);
    return service;
  } catch (error) {
    for (const line of faultLines(error)) process.stderr.write(`${definition.name}: ${line}\n`);
    process.exit(1);
  }
}

/** A service wired and consuming, but not listening: for `startService` and for specs. */
export async function createService(definition: ServiceDefinition, config: Config, overrides: PartOverrides = {}): Promise<RunningService> {
  const logger = createLogger(config.service, config.logLevel);
  const parts = await makeParts(definition, config, logger, overrides);
  const typeDefs = definition.typeDefs instanceof URL ? await readFile(definition.typeDefs, 'utf8') : definition.typeDefs;
  const refusals = new RefusalFilter(logger);
  const adapter = new ServiceAdapter(refusals, config.standalone, {
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: 'idle',
    ...serverOptions(config.connections),
    routerOptions: { maxParamLength: 300 },
  });
  const fastify = adapter.getInstance();
  guardDoor(fastify as never, doorOf(config));
  // A page of another site may post forms and plain text without asking, but no JSON.
  fastify.removeContentTypeParser('text/plain');
  const app = await NestFactory.create<NestFastifyApplication>(rootModule(definition, parts, typeDefs, refusals), adapter, {
    logger: new NestLog(logger),
    abortOnError: false,
    bodyParser: false,
  });
  const operations = operate(fastify as never, parts);
  serveDemoClock(fastify as never, parts, () => logger.info('the demo clock moved'));
  for (const strategy of parts.bus.strategies) app.connectMicroservice({ strategy });
  await app.init();
  await fastify.ready();
  await app.startAllMicroservices();
  await operations.listen();
  operations.started();
  return {
    app,
    parts,
    close: async () => {
      operations.stopping();
      // Connections whose last call has just been answered would be kept alive for a minute; the server waits for them.
      const idle = setInterval(() => fastify.server.closeIdleConnections(), 50);
      await app.close().finally(() => clearInterval(idle));
      await operations.close();
      await parts.close();
    },
  };
}

function rootModule(definition: ServiceDefinition, parts: Parts, typeDefs: string, refusals: RefusalFilter): new () => unknown {
  const guard = new AccessGuard(
    (context, position, consumers) => parts.readYourWrites.caughtUp(context, position, consumers),
    (request) => parts.authentication.authenticate((request as { headers: Record<string, string> }).headers),
  );
  @Module({
    imports: [KitModule.of(parts), GraphQLModule.forRoot({ driver: SubgraphDriver, typeDefs } as never), definition.module],
    providers: [
      { provide: APP_GUARD, useValue: guard },
      { provide: APP_FILTER, useValue: refusals },
    ],
  })
  class ServiceRoot {}
  return ServiceRoot;
}

/** What nobody caught leaves the process in an unknown state: it is said and the process ends, to be started anew. */
function endOnUncaught({ parts }: RunningService): void {
  const end = (error: unknown): void => {
    parts.logger.fatal({ err: error }, 'an error that nobody caught');
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

/** SIGTERM drains: no new work, the work under way to its end, then the connections. */
function stopOnSignal(service: RunningService): void {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    service.parts.logger.info({ signal }, 'stopping');
    setTimeout(() => {
      service.parts.logger.warn({ afterMs: DRAIN_MS }, 'stopped without waiting any longer');
      process.exit(0);
    }, DRAIN_MS).unref();
    service.close().then(
      () => process.exit(0),
      (error: unknown) => {
        service.parts.logger.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function faultLines(error: unknown): readonly string[] {
  if (error instanceof ConfigFault) return error.faults;
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'EADDRINUSE') return [`the port is taken by another process (${message})`];
  if (code === 'ECONNREFUSED') return [`the database does not answer at HENGXIN_DATABASE_URL (${message || 'connection refused'})`];
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}
