import { CONTEXTS, type Context } from '@hengxin/contracts';
import { type ConnectionLimits, connectionLimits } from '@hengxin/http-door';
import { type TokenSettings, tokenSettings } from '@hengxin/identity';
import { eventLogUrlFault, postgresUrlFault } from '@hengxin/event-log';
import { z } from 'zod';
import { processVariables, readEnvironment, urlOf } from '../process/environment.js';

/** Injection token of the service's `Config`. */
export const CONFIG = Symbol('CONFIG');

/** The services' ports follow the gateway's in this order. */
const PORT_OFFSETS: Readonly<Record<Context, number>> = {
  organisation: 1,
  'client-registry': 2,
  'contact-scheduling': 3,
  'visit-logging': 4,
  'performance-kpis': 5,
};

const faultless = (faultOf: (text: string) => string | undefined) =>
  z.string().superRefine((text, context) => {
    const fault = faultOf(text);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  });
const postgresUrl = faultless(postgresUrlFault);
const eventLogUrl = faultless(eventLogUrlFault);
const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone such as Asia/Shanghai');

/**
 * What a service reads from its environment. Every variable with its default is listed in
 * docs/reference/configuration.md.
 */
export const environmentSchema = z
  .object({
    HENGXIN_DATABASE_URL: postgresUrl.describe('PostgreSQL of the read models.'),
    HENGXIN_EVENT_LOG_URL: eventLogUrl
      .optional()
      .describe(
        'The event log: `postgres://`, or EventStoreDB by `esdb://` or `esdb+discover://`; the database of the read models where not given.',
      ),
    HENGXIN_DATABASE_POOL: z.coerce
      .number()
      .int()
      .min(2)
      .max(100)
      .default(8)
      .describe('Connections to the read models, a process.'),
    HENGXIN_DATABASE_ANSWER_MS: z.coerce
      .number()
      .int()
      .min(100)
      .max(3_600_000)
      .default(30_000)
      .describe(
        'A statement that takes longer fails and its connection is given up, since a cut network reports nothing by itself.',
      ),
    HENGXIN_BUS: z.enum(['store', 'kafka']).default('store').describe('Where events of other services come from.'),
    KAFKA_BROKERS: z.string().optional().describe('host:port, separated by commas; needed when HENGXIN_BUS is kafka.'),
    HENGXIN_EVENT_SCHEMAS_URL: urlOf('http:', 'https:')
      .optional()
      .describe(
        'Where docs/reference/events/ is served; makes `ce_dataschema` absolute, as strict CloudEvents readers want it.',
      ),
    HENGXIN_PROFILE: processVariables.profile.describe('standalone allows the demo clock and the demo issuer.'),
    HENGXIN_JWKS_URL: urlOf('http:', 'https:').describe('Where the token issuer publishes its keys.'),
    HENGXIN_JWT_ISSUER: z.string().min(1).describe('The `iss` that tokens must carry.'),
    HENGXIN_TIME_ZONE: timeZone
      .default('Asia/Shanghai')
      .describe('The bank’s time zone; business dates are days of it.'),
    HENGXIN_PORT: processVariables.port.describe('The gateway’s port; the services follow it.'),
    PORT: z.coerce
      .number()
      .int()
      .min(0)
      .max(65_535)
      .optional()
      .describe('This service’s port; HENGXIN_PORT + 1 to + 5 where not given.'),
    HENGXIN_HOST: z.string().min(1).default('127.0.0.1').describe('The address this service listens on.'),
    HENGXIN_OPERATIONS_PORT: processVariables.operationsPort.describe(
      'The gateway’s port for /health and /metrics, and nothing else; the services follow it. With the API where not given.',
    ),
    HENGXIN_OPERATIONS_HOST: processVariables.operationsHost.describe(
      'The address of that port; HENGXIN_HOST where not given.',
    ),
    ...processVariables.shared,
  })
  .refine((env) => env.HENGXIN_BUS !== 'kafka' || !!env.KAFKA_BROKERS, {
    path: ['KAFKA_BROKERS'],
    message: 'is needed when HENGXIN_BUS is kafka',
  })
  .refine((env) => env.HENGXIN_PROFILE !== 'distributed' || !!env.HENGXIN_INTERNAL_SECRET, {
    path: ['HENGXIN_INTERNAL_SECRET'],
    message: 'is needed in the distributed profile: give all services and the gateway the same one',
    // Checked also when something else is wrong, so that all faults are named at once.
    when: () => true,
  });

/** A service's configuration, valid as a whole. */
export interface Config {
  readonly service: Context;
  /** The service's own PostgreSQL schema. */
  readonly schema: string;
  readonly databaseUrl: string;
  readonly databasePool: number;
  readonly databaseAnswerMs: number;
  readonly eventLogUrl: string;
  readonly bus: 'store' | 'kafka';
  readonly kafkaBrokers: readonly string[];
  readonly eventSchemasUrl: string | undefined;
  readonly standalone: boolean;
  /** While it is there a bank is being loaded. */
  readonly loadingFile: string | undefined;
  readonly jwksUrl: string;
  readonly jwtIssuer: string;
  readonly jwtAudience: string;
  /** By it the gateway proves itself; undefined, nobody can. */
  readonly internalSecret: string | undefined;
  readonly tokens: TokenSettings;
  readonly timeZone: string;
  readonly logLevel: string;
  readonly port: number;
  readonly host: string;
  /** Where operators ask, when not beside the API. */
  readonly operations: { readonly port: number; readonly host: string } | undefined;
  readonly connections: ConnectionLimits;
}

/** Reads a service's configuration. Throws ConfigFault that names every fault at once. */
export function readConfig(
  service: Context,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const env = readEnvironment(environmentSchema, environment);
  return {
    service,
    schema: schemaOf(service),
    databaseUrl: env.HENGXIN_DATABASE_URL,
    databasePool: env.HENGXIN_DATABASE_POOL,
    databaseAnswerMs: env.HENGXIN_DATABASE_ANSWER_MS,
    eventLogUrl: env.HENGXIN_EVENT_LOG_URL ?? env.HENGXIN_DATABASE_URL,
    bus: env.HENGXIN_BUS,
    kafkaBrokers: (env.KAFKA_BROKERS ?? '')
      .split(',')
      .map((broker) => broker.trim())
      .filter(Boolean),
    eventSchemasUrl: env.HENGXIN_EVENT_SCHEMAS_URL,
    standalone: env.HENGXIN_PROFILE === 'standalone',
    loadingFile: env.HENGXIN_LOADING_FILE,
    jwksUrl: env.HENGXIN_JWKS_URL,
    jwtIssuer: env.HENGXIN_JWT_ISSUER,
    jwtAudience: env.HENGXIN_JWT_AUDIENCE,
    internalSecret: env.HENGXIN_INTERNAL_SECRET,
    tokens: tokenSettings(env),
    timeZone: env.HENGXIN_TIME_ZONE,
    logLevel: env.HENGXIN_LOG_LEVEL,
    port: env.PORT ?? env.HENGXIN_PORT + PORT_OFFSETS[service],
    host: env.HENGXIN_HOST,
    operations:
      env.HENGXIN_OPERATIONS_PORT === undefined
        ? undefined
        : {
            port: env.HENGXIN_OPERATIONS_PORT + PORT_OFFSETS[service],
            host: env.HENGXIN_OPERATIONS_HOST ?? env.HENGXIN_HOST,
          },
    connections: connectionLimits(env),
  };
}

/** The PostgreSQL schema of a service. */
export function schemaOf(service: Context): string {
  return service.replaceAll('-', '_');
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export { CONTEXTS as SERVICES };
