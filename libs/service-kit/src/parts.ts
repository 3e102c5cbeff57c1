import { setTimeout as pause } from 'node:timers/promises';
import {
  type BusObserver,
  BusOneSource1767312000000,
  BusSkippedEvents1774000000000,
  BusTables1767225600000,
  createEventBus,
  type EventBus,
} from '@hengxin/event-bus';
import { type EventLog, isPostgresLog, migrateEventLog, openEventLog, PositionRefused } from '@hengxin/event-log';
import { InternalCallers, Scope, TokenVerifier, verifierSettings } from '@hengxin/identity';
import pg from 'pg';
import type { Logger } from 'pino';
import { Clock } from './clock.js';
import { CommandAnswers, CreateCommandAnswer1700000000100, CreateCommandClaim1767398400000 } from './commands/command-answers.js';
import { CommandRunner } from './commands/command-runner.js';
import type { Config } from './config/config.js';
import type { Database } from './database/database.js';
import { KEEP_ALIVE, onceReachable, openDatabase } from './database/open-database.js';
import { readDemoClock } from './demo-clock.js';
import { DirectoryLastDays1772496000000 } from './directory/directory-last-days.migration.js';
import { CreateDirectory1700000000200 } from './directory/directory-tables.migration.js';
import { OrgDirectory } from './directory/org-directory.js';
import { References } from './graphql/references.js';
import { Authentication } from './http/authentication.js';
import { Metrics } from './http/metrics.js';
import type { ServiceDefinition } from './service-definition.js';
import { ReadYourWrites } from './service-progress.js';

/** What a service runs on, made before Nest starts. */
export interface Parts {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly database: Database;
  readonly log: EventLog;
  readonly bus: EventBus;
  readonly directory: OrgDirectory;
  readonly scope: Scope;
  readonly verifier: TokenVerifier;
  readonly internal: InternalCallers;
  readonly authentication: Authentication;
  readonly metrics: Metrics;
  readonly answers: CommandAnswers;
  readonly commands: CommandRunner;
  readonly references: References;
  readonly readYourWrites: ReadYourWrites;
  close(): Promise<void>;
}

/** What a spec puts in the place of the real thing. */
export interface PartOverrides {
  readonly clock?: Clock;
  readonly verifier?: TokenVerifier;
}

/** A log that does not serve at start is looked at this often. */
const LOOK_AGAIN_MS = 1_000;

/** Migrations that every service has beside its own. */
const SHARED_MIGRATIONS = [
  CreateCommandAnswer1700000000100,
  CreateDirectory1700000000200,
  DirectoryLastDays1772496000000,
  BusTables1767225600000,
  BusOneSource1767312000000,
  BusSkippedEvents1774000000000,
  CreateCommandClaim1767398400000,
];

export async function makeParts(
  definition: ServiceDefinition,
  config: Config,
  logger: Logger,
  overrides: PartOverrides = {},
): Promise<Parts> {
  const clock = overrides.clock ?? new Clock(config.timeZone);
  const metrics = new Metrics(config.service);
  const waiting = (error: unknown): void => logger.warn({ err: error }, 'the database does not answer; trying again');
  const database = await openDatabase(
    config,
    { entities: definition.entities ?? [], migrations: [...SHARED_MIGRATIONS, ...(definition.migrations ?? [])] },
    waiting,
  );
  if (config.standalone && !overrides.clock) await readDemoClock(database, clock);
  const log = await openLog(config, logger, metrics, waiting);
  const looking = new AbortController();
  void tellUntilServing(log, logger, looking.signal);
  const bus = createEventBus({
    context: config.service,
    bus: config.bus,
    kafkaBrokers: config.kafkaBrokers,
    ...(config.eventSchemasUrl !== undefined && { dataSchemaBase: config.eventSchemasUrl }),
    log,
    db: database,
    observer: observerOf(metrics, logger),
    onKafkaLog: (level, message) => logger[level]({ source: 'kafka' }, message),
  });
  metrics.watch(bus.progress);
  const directory = new OrgDirectory(database, (error) => logger.warn({ err: error }, 'the directory could not be refreshed'));
  await directory.start();
  const verifier =
    overrides.verifier ??
    new TokenVerifier({
      jwks: config.jwksUrl,
      issuer: config.jwtIssuer,
      audience: config.jwtAudience,
      ...verifierSettings(config.tokens, (error) => logger.error({ err: error }, 'the deny list stays as it was')),
    });
  const internal = new InternalCallers(config.internalSecret);
  const answers = new CommandAnswers(database);
  const readYourWrites = new ReadYourWrites(bus.progress);
  return {
    config,
    logger,
    clock,
    metrics,
    database,
    log,
    bus,
    directory,
    verifier,
    internal,
    answers,
    readYourWrites,
    scope: new Scope(directory, () => clock.today()),
    authentication: new Authentication(verifier, directory, clock, internal),
    commands: new CommandRunner(log, answers, clock, (command, outcome) => metrics.commands.inc({ command, outcome })),
    references: new References(readYourWrites),
    close: async () => {
      directory.stop();
      looking.abort();
      await log.close();
      await database.dataSource.destroy();
    },
  };
}

async function openLog(config: Config, logger: Logger, metrics: Metrics, onWait: (error: unknown) => void): Promise<EventLog> {
  if (isPostgresLog(config.eventLogUrl)) await onceReachable(() => prepareLog(config), onWait);
  const onError = (error: unknown): void =>
    logger.error(
      { err: error },
      error instanceof PositionRefused ? 'the event log refuses a position' : 'the event log recovers from an error',
    );
  return timed(openEventLog({ url: config.eventLogUrl, onError }), metrics);
}

/**
 * Says what is wrong with the log for as long as it does not serve. The service starts meanwhile: `/health/ready` says the same, and
 * everything goes on by itself once the log answers.
 */
async function tellUntilServing(log: EventLog, logger: Logger, signal: AbortSignal): Promise<void> {
  let told = '';
  while (!signal.aborted) {
    const fault = await log.check().then(
      () => undefined,
      (error: unknown) => (error as Error).message,
    );
    if (fault === undefined) return told === '' ? undefined : logger.info('the event log serves');
    if (fault !== told && !signal.aborted) logger.error(`the event log does not serve: ${fault}`);
    told = fault;
    await pause(LOOK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function prepareLog(config: Config): Promise<void> {
  const pool = new pg.Pool({
    connectionString: config.eventLogUrl,
    max: 1,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    options: KEEP_ALIVE,
  });
  // A connection that breaks while nothing runs on it is one that is not needed any more.
  pool.on('error', () => undefined);
  try {
    await migrateEventLog(pool);
  } finally {
    await pool.end();
  }
}

/** The log, its appends measured. */
function timed(log: EventLog, metrics: Metrics): EventLog {
  const append = log.append.bind(log);
  log.append = async (...args) => {
    const startedAt = performance.now();
    try {
      return await append(...args);
    } finally {
      metrics.appendSeconds.observe((performance.now() - startedAt) / 1000);
    }
  };
  return log;
}

function observerOf(metrics: Metrics, logger: Logger): BusObserver {
  return {
    delivered: ({ consumer, source, events }) => metrics.projected.inc({ consumer, source }, events),
    parked: ({ consumer, source, code, eventId, type }) => {
      metrics.parked.inc({ consumer, code });
      logger.error({ consumer, source, code, eventId, type }, 'an event was parked');
    },
    failing: ({ consumer, source, error, attempt, outage }) =>
      logger.warn({ consumer, source, err: error, attempt, outage }, 'a consumer tries again'),
    restarted: ({ consumer, source, reason }) => logger.warn({ consumer, source, reason }, 'a consumer was started anew'),
  };
}
