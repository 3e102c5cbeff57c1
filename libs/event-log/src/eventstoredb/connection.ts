import { after, backOffMs, pause, type Stop, within as withinMs } from '@hengxin/waiting';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { LogUnavailable } from '../log-unavailable.js';
import type { Call } from './calls.js';
import { closeClient, openClient } from './client.js';
import { InFlight } from './in-flight.js';
import { refusalOf } from './refusal.js';
import { StreamNames } from './stream-names.js';
import type { Target } from './url.js';

/** How long a caller waits for a server that does not answer before it is told so. */
export const ANSWER_WITHIN_MS = 4_500;
/**
 * The client may keep the call itself waiting, as while it looks for a leader: that is given up this much after its
 * time.
 */
const OVERTIME_MS = 300;
/** Calls that are under way on a client that was replaced may still end well. */
const RETIRES_AFTER_MS = 10_000;

/** The client's names for failures that are no fault of the call. */
const OUTAGE_TYPES = new Set(['unavailable', 'cancelled', 'deadline-exceeded', 'timeout', 'not-leader']);
/** gRPC: CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL (a torn HTTP/2 stream), UNAVAILABLE. */
const OUTAGE_CODES = new Set([1, 4, 8, 10, 13, 14]);
/** After these the client has closed its channel, or nobody answers on it. */
const CHANNEL_LOST_TYPES = new Set(['unavailable', 'cancelled', 'deadline-exceeded']);

/** A node that has no leader at the moment and knows of none: the server has no code of its own for it. */
export function knowsNoLeader(error: unknown): boolean {
  return error instanceof Error && /^Failed to discover|No leader info available/.test(error.message);
}

/** True when the same call may succeed once the server is back. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { type, code } = error as { type?: unknown; code?: unknown };
  if (typeof type === 'string' && OUTAGE_TYPES.has(type)) return true;
  return knowsNoLeader(error) || (typeof code === 'number' && OUTAGE_CODES.has(code));
}

/** The client to one server or cluster, replaced when its connection was lost. */
export class Connection {
  readonly names: StreamNames;
  private current: EventStoreDBClient;
  private renewals = 0;
  private closed = false;
  /** True from a call that was given up to the next that succeeds. */
  private away = false;
  private readonly retiring = new Set<Stop>();

  constructor(readonly target: Target) {
    this.names = new StreamNames(target.streamPrefix);
    this.current = this.open();
  }

  /** For calls of which there may be many at once. */
  readonly inFlight = new InFlight(() => this.away);

  get client(): EventStoreDBClient {
    if (this.closed) throw new Error('the event log is closed');
    return this.current;
  }

  /**
   * Calls until it succeeds; while the server is away, again and again, then LogUnavailable. A call must be harmless to
   * repeat.
   */
  async persistent<T>(doing: string, action: (call: Call) => Promise<T>): Promise<T> {
    const deadline = Date.now() + ANSWER_WITHIN_MS;
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
        await pause(backOffMs(attempt + 1, { firstMs: 20, longestMs: 500 }));
      }
    }
  }

  /** Replaces a client whose connection is gone, unless another caller has done so. */
  lost(client: EventStoreDBClient, error: unknown): void {
    if (this.closed || client !== this.current || !CHANNEL_LOST_TYPES.has((error as { type?: string }).type ?? ''))
      return;
    this.renewals++;
    this.current = this.open();
    const retire = (): void => {
      this.retiring.delete(keep);
      void closeClient(client);
    };
    const keep = after(RETIRES_AFTER_MS, retire, { holdsProcess: false });
    this.retiring.add(keep);
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const keep of this.retiring) keep();
    await closeClient(this.current);
  }

  private open(): EventStoreDBClient {
    return openClient(this.target, this.renewals);
  }
}

export function within<T>(until: number, work: Promise<T>): Promise<T> {
  return withinMs(Math.max(until - Date.now(), 1), work, tooLate);
}

/** As the client would say it. */
export function tooLate(): Error {
  return Object.assign(new Error('no answer in time'), { type: 'deadline-exceeded' });
}
