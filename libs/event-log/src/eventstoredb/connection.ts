import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { LogUnavailable } from '../log-unavailable.js';
import type { Call } from './calls.js';

/** How long a caller waits for a server that does not answer before it is told so. */
export const PATIENCE_MS = 4_500;

/** The client's names for failures that are no fault of the call. */
const OUTAGE_TYPES = new Set(['unavailable', 'cancelled', 'deadline-exceeded', 'timeout', 'not-leader']);
/** gRPC: CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL (a torn HTTP/2 stream), UNAVAILABLE. */
const OUTAGE_CODES = new Set([1, 4, 8, 10, 13, 14]);
/** After these the client has closed its channel. */
const CHANNEL_LOST_TYPES = new Set(['unavailable', 'cancelled']);

/** True when the same call may succeed once the server is back. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { type, code } = error as { type?: unknown; code?: unknown };
  if (typeof type === 'string' && OUTAGE_TYPES.has(type)) return true;
  return typeof code === 'number' ? OUTAGE_CODES.has(code) : error.message.startsWith('Failed to discover');
}

/** What of the client is reached behind its types; `plainAppends` says why. */
interface ClientInternals {
  supports(method: { path: string }, feature?: string): Promise<boolean>;
  handleError(client: unknown, error: unknown): Promise<void>;
}

/** The client to one server or cluster, replaced when its connection was lost. */
export class Connection {
  private current: EventStoreDBClient;
  private renewals = 0;
  private closed = false;

  constructor(private readonly url: string) {
    this.current = this.open();
  }

  get client(): EventStoreDBClient {
    if (this.closed) throw new Error('the event log is closed');
    return this.current;
  }

  /** Calls until it succeeds; while the server is away, again and again, then LogUnavailable. A call must be harmless to repeat. */
  async persistent<T>(doing: string, action: (call: Call) => Promise<T>): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS;
    for (let attempt = 0; ; attempt++) {
      const { client } = this;
      try {
        return await action({ client, deadline });
      } catch (error) {
        if (!isOutage(error)) throw error;
        this.lost(client, error);
        if (Date.now() >= deadline) throw new LogUnavailable(doing, error);
        await pause(Math.min(20 * 2 ** attempt, 500));
      }
    }
  }

  /** Replaces a client whose connection is gone, unless another caller has done so. */
  lost(client: EventStoreDBClient, error: unknown): void {
    if (client !== this.current || !CHANNEL_LOST_TYPES.has((error as { type?: string }).type ?? '')) return;
    this.renewals++;
    this.current = this.open();
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.current.dispose();
  }

  /**
   * The keep-alive differs by a millisecond from client to client: gRPC shares connections, and the growing pause (up to 2 minutes)
   * before it tries a dead one again, among channels of equal settings. A client of other settings tries at once.
   */
  private open(): EventStoreDBClient {
    const keepAliveMs = 10_000 + (this.renewals % 1_000);
    const separator = this.url.includes('?') ? '&' : '?';
    return plainAppends(
      EventStoreDBClient.connectionString(`${this.url}${separator}throwOnAppendFailure=false&keepAliveInterval=${keepAliveMs}`),
    );
  }
}

/**
 * Keeps the client from BatchAppend, which it prefers wherever the server offers it. Its version 6.2.1 keeps the callers of all clients
 * of a process in one table: a connection lost by one client fails the appends of the others, whose answers then throw where nobody
 * catches. It also answers a wrong revision as 1, whatever it is.
 */
function plainAppends(client: EventStoreDBClient): EventStoreDBClient {
  const internals = client as unknown as ClientInternals;
  const { supports, handleError } = internals;
  internals.supports = async (method, feature) => !method.path.endsWith('/BatchAppend') && supports(method, feature);
  // Nobody awaits it, and it rejects when the next server cannot be discovered: the call itself reports that.
  internals.handleError = (channel, error) => handleError(channel, error).catch(() => undefined);
  return client;
}
