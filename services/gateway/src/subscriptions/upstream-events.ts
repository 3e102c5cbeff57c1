import type { FormattedExecutionResult } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { Refusal, type AnswerError } from '../refusals.js';
import { ServiceUnavailable } from '../upstream/subgraph-port.js';

/** Events kept for a subscriber that is slow to take them. */
const MOST_WAITING = 1_000;

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
  ) {}

  /** Throws `ServiceUnavailable` when the service breaks off: what happened meanwhile is unknown, so nobody pretends otherwise. */
  events(service: string, query: string, variables: Record<string, unknown>): AsyncIterableIterator<UpstreamEvent, void> {
    return drain(service, this.client(service), { query, variables });
  }

  async close(): Promise<void> {
    await Promise.all([...this.clients.values()].map((client) => client.dispose()));
  }

  private client(service: string): Client {
    let client = this.clients.get(service);
    if (!client) {
      const url = new URL('/graphql', this.services[service]);
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
      client = createClient({
        url: url.href,
        webSocketImpl: WebSocket,
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

/**
 * The events of one subscription. Not an async generator: those queue a `return` behind the `next` that waits for an event,
 * so that a caller's farewell would wait for news that may never come.
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
  const stop = client.subscribe<Record<string, unknown>>(operation, {
    next: (event: FormattedExecutionResult<Record<string, unknown>, unknown>) => {
      if (waiting.length >= MOST_WAITING) return finish(new Refusal('SUBSCRIBER_TOO_SLOW'));
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
    waiting.length = 0;
    finish();
    stop();
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
  return new ServiceUnavailable(service, error instanceof Error ? error : new Error(`closed with ${(error as { code?: number }).code}`));
}

/** What a service said against a subscription. */
export class UpstreamErrors extends Error {
  constructor(readonly errors: readonly AnswerError[]) {
    super(errors[0]?.message);
  }
}
