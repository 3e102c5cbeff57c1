import 'reflect-metadata';
import { BankCalendar } from '@hengxin/contracts';
import type { EventBus } from '@hengxin/event-bus';
import { createLogger, InternalCallers } from '@hengxin/identity';
import { readSchema, withState } from '@hengxin/scalars';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { Clock } from './clock.js';
import { type Config, readConfig } from './config/config.js';
import { Database } from './database/database.js';
import { DeadlinesRunner } from './deadlines/deadlines-runner.js';
import { serveDemoClock } from './demo-clock.js';
import { SubgraphDriver } from './graphql/subgraph-driver.js';
import { BODY_LIMIT_BYTES } from './http/body-limit.js';
import { doorOf } from './http/door.js';
import { Metrics } from './http/metrics.js';
import { measureRequests, Operations } from './http/operations.js';
import { RefusalFilter } from './http/refusal.filter.js';
import { ServiceAdapter } from './http/service.adapter.js';
import { KitModule, type KitOptions, type KitOverrides } from './kit.module.js';
import { runProcess } from './process/lifecycle.js';
import { NestLog } from './process/nest-log.js';
import type { Answer } from './process/process.adapter.js';
import { Resources } from './resources.js';
import type { ServiceDefinition } from './service-definition.js';
import { EVENT_BUS, LOGGER } from './tokens.js';
import { assertWired } from './wiring.js';

export interface RunningService {
  readonly app: NestFastifyApplication;
  close(): Promise<void>;
}

/** Runs a service from its environment until it is told to stop. A fault at start is one clear line and exit code 1. */
export function startService(definition: ServiceDefinition): Promise<void> {
  return runProcess(definition.name, async () => {
    const config = readConfig(definition.name);
    const { app } = await createService(definition, config);
    await app.listen({ port: config.port, host: config.host });
    return { app, logger: app.get<Logger>(LOGGER), port: config.port };
  });
}

/** A service wired and consuming, but not listening: for `startService` and for specs. */
export async function createService(
  definition: ServiceDefinition,
  config: Config,
  overrides: KitOverrides = {},
): Promise<RunningService> {
  const logger = createLogger(config.service, config.logLevel);
  const resources = new Resources();
  const options: KitOptions = {
    ...{ definition, config, logger, overrides, resources },
    metrics: new Metrics(config.service),
    clock: overrides.clock ?? new Clock(config.timeZone),
    calendar: new BankCalendar(),
    refusals: new RefusalFilter(logger),
  };
  let app: NestFastifyApplication | undefined;
  try {
    app = await createApp(options);
    await start(app, options);
  } catch (error) {
    await app?.close();
    await resources.close();
    throw error;
  }
  const running = app;
  return { app, close: () => running.close() };
}

function createApp(options: KitOptions): Promise<NestFastifyApplication> {
  const { config, logger, metrics, refusals } = options;
  const answer: Answer = (error, request, reply) => refusals.answer(error, request, reply);
  const adapter = new ServiceAdapter(answer, doorOf(config), {
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: 300 },
  });
  measureRequests(adapter.getInstance<FastifyInstance>(), metrics);
  return NestFactory.create<NestFastifyApplication>(rootModule(options), adapter, {
    logger: new NestLog(logger),
    abortOnError: false,
    bodyParser: false,
  });
}

async function start(app: NestFastifyApplication, { definition, config, logger }: KitOptions): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const clocks = { config, clock: app.get(Clock), database: app.get(Database), internal: app.get(InternalCallers) };
  serveDemoClock(fastify, clocks, () => logger.info('the demo clock moved'));
  for (const strategy of app.get<EventBus>(EVENT_BUS).strategies) app.connectMicroservice({ strategy });
  await app.init();
  await fastify.ready();
  await app.startAllMicroservices();
  app.get(DeadlinesRunner).start();
  await app.get(Operations).start();
  assertWired(app, definition);
}

function schemaOf({ name, typeDefs }: ServiceDefinition): string {
  return typeDefs instanceof URL ? readSchema(name, typeDefs) : withState(name, [{ name: 'typeDefs', sdl: typeDefs }]);
}

function rootModule(options: KitOptions): new () => unknown {
  const { definition } = options;
  const graphql = { driver: SubgraphDriver, typeDefs: schemaOf(definition) };
  @Module({ imports: [KitModule.forRoot(options), GraphQLModule.forRoot(graphql as never), definition.module] })
  class ServiceRoot {}
  return ServiceRoot;
}
