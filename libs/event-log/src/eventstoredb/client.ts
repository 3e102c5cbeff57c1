import type { Readable } from 'node:stream';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { Channel } from '@grpc/grpc-js';
import type { Target } from './url.js';

/** What of the client is reached behind its types; `adapted` says why. */
interface ClientInternals {
  supports(method: { path: string }, feature?: string): Promise<boolean>;
  handleError(client: unknown, error: unknown): Promise<void>;
  createChannel(): Promise<Channel>;
  /** Calls that have not ended. */
  readonly disposableStreams: ReadonlySet<Partial<Pick<Readable, 'resume'>>>;
}

/**
 * A client of its own to a server or cluster. Never by a connection string: the client writes the whole of one that it
 * does not like to stderr. `renewals` counts those before it; the keep-alive differs by a millisecond from one to the
 * next. For gRPC shares connections among channels of equal settings, and also the growing pause (up to 2 minutes)
 * before it tries a dead one again. A client of other settings tries at once.
 */
export function openClient(target: Target, renewals = 0): EventStoreDBClient {
  const { nodes, discover, tls, credentials, connectionName, keepAliveTimeoutMs, discovery } = target;
  const common = {
    throwOnAppendFailure: false,
    keepAliveInterval: 10_000 + (renewals % 1_000),
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
  const cluster = { maxDiscoverAttempts: 3, gossipTimeout: 2, ...discovery, ...common };
  if (discover) return adapted(new EventStoreDBClient({ discover: nodes[0]!, ...cluster }, security, credentials));
  if (nodes.length > 1)
    return adapted(new EventStoreDBClient({ endpoints: [...nodes], ...cluster }, security, credentials));
  return adapted(new EventStoreDBClient({ endpoint: nodes[0]!, ...common }, security, credentials));
}

/**
 * Its calls first, then the connection, which the client leaves open by itself. The client waits for the end of each
 * call that it cancels; a read that was given up is read by nobody, and gRPC tells the end of a call only to who reads
 * it.
 */
export async function closeClient(client: EventStoreDBClient): Promise<void> {
  const calls = [...(client as unknown as ClientInternals).disposableStreams];
  const disposed = client.dispose();
  for (const call of calls) call.resume?.();
  await disposed;
  channels.get(client)?.close();
}

/**
 * Keeps the client from BatchAppend, which it prefers wherever the server offers it. Its version 6.2.1 keeps the
 * callers of all clients of a process in one table: a connection lost by one client fails the appends of the others,
 * whose answers then throw where nobody catches. It also answers every wrong revision as 1.
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
