import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Options } from './options.js';
import type { Program } from './supervisor.js';

/** The services in the order they start, each with its distance from the gateway's port. */
export const SERVICES = [
  { name: 'organisation', offset: 1 },
  { name: 'client-registry', offset: 2 },
  { name: 'contact-scheduling', offset: 3 },
  { name: 'visit-logging', offset: 4 },
  { name: 'performance-kpis', offset: 5 },
  { name: 'gateway', offset: 0 },
] as const;

export const POSTGRES_OFFSET = 9;

/** There while the demo bank is being loaded. */
export const loadingFile = (dataDir: string): string => join(dataDir, 'loading');

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
    // One port for all would be taken by the first: on one machine operations stay where the launcher asks for them.
    HENGXIN_OPERATIONS_PORT: '',
    // Another at each start: nobody beside the processes of this start knows it.
    HENGXIN_INTERNAL_SECRET: randomBytes(32).toString('base64url'),
    HENGXIN_LOADING_FILE: loadingFile(options.dataDir),
    HENGXIN_JWKS_URL: `http://127.0.0.1:${options.port}/demo/jwks.json`,
    HENGXIN_JWT_ISSUER: 'hengxin-demo-issuer-not-for-production',
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
