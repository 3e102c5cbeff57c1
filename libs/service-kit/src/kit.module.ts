import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { Progress } from '@hengxin/event-bus';
import { Scope, TokenVerifier } from '@hengxin/identity';
import { Clock } from './clock.js';
import { CommandAnswers } from './commands/command-answers.js';
import { CommandRunner } from './commands/command-runner.js';
import { CONFIG } from './config/config.js';
import { Database } from './database/database.js';
import { DirectoryConsumer } from './directory/directory.consumer.js';
import { References } from './graphql/references.js';
import { Authentication } from './http/authentication.js';
import { Metrics } from './http/metrics.js';
import type { Parts } from './parts.js';
import { DIRECTORY, EVENT_LOG, LOGGER } from './tokens.js';

/** What every service can have injected. */
@Module({})
export class KitModule {
  static of(parts: Parts): DynamicModule {
    const providers: Provider[] = [
      { provide: CONFIG, useValue: parts.config },
      { provide: LOGGER, useValue: parts.logger },
      { provide: Clock, useValue: parts.clock },
      { provide: Database, useValue: parts.database },
      { provide: EVENT_LOG, useValue: parts.log },
      { provide: DIRECTORY, useValue: parts.directory },
      { provide: Progress, useValue: parts.bus.progress },
      { provide: Scope, useValue: parts.scope },
      { provide: TokenVerifier, useValue: parts.verifier },
      { provide: Authentication, useValue: parts.authentication },
      { provide: Metrics, useValue: parts.metrics },
      { provide: CommandAnswers, useValue: parts.answers },
      { provide: CommandRunner, useValue: parts.commands },
      { provide: References, useValue: parts.references },
    ];
    return {
      module: KitModule,
      global: true,
      controllers: [DirectoryConsumer],
      providers,
      exports: providers.map((provider) => (provider as { provide: symbol }).provide),
    };
  }
}
