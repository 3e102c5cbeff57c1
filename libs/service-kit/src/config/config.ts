import { CONTEXTS, type Context } from '@hengxin/contracts';
import { type KafkaAccess, kafkaAccess, kafkaFaults, kafkaVariables } from '@hengxin/event-bus';
import { type ConnectionLimits, connectionLimits } from '@hengxin/http-door';
import { type TokenSettings, tokenSettings } from '@hengxin/identity';
import { eventLogUrlFault, postgresUrlFault } from '@hengxin/event-log';
import { z } from 'zod';
import { processVariables, readEnvironment, urlOf } from '../process/environment.js';
import { type SignalSettings, signalSettings, signalVariables } from './signal-variables.js';

/** Injection token of the service's `Config`. */
export const CONFIG = Symbol('CONFIG');

/** The services' ports follow the gateway's in this order. */
const PORT_OFFSETS: Readonly<Record<Context, number>> = {
  organisation: 1,
  'client-registry': 2,
  'contact-scheduling': 3,
  'visit-logging': 4,
  'performance-kpis': 5,
  'client-insight': 6,
};

const faultless = (faultOf: (text: string) => string | undefined) =>
  z.string().superRefine((text, context) => {
    const fault = faultOf(text);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  });
const postgresUrl = faultless(postgresUrlFault);
const eventLogUrl = faultless(eventLogUrlFault);
/** A name that Kafka takes, with room for the `.refused` of the topic beside it. */
const HOLDINGS_TOPIC = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,240}$/;
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
      .min(4)
      .max(100)
      .default(8)
      .describe('Connections to the read models, a process; consumers of events take all but two of them.'),
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
    KAFKA_BROKERS: z
      .string()
      .optional()
      .describe('host:port, separated by commas; needed when HENGXIN_BUS is kafka, and with HENGXIN_HOLDINGS_TOPIC.'),
    ...kafkaVariables,
    HENGXIN_HOLDINGS_TOPIC: z
      .string()
      .regex(HOLDINGS_TOPIC, 'must be the name of a topic: 1 to 240 of A-Z a-z 0-9 . _ -')
      .optional()
      .describe(
        'Kafka topic of the bank’s own from which client-insight takes rows of holdings, with either bus; none where not given.',
      ),
    HENGXIN_EVENT_SCHEMAS_URL: urlOf('http:', 'https:')
      .optional()
      .describe(
        'Where docs/reference/events/ is served; makes `ce_dataschema` absolute, as strict CloudEvents readers want it.',
      ),
    HENGXIN_PROFILE: processVariables.profile.describe('standalone allows the demo clock and the demo issuer.'),
    HENGXIN_JWKS_URL: urlOf('http:', 'https:').describe('Where the token issuer publishes its keys.'),
    HENGXIN_JWT_ISSUER: z.string().min(1).describe('The `iss` that tokens must carry.'),
    HENGXIN_WECOM_URL: urlOf('http:', 'https:')
      .default('https://qyapi.weixin.qq.com')
      .describe('Where client-registry reaches WeCom (企业微信), once HENGXIN_WECOM_CORP_ID is set.'),
    HENGXIN_WECOM_CORP_ID: z
      .string()
      .min(1)
      .optional()
      .describe('The bank’s id at WeCom. With it, posts to groups of clients are sent there; without it, none is.'),
    HENGXIN_WECOM_SECRET: z
      .string()
      .min(1)
      .optional()
      .describe('Secret of the bank’s own application at WeCom; needed with HENGXIN_WECOM_CORP_ID.'),
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
    HENGXIN_ATTACHMENTS: z
      .string()
      .min(1)
      .default('.hengxin/attachments')
      .describe('Where photos and voice notes of visits lie, encrypted: a folder, or `s3://bucket/prefix`.'),
    HENGXIN_ATTACHMENTS_S3_ENDPOINT: urlOf('http:', 'https:')
      .optional()
      .describe('Of an S3-compatible store that is not AWS. Credentials come as `AWS_ACCESS_KEY_ID` and its kin.'),
    HENGXIN_ATTACHMENTS_S3_REGION: z.string().min(1).default('us-east-1').describe('The region of the bucket.'),
    HENGXIN_ATTACHMENT_BYTES: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000_000_000)
      .default(20_000_000)
      .describe('Of one photo or voice note at most.'),
    HENGXIN_COMPLAINT_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .max(60)
      .default(2)
      .describe('Working days after which, by 18:00, a complaint is to be answered.'),
    ...signalVariables,
    ...processVariables.shared,
  })
  .refine((env) => env.HENGXIN_BUS !== 'kafka' || !!env.KAFKA_BROKERS, {
    path: ['KAFKA_BROKERS'],
    message: 'is needed when HENGXIN_BUS is kafka',
  })
  .refine((env) => !env.HENGXIN_HOLDINGS_TOPIC || !!env.KAFKA_BROKERS, {
    path: ['KAFKA_BROKERS'],
    message: 'is needed when HENGXIN_HOLDINGS_TOPIC is set',
    when: () => true,
  })
  .superRefine(
    (env, context) => {
      for (const { variable, message } of kafkaFaults(env))
        context.addIssue({ code: 'custom', path: [variable], message });
    },
    { when: () => true },
  )
  .refine((env) => !env.HENGXIN_WECOM_CORP_ID || !!env.HENGXIN_WECOM_SECRET, {
    path: ['HENGXIN_WECOM_SECRET'],
    message: 'is needed when HENGXIN_WECOM_CORP_ID is set',
    when: () => true,
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
  readonly kafkaAccess: KafkaAccess;
  /** Topic from which rows of holdings are taken; undefined, from none. */
  readonly holdingsTopic: string | undefined;
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
  /** Where posts to groups are sent; undefined, nowhere. */
  readonly wecom: { readonly url: string; readonly corpId: string; readonly secret: string } | undefined;
  readonly timeZone: string;
  readonly logLevel: string;
  readonly port: number;
  readonly host: string;
  /** Where operators ask, when not beside the API. */
  readonly operations: { readonly port: number; readonly host: string } | undefined;
  readonly connections: ConnectionLimits;
  readonly attachments: {
    /** A folder, or `s3://bucket/prefix`. */
    readonly place: string;
    readonly s3: { readonly endpoint: string | undefined; readonly region: string };
    /** Bytes of one at most. */
    readonly most: number;
  };
  /** Working days for the answer to a complaint. */
  readonly complaintDays: number;
  /** What makes a signal of client-insight fire. */
  readonly signals: SignalSettings;
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
    kafkaAccess: kafkaAccess(env),
    holdingsTopic: env.HENGXIN_HOLDINGS_TOPIC,
    eventSchemasUrl: env.HENGXIN_EVENT_SCHEMAS_URL,
    standalone: env.HENGXIN_PROFILE === 'standalone',
    loadingFile: env.HENGXIN_LOADING_FILE,
    jwksUrl: env.HENGXIN_JWKS_URL,
    jwtIssuer: env.HENGXIN_JWT_ISSUER,
    jwtAudience: env.HENGXIN_JWT_AUDIENCE,
    internalSecret: env.HENGXIN_INTERNAL_SECRET,
    tokens: tokenSettings(env),
    wecom: wecomOf(env),
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
    attachments: {
      place: env.HENGXIN_ATTACHMENTS,
      s3: { endpoint: env.HENGXIN_ATTACHMENTS_S3_ENDPOINT, region: env.HENGXIN_ATTACHMENTS_S3_REGION },
      most: env.HENGXIN_ATTACHMENT_BYTES,
    },
    complaintDays: env.HENGXIN_COMPLAINT_DAYS,
    signals: signalSettings(env),
  };
}

function wecomOf(env: z.output<typeof environmentSchema>): Config['wecom'] {
  const { HENGXIN_WECOM_URL: url, HENGXIN_WECOM_CORP_ID: corpId, HENGXIN_WECOM_SECRET: secret } = env;
  return corpId !== undefined && secret !== undefined ? { url, corpId, secret } : undefined;
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
