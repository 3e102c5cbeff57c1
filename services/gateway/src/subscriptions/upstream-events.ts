import type { FormattedExecutionResult } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { Refusal, type AnswerError } from '../refusals.js';
import { ServiceUnavailable } from '../upstream/subgraph-port.js';

/** Events kept for a subscriber that is slow to take them. */
const MOST_WAITING = 1_000;
/** How long a service may take for each step until it has let the caller in. */
const STEP_WITHIN_MS = 5_000;
/** The close code by which a service says, as its reason, why it does not let the caller in. */
const NOT_LET_IN = 4401;
const WHY_NOT = [
  'TOKEN_MISSING',
  'TOKEN_EXPIRED',
  'TOKEN_INVALID',
  'TOKEN_WITHDRAWN',
  'STAFF_UNKNOWN',
  'ISSUER_UNAVAILABLE',
] as const;

export interface UpstreamEvent {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly AnswerError[];
}

/** One caller's connections to the services' subscriptions: opened when first needed, closed with the caller's own. */
export class UpstreamConnections {
  private readonly clients = new Map<string, Client>();
  constructor(
    private readonly services: Readonly<Record<string, URL>>,
    private readonly connectionParams: Readonly<Record<string, string>>,
    private readonly stepWithinMs = STEP_WITHIN_MS,
  ) {}

  /**
   * Throws `ServiceUnavailable` when the service breaks off: what happened meanwhile is unknown, so nobody pretends
   * otherwise.
   */
  events(
    service: string,
    query: string,
    variables: Record<string, unknown>,
  ): AsyncIterableIterator<UpstreamEvent, void> {
    return drain(service, this.client(service), { query, variables });
  }

  /** A connection that fails while it is being opened fails here too; by now nobody wants to know. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.clients.values()].map((client) => client.dispose()));
  }

  private client(service: string): Client {
    let client = this.clients.get(service);
    if (!client) {
      const url = new URL('/graphql', this.services[service]);
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
      client = createClient({
        url: url.href,
        webSocketImpl: socketWithin(this.stepWithinMs),
        connectionAckWaitTimeout: this.stepWithinMs,
        connectionParams: { ...this.connectionParams },
        retryAttempts: 0,
        lazyCloseTimeout: 1_000,
        keepAlive: 20_000,
      });
      this.clients.set(service, client);
    }
    return client;
  }
}

/** Sockets that wait no longer than this to be opened, nor for the other side to close as well. */
function socketWithin(ms: number): typeof WebSocket {
  const options = { handshakeTimeout: ms, closeTimeout: ms };
  return class extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol, options);
    }
  } as typeof WebSocket;
}

/**
 * The events of one subscription. Not an async generator: those queue a `return` behind the `next` that waits for an
 * event, so that a caller's farewell would wait for news that may never come.
 */
function drain(
  service: string,
  client: Client,
  operation: { query: string; variables: Record<string, unknown> },
): AsyncIterableIterator<UpstreamEvent, void> {
  const waiting: UpstreamEvent[] = [];
  let end: { error?: unknown } | undefined;
  let wake = (): void => {};
  const finish = (error?: unknown): void => {
    end ??= { error };
    wake();
  };
  /** What waits is let go: a reader that goes on is told at once that events are missing. */
  const giveUp = (error?: unknown): void => {
    waiting.length = 0;
    finish(error);
    stop();
  };
  const stop = client.subscribe<Record<string, unknown>>(operation, {
    next: (event: FormattedExecutionResult<Record<string, unknown>, unknown>) => {
      if (end) return;
      if (waiting.length >= MOST_WAITING) return giveUp(new Refusal('SUBSCRIBER_TOO_SLOW'));
      waiting.push(event as UpstreamEvent);
      wake();
    },
    error: (error) => finish(error ?? new Error('closed')),
    complete: () => finish(),
  });
  const next = async (): Promise<IteratorResult<UpstreamEvent, void>> => {
    while (waiting.length === 0 && !end) await new Promise<void>((resolve) => (wake = resolve));
    const event = waiting.shift();
    if (event) return { value: event, done: false };
    const error = end?.error;
    end = {};
    if (error) throw asFailure(service, error);
    return { value: undefined, done: true };
  };
  const leave = async (): Promise<IteratorResult<UpstreamEvent, void>> => {
    giveUp();
    return { value: undefined, done: true };
  };
  return {
    next,
    return: leave,
    [Symbol.asyncIterator]: function () {
      return this;
    },
  };
}

/** The service's own errors come as a list; anything else is a connection that failed. */
function asFailure(service: string, error: unknown): unknown {
  if (error instanceof Refusal) return error;
  if (Array.isArray(error)) return new UpstreamErrors(error as AnswerError[]);
  const { code, reason } = error as { code?: number; reason?: string };
  const why = code === NOT_LET_IN && WHY_NOT.find((known) => known === reason);
  if (why) return new Refusal(why);
  return new ServiceUnavailable(service, error instanceof Error ? error : new Error(`closed with ${code}`));
}

/** What a service said against a subscription. */
export class UpstreamErrors extends Error {
  constructor(readonly errors: readonly AnswerError[]) {
    super(errors[0]?.message);
  }
}
