import type { Server } from 'node:http';
import { z } from 'zod';

const count = (fallback: number, most: number) => z.coerce.number().int().min(1).max(most).default(fallback);
const DAY_MS = 86_400_000;

/** What every process of the platform reads from its environment about its connections. */
export const connectionVariables = {
  HENGXIN_HEADERS_TIMEOUT_MS: count(10_000, DAY_MS).describe(
    'How long a connection may take to send the headers of a request.',
  ),
  HENGXIN_BODY_TIMEOUT_MS: count(30_000, DAY_MS).describe(
    'How long a request may take to arrive as a whole; files that may be imported aside.',
  ),
  HENGXIN_IMPORT_IDLE_MS: count(120_000, DAY_MS).describe(
    'How long nothing of a file may come while more of it is awaited.',
  ),
  HENGXIN_MAX_CONNECTIONS: count(5_000, 1_000_000).describe(
    'Connections at once, WebSockets included; those beyond are closed as they come. Needs as many open files.',
  ),
} as const;

export interface ConnectionLimits {
  readonly headersMs: number;
  readonly bodyMs: number;
  readonly importIdleMs: number;
  readonly connections: number;
}

type Variables = { readonly [Name in keyof typeof connectionVariables]: number };

export function connectionLimits(env: Variables): ConnectionLimits {
  return {
    headersMs: env.HENGXIN_HEADERS_TIMEOUT_MS,
    bodyMs: env.HENGXIN_BODY_TIMEOUT_MS,
    importIdleMs: env.HENGXIN_IMPORT_IDLE_MS,
    connections: env.HENGXIN_MAX_CONNECTIONS,
  };
}

/**
 * Fastify's options for them. Node's own deadline for a whole request holds for all of a server, files of hours
 * included, so it is off, and `BodyDeadlines` keeps the time.
 */
export function serverOptions({ headersMs }: Pick<ConnectionLimits, 'headersMs'>) {
  return { requestTimeout: 0, http: { headersTimeout: headersMs, connectionsCheckingInterval: lookEvery(headersMs) } };
}

export function limitConnections(server: Server, { connections }: Pick<ConnectionLimits, 'connections'>): void {
  server.maxConnections = connections;
}

/**
 * How often to look for what is late: often enough that nothing outstays its time by much, and once a second at most.
 */
export function lookEvery(deadlineMs: number): number {
  return Math.min(1_000, Math.max(10, Math.ceil(deadlineMs / 4)));
}
