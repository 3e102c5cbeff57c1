import type { BankCalendar } from '@hengxin/contracts';
import { type EventBus } from '@hengxin/event-bus';
import type { EventLog } from '@hengxin/event-log';
import {
  type Covers,
  type Directory,
  InternalCallers,
  TokenVerifier,
  UnitScope,
  verifierSettings,
} from '@hengxin/identity';
import { projectionsController } from '@hengxin/projections';
import { type DynamicModule, Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import type { Logger } from 'pino';
import { CalendarConsumer } from './calendar/calendar.consumer.js';
import { Clock } from './clock.js';
import { CommandAnswers } from './commands/command-answers.js';
import { CommandHandler } from './commands/command-handler.js';
import { CONFIG, type Config } from './config/config.js';
import { CoversConsumer } from './covers/covers.consumer.js';
import { Database } from './database/database.js';
import { DEADLINES, DeadlinesRunner } from './deadlines/deadlines-runner.js';
import { DirectoryConsumer } from './directory/directory.consumer.js';
import { AccessGuard } from './graphql/access.guard.js';
import { References } from './graphql/references.js';
import { Authentication } from './http/authentication.js';
import { Draining } from './http/draining.js';
import { Metrics } from './http/metrics.js';
import { Operations } from './http/operations.js';
import { RefusalFilter } from './http/refusal.filter.js';
import { Resources } from './resources.js';
import { type ServiceDefinition, writtenProjectionsOf } from './service-definition.js';
import { ReadYourWrites } from './service-progress.js';
import { ParkedCommands } from './state/parked-commands.js';
import { ServiceState } from './state/service-state.js';
import { serviceStateResolver } from './state/service-state.resolver.js';
import type { Observed } from './service-bus.js';
import { storesOf } from './stores.providers.js';
import { COVERS, DIRECTORY, EVENT_BUS, EVENT_LOG, LOGGER } from './tokens.js';

/** What a spec puts in the place of the real thing, or beside it. */
export interface KitOverrides {
  readonly clock?: Clock;
  readonly verifier?: TokenVerifier;
  readonly observed?: Observed;
}

/** What a service is made of before Nest starts. */
export interface KitOptions {
  readonly definition: ServiceDefinition;
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly calendar: BankCalendar;
  readonly refusals: RefusalFilter;
  readonly overrides: KitOverrides;
  readonly resources: Resources;
}

/** What every service can have injected. It is global, so Nest starts it first and stops it last. */
@Module({})
export class KitModule implements OnApplicationShutdown {
  constructor(private readonly resources: Resources) {}

  static forRoot(options: KitOptions): DynamicModule {
    const { definition, refusals } = options;
    const shared = [...valuesOf(options), ...storesOf(options), ...callersOf(options), ...COMMANDS];
    return {
      module: KitModule,
      global: true,
      controllers: [
        DirectoryConsumer,
        CoversConsumer,
        CalendarConsumer,
        projectionsController(writtenProjectionsOf(definition, options)),
      ],
      providers: [
        ...shared,
        { provide: DEADLINES, useValue: definition.deadlines ?? [] },
        DeadlinesRunner,
        Draining,
        Operations,
        serviceStateResolver(definition.name),
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useValue: refusals },
      ],
      exports: shared.map((provider) => (typeof provider === 'function' ? provider : provider.provide)),
    };
  }

  /** Everything that uses them has stopped by now. */
  onApplicationShutdown(): Promise<void> {
    return this.resources.close();
  }
}

function valuesOf({ config, logger, metrics, resources }: KitOptions): Provider[] {
  return [
    { provide: CONFIG, useValue: config },
    { provide: LOGGER, useValue: logger },
    { provide: Metrics, useValue: metrics },
    { provide: Resources, useValue: resources },
  ];
}

/** Who calls, and what they may see. */
function callersOf({ config, logger, overrides }: KitOptions): Provider[] {
  const verifier = (): TokenVerifier =>
    new TokenVerifier({
      jwks: config.jwksUrl,
      issuer: config.jwtIssuer,
      audience: config.jwtAudience,
      ...verifierSettings(config.tokens, (error) => logger.error({ err: error }, 'the deny list stays as it was')),
    });
  return [
    { provide: TokenVerifier, useFactory: () => overrides.verifier ?? verifier() },
    { provide: InternalCallers, useFactory: () => new InternalCallers(config.internalSecret) },
    {
      provide: UnitScope,
      inject: [DIRECTORY, Clock, COVERS],
      useFactory: (directory: Directory, clock: Clock, covers: Covers) =>
        new UnitScope(directory, () => clock.today(), covers),
    },
    Authentication,
  ];
}

/** Commands, and what their effect is waited for with. */
const COMMANDS: Provider[] = [
  CommandAnswers,
  {
    provide: CommandHandler,
    inject: [CONFIG, EVENT_LOG, CommandAnswers, Clock, Metrics],
    useFactory: ({ service }: Config, log: EventLog, answers: CommandAnswers, clock: Clock, { commands }: Metrics) =>
      new CommandHandler(service, log, answers, clock, (command, outcome) => commands.inc({ command, outcome })),
  },
  ReadYourWrites,
  {
    provide: References,
    inject: [ReadYourWrites],
    useFactory: (readYourWrites: ReadYourWrites) => new References(readYourWrites),
  },
  {
    provide: ServiceState,
    inject: [EVENT_BUS],
    useFactory: ({ progress, parked }: EventBus) => new ServiceState(progress, parked),
  },
  { provide: ParkedCommands, inject: [Database], useFactory: (database: Database) => new ParkedCommands(database) },
];
