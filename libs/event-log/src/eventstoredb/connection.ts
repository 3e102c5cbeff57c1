import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { Channel } from '@grpc/grpc-js';
import { LogUnavailable } from '../log-unavailable.js';
import type { Call } from './calls.js';
import { InFlight } from './in-flight.js';
import { refusalOf } from './refusal.js';
import type { Target } from './url.js';

/** How long a caller waits for a server that does not answer before it is told so. */
export const PATIENCE_MS = 4_500;
/** The client may keep the call itself waiting, as while it looks for a leader: that is given up this much after its time. */
const OVERTIME_MS = 300;
/** Calls that are under way on a client that was replaced may still end well. */
const RETIRES_AFTER_MS = 10_000;

/** The client's names for failures that are no fault of the call. */
const OUTAGE_TYPES = new Set(['unavailable', 'cancelled', 'deadline-exceeded', 'timeout', 'not-leader']);
/** gRPC: CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL (a torn HTTP/2 stream), UNAVAILABLE. */
const OUTAGE_CODES = new Set([1, 4, 8, 10, 13, 14]);
/** After these the client has closed its channel, or nobody answers on it. */
const CHANNEL_LOST_TYPES = new Set(['unavailable', 'cancelled', 'deadline-exceeded']);

/** True when the same call may succeed once the server is back. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { type, code } = error as { type?: unknown; code?: unknown };
  if (typeof type === 'string' && OUTAGE_TYPES.has(type)) return true;
  return typeof code === 'number' ? OUTAGE_CODES.has(code) : error.message.startsWith('Failed to discover');
}

/** What of the client is reached behind its types; `adapted` says why. */
interface ClientInternals {
  supports(method: { path: string }, feature?: string): Promise<boolean>;
  handleError(client: unknown, error: unknown): Promise<void>;
  createChannel(): Promise<Channel>;
}

/** The client to one server or cluster, replaced when its connection was lost. */
export class Connection {
  private current: EventStoreDBClient;
  private renewals = 0;
  private closed = false;
  /** True from a call that was given up to the next that succeeds. */
  private away = false;
  private readonly retiring = new Set<NodeJS.Timeout>();

  constructor(readonly target: Target) {
    this.current = this.open();
  }

  /** For calls of which there may be many at once. */
  readonly inFlight = new InFlight(() => this.away);

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
        const answer = await within(deadline + OVERTIME_MS, action({ client, deadline }));
        this.away = false;
        return answer;
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal !== undefined) throw LogUnavailable.refused(doing, refusal, error);
        if (!isOutage(error)) throw error;
        this.lost(client, error);
        if (Date.now() >= deadline) {
          this.away = true;
          throw new LogUnavailable(doing, error);
        }
        await pause(Math.min(20 * 2 ** attempt, 500));
      }
    }
  }

  /** Replaces a client whose connection is gone, unless another caller has done so. */
  lost(client: EventStoreDBClient, error: unknown): void {
    if (this.closed || client !== this.current || !CHANNEL_LOST_TYPES.has((error as { type?: string }).type ?? '')) return;
    this.renewals++;
    this.current = this.open();
    const timer = setTimeout(() => {
      this.retiring.delete(timer);
      void closed(client);
    }, RETIRES_AFTER_MS);
    timer.unref();
    this.retiring.add(timer);
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.retiring) clearTimeout(timer);
    await closed(this.current);
  }

  /**
   * Never by a connection string: the client writes the whole of one that it does not like to stderr. The keep-alive differs by a
   * millisecond from client to client: gRPC shares connections, and the growing pause (up to 2 minutes) before it tries a dead one
   * again, among channels of equal settings. A client of other settings tries at once.
   */
  private open(): EventStoreDBClient {
    const { nodes, discover, tls, credentials, connectionName, keepAliveTimeoutMs, discovery } = this.target;
    const common = {
      throwOnAppendFailure: false,
      keepAliveInterval: 10_000 + (this.renewals % 1_000),
      ...(connectionName !== undefined && { connectionName }),
      ...(keepAliveTimeoutMs !== undefined && { keepAliveTimeout: keepAliveTimeoutMs }),
    };
    const security = tls
      ? {
          insecure: false,
          ...(tls.ca && { rootCertificate: tls.ca }),
          ...(tls.cert && tls.key && { userCertFile: tls.cert, userKeyFile: tls.key }),
        }
      : { insecure: true };
    // Without TLS the client would leave them out, and say so to nobody.
    const user = tls ? credentials : undefined;
    const cluster = { maxDiscoverAttempts: 3, gossipTimeout: 2, ...discovery, ...common };
    if (discover) return adapted(new EventStoreDBClient({ discover: nodes[0]!, ...cluster }, security, user));
    if (nodes.length > 1) return adapted(new EventStoreDBClient({ endpoints: [...nodes], ...cluster }, security, user));
    return adapted(new EventStoreDBClient({ endpoint: nodes[0]!, ...common }, security, user));
  }
}

/**
 * Keeps the client from BatchAppend, which it prefers wherever the server offers it. Its version 6.2.1 keeps the callers of all clients
 * of a process in one table: a connection lost by one client fails the appends of the others, whose answers then throw where nobody
 * catches. It also answers a wrong revision as 1, whatever it is.
 */
function adapted(client: EventStoreDBClient): EventStoreDBClient {
  const internals = client as unknown as ClientInternals;
  const { supports, handleError, createChannel } = internals;
  internals.supports = async (method, feature) => !method.path.endsWith('/BatchAppend') && supports(method, feature);
  // Nobody awaits it, and it rejects when the next server cannot be discovered: the call itself reports that.
  internals.handleError = (channel, error) => handleError(channel, error).catch(() => undefined);
  internals.createChannel = async () => {
    const channel = await createChannel();
    channels.set(client, channel);
    return channel;
  };
  return client;
}

const channels = new WeakMap<EventStoreDBClient, Channel>();

/** Its calls first, then the connection, which the client leaves open by itself. */
async function closed(client: EventStoreDBClient): Promise<void> {
  await client.dispose();
  channels.get(client)?.close();
}

export async function within<T>(until: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate()), Math.max(until - Date.now(), 1));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** As the client would say it. */
export function tooLate(): Error {
  return Object.assign(new Error('no answer in time'), { type: 'deadline-exceeded' });
}
