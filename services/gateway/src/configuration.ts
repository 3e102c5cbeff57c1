import { isIP } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Context, CONTEXTS } from '@hengxin/contracts';
import { DEFAULT_LIMITS, DEFAULT_SUBSCRIPTIONS, type OperationLimits } from '@hengxin/operation-limits';
import { type ConnectionLimits, connectionLimits } from '@hengxin/http-door';
import { DEMO_ISSUER, type TokenSettings, tokenSettings } from '@hengxin/identity';
import { ConfigFault, processVariables, readEnvironment, urlOf } from '@hengxin/service-kit/process';
import { z } from 'zod';

/** The services behind the gateway, in the order of their ports after the gateway's own. */
export { CONTEXTS as SERVICES };
export type ServiceName = Context;

/** Where the workspace builds the console. */
const CONSOLE = fileURLToPath(new URL('../../console/dist', import.meta.url));

const httpUrl = urlOf('http:', 'https:');
const isOrigin = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
const blanksBetween = (text: string): string[] => text.split(/\s+/).filter(Boolean);
/** Of an address, by its family. */
const ADDRESS_BITS: Readonly<Record<number, number>> = { 4: 32, 6: 128 };
/** An address, or a network as 10.0.0.0/8. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const most = ADDRESS_BITS[isIP(address)] ?? 0;
  if (bits === undefined) return most > 0;
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most;
}
const count = (fallback: number, most: number) => z.coerce.number().int().min(1).max(most).default(fallback);

/** What the gateway reads from its environment. */
export const environmentSchema = z.object({
  HENGXIN_PROFILE: processVariables.profile.describe(
    'standalone serves the demo issuer, the demo clock, GraphiQL and open introspection, on loopback.',
  ),
  HENGXIN_PORT: processVariables.port.describe('The port of the API.'),
  HENGXIN_GATEWAY_HOST: z
    .string()
    .min(1)
    .optional()
    .describe('The address to listen on; 127.0.0.1 in standalone, else 0.0.0.0.'),
  HENGXIN_SERVICES_HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Where the services run; their ports follow the gateway’s.'),
  HENGXIN_ORGANISATION_URL: httpUrl
    .optional()
    .describe('Base URL of the service, where it is not on HENGXIN_SERVICES_HOST. The same for the five below.'),
  HENGXIN_CLIENT_REGISTRY_URL: httpUrl.optional(),
  HENGXIN_CONTACT_SCHEDULING_URL: httpUrl.optional(),
  HENGXIN_VISIT_LOGGING_URL: httpUrl.optional(),
  HENGXIN_PERFORMANCE_KPIS_URL: httpUrl.optional(),
  HENGXIN_CLIENT_INSIGHT_URL: httpUrl.optional(),
  HENGXIN_JWKS_URL: httpUrl
    .optional()
    .describe('Where the token issuer publishes its keys; in standalone, without it, the demo issuer’s.'),
  HENGXIN_JWT_ISSUER: z
    .string()
    .min(1)
    .optional()
    .describe('The `iss` that tokens must carry; needed with HENGXIN_JWKS_URL.'),
  HENGXIN_DATA_DIR: z.string().min(1).default('.hengxin').describe('Directory of the demo issuer’s key.'),
  HENGXIN_CONSOLE_DIR: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Directory of the built console, served under /console/; `services/console/dist` of this workspace where not given.',
    ),
  HENGXIN_CONSOLE_CONNECT: z
    .string()
    .transform(blanksBetween)
    .refine(
      (origins) => origins.every(isOrigin),
      'must be origins such as https://id.bank.example, with blanks between them',
    )
    .optional()
    .describe(
      'Origins that the console’s page may call beside its own, as https://id.bank.example: the identity provider’s. Blanks between them.',
    ),
  HENGXIN_TRUSTED_PROXIES: z
    .string()
    .transform(blanksBetween)
    .refine(
      (networks) => networks.every(isNetwork),
      'must be addresses or networks such as 10.0.0.7 or 10.0.0.0/8, with blanks between them',
    )
    .optional()
    .describe(
      'Addresses or networks of proxies before the gateway, as 10.0.0.7 or 10.0.0.0/8: whom they name in X-Forwarded-For is taken for the caller. Blanks between them. Where not given, the address that is connected is the caller: all behind one proxy are one.',
    ),
  HENGXIN_GATEWAY_CONNECTIONS: count(64, 1_024).describe('Connections kept to each service.'),
  HENGXIN_GATEWAY_TIMEOUT_MS: count(15_000, 600_000).describe(
    'How long one operation may take, whatever it asks of however many services.',
  ),
  HENGXIN_ATTACHMENT_TIMEOUT_MS: count(300_000, 86_400_000).describe(
    'How long a photo or voice note of a visit may take to arrive as a whole.',
  ),
  HENGXIN_ATTACHMENTS_AT_ONCE: count(2, 100).describe(
    'Photos and voice notes that one member of staff may send at the same time.',
  ),
  HENGXIN_LIMIT_DEPTH: count(DEFAULT_LIMITS.depth, 50).describe('Levels of fields in one operation.'),
  HENGXIN_LIMIT_COST: count(DEFAULT_LIMITS.cost, 10_000_000).describe(
    'List entries that one operation may return at most: the product of its `first`s, summed. What is read for each entry by itself counts as five.',
  ),
  HENGXIN_LIMIT_ROOT_FIELDS: count(DEFAULT_LIMITS.rootFields, 1_000).describe(
    'Root fields, aliases included, in one operation.',
  ),
  HENGXIN_LIMIT_FIELDS: count(DEFAULT_LIMITS.fields, 10_000).describe('Fields in one operation, fragments unfolded.'),
  HENGXIN_LIMIT_QUERY_BYTES: count(DEFAULT_LIMITS.queryBytes, 1_048_576).describe('Bytes of query text.'),
  HENGXIN_LIMIT_BODY_BYTES: count(262_144, 16_777_216).describe('Bytes of a request body, imports aside.'),
  HENGXIN_LIMIT_SUBSCRIPTIONS: count(DEFAULT_SUBSCRIPTIONS, 10_000).describe(
    'Subscriptions and operations at once on one WebSocket.',
  ),
  HENGXIN_OPERATIONS_PORT: processVariables.operationsPort.describe(
    'A port for /health and /metrics, and nothing else. With the API where not given. The same value for every process: the services’ ports follow it.',
  ),
  HENGXIN_OPERATIONS_HOST: processVariables.operationsHost.describe(
    'The address of that port; HENGXIN_GATEWAY_HOST where not given.',
  ),
  ...processVariables.shared,
});
type Environment = z.infer<typeof environmentSchema>;

export interface Configuration {
  readonly standalone: boolean;
  readonly port: number;
  readonly host: string;
  readonly services: Readonly<Record<ServiceName, URL>>;
  readonly identity: {
    readonly jwksUrl: string | undefined;
    readonly issuer: string;
    readonly audience: string;
    readonly demoKeyFile: string;
    readonly tokens: TokenSettings;
  };
  /** Where the built console lies, and which other origins its page may call. */
  readonly console: { readonly directory: string; readonly connect: readonly string[] };
  /** Whose word on who called is taken. */
  readonly trustedProxies: readonly string[];
  /** What proves the gateway to the services. */
  readonly internalSecret: string | undefined;
  /** While it is there a bank is being loaded. */
  readonly loadingFile: string | undefined;
  readonly connections: ConnectionLimits;
  /** Where operators ask, when not beside the API. */
  readonly operations: { readonly port: number; readonly host: string } | undefined;
  /** Where a service says whether it is ready. */
  readonly readiness: Readonly<Record<ServiceName, URL>>;
  readonly logLevel: string;
  readonly upstream: { readonly connections: number; readonly timeoutMs: number };
  readonly attachments: { readonly withinMs: number; readonly atOnce: number };
  readonly limits: OperationLimits & { readonly bodyBytes: number; readonly subscriptions: number };
}

/** Injection token of the `Configuration`. */
export const CONFIGURATION = Symbol('CONFIGURATION');

/** Throws ConfigFault that names every fault. */
export function readConfiguration(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Configuration {
  const env = readEnvironment(environmentSchema, environment);
  const standalone = env.HENGXIN_PROFILE === 'standalone';
  if (!standalone && !env.HENGXIN_INTERNAL_SECRET)
    throw new ConfigFault([
      'HENGXIN_INTERNAL_SECRET is not set: give the gateway and all services the same one, 32 characters at least',
    ]);
  const host = env.HENGXIN_GATEWAY_HOST ?? (standalone ? '127.0.0.1' : '0.0.0.0');
  const operationsPort = env.HENGXIN_OPERATIONS_PORT;
  return {
    standalone,
    port: env.HENGXIN_PORT,
    host,
    services: ofServices((name, index) => serviceUrl(env, name, index)),
    readiness: ofServices((name, index) => readinessUrl(env, name, index)),
    operations:
      operationsPort === undefined ? undefined : { port: operationsPort, host: env.HENGXIN_OPERATIONS_HOST ?? host },
    connections: connectionLimits(env),
    identity: identityOf(env, standalone),
    console: { directory: env.HENGXIN_CONSOLE_DIR ?? CONSOLE, connect: env.HENGXIN_CONSOLE_CONNECT ?? [] },
    trustedProxies: env.HENGXIN_TRUSTED_PROXIES ?? [],
    internalSecret: env.HENGXIN_INTERNAL_SECRET,
    loadingFile: env.HENGXIN_LOADING_FILE,
    logLevel: env.HENGXIN_LOG_LEVEL,
    upstream: { connections: env.HENGXIN_GATEWAY_CONNECTIONS, timeoutMs: env.HENGXIN_GATEWAY_TIMEOUT_MS },
    attachments: { withinMs: env.HENGXIN_ATTACHMENT_TIMEOUT_MS, atOnce: env.HENGXIN_ATTACHMENTS_AT_ONCE },
    limits: {
      depth: env.HENGXIN_LIMIT_DEPTH,
      cost: env.HENGXIN_LIMIT_COST,
      rootFields: env.HENGXIN_LIMIT_ROOT_FIELDS,
      fields: env.HENGXIN_LIMIT_FIELDS,
      queryBytes: env.HENGXIN_LIMIT_QUERY_BYTES,
      bodyBytes: env.HENGXIN_LIMIT_BODY_BYTES,
      subscriptions: env.HENGXIN_LIMIT_SUBSCRIPTIONS,
    },
  };
}

function ofServices(url: (name: ServiceName, index: number) => URL): Record<ServiceName, URL> {
  return Object.fromEntries(CONTEXTS.map((name, index) => [name, url(name, index)])) as Record<ServiceName, URL>;
}

function readinessUrl(env: Environment, name: ServiceName, index: number): URL {
  const url = new URL('/health/ready', serviceUrl(env, name, index));
  if (env.HENGXIN_OPERATIONS_PORT === undefined) return url;
  url.protocol = 'http:';
  url.port = String(env.HENGXIN_OPERATIONS_PORT + 1 + index);
  return url;
}

function serviceUrl(env: Environment, name: ServiceName, index: number): URL {
  const variable = `HENGXIN_${name.toUpperCase().replaceAll('-', '_')}_URL` as keyof Environment;
  return new URL(String(env[variable] ?? `http://${env.HENGXIN_SERVICES_HOST}:${env.HENGXIN_PORT + 1 + index}`));
}

/** Its own demo issuer's keys need no fetching: the launcher names them by URL, for the services' sake. */
function identityOf(env: Environment, standalone: boolean): Configuration['identity'] {
  const isDemo = standalone && (!env.HENGXIN_JWKS_URL || new URL(env.HENGXIN_JWKS_URL).pathname === '/demo/jwks.json');
  if (!isDemo && !(env.HENGXIN_JWKS_URL && env.HENGXIN_JWT_ISSUER))
    throw new ConfigFault([
      'HENGXIN_JWKS_URL and HENGXIN_JWT_ISSUER are not set: name the identity provider, or use the standalone profile',
    ]);
  return {
    jwksUrl: isDemo ? undefined : env.HENGXIN_JWKS_URL,
    issuer: isDemo ? DEMO_ISSUER : env.HENGXIN_JWT_ISSUER!,
    audience: env.HENGXIN_JWT_AUDIENCE,
    demoKeyFile: join(env.HENGXIN_DATA_DIR, 'demo-issuer.json'),
    tokens: tokenSettings(env),
  };
}
