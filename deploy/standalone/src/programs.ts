import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { CONTEXTS } from '@hengxin/contracts';
import { type Options } from './options.js';
import type { Program } from './supervisor.js';

/** The services in the order they start, each with its distance from the gateway's port. */
export const SERVICES = [
  ...CONTEXTS.map((name, index) => ({ name, offset: index + 1 })),
  { name: 'gateway' as const, offset: 0 },
];

export const POSTGRES_OFFSET = 9;

/** There while the demo bank is being loaded. */
export const loadingFile = (dataDir: string): string => join(dataDir, 'loading');

/** A provider that is named is trusted in place of the demo issuer: so a bank's own can be tried on one machine. */
export function issuer(port: number, given: NodeJS.ProcessEnv): Record<string, string> {
  const { HENGXIN_JWKS_URL, HENGXIN_JWT_ISSUER } = given;
  if (HENGXIN_JWKS_URL && HENGXIN_JWT_ISSUER) return { HENGXIN_JWKS_URL, HENGXIN_JWT_ISSUER };
  return {
    HENGXIN_JWKS_URL: `http://127.0.0.1:${port}/demo/jwks.json`,
    HENGXIN_JWT_ISSUER: 'hengxin-demo-issuer-not-for-production',
  };
}

/** How each service is started on this machine: the same program as in production, told where everything is. */
export function programs(options: Options, databaseUrl: string, root: string): Program[] {
  const shared = {
    NODE_ENV: 'production',
    HENGXIN_PROFILE: 'standalone',
    HENGXIN_HOST: '127.0.0.1',
    HENGXIN_PORT: String(options.port),
    HENGXIN_DATABASE_URL: databaseUrl,
    HENGXIN_EVENT_LOG_URL: options.eventLogUrl ?? databaseUrl,
    HENGXIN_BUS: options.bus,
    KAFKA_BROKERS: options.brokers,
    HENGXIN_DATA_DIR: options.dataDir,
    HENGXIN_ATTACHMENTS: process.env['HENGXIN_ATTACHMENTS'] || join(options.dataDir, 'attachments'),
    // One port for all would be taken by the first: on one machine operations stay where the launcher asks for them.
    HENGXIN_OPERATIONS_PORT: '',
    // Another at each start: nobody beside the processes of this start knows it. One that is given is for another
    // gateway before the services.
    HENGXIN_INTERNAL_SECRET: process.env['HENGXIN_INTERNAL_SECRET'] || randomBytes(32).toString('base64url'),
    HENGXIN_LOADING_FILE: loadingFile(options.dataDir),
    ...issuer(options.port, process.env),
    KAFKAJS_NO_PARTITIONER_WARNING: '1',
  };
  return SERVICES.map(({ name, offset }) => ({
    name,
    entry: join(root, 'services', name, 'dist/main.js'),
    env: { ...shared, PORT: String(options.port + offset) },
    // The gateway is not ready before the bank is loaded, and the bank is loaded through it.
    readyUrl: `http://127.0.0.1:${options.port + offset}/health/${name === 'gateway' ? 'live' : 'ready'}`,
  }));
}
