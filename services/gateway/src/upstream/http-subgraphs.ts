import { INTERNAL_HEADER } from '@hengxin/identity';
import { Pool, type Dispatcher } from 'undici';
import type { Deadline } from './deadline.js';
import {
  NotInTime,
  ServiceUnavailable,
  type Headers,
  type SubgraphAnswer,
  type SubgraphPort,
} from './subgraph-port.js';
import { Turns } from './turns.js';

export interface HttpSubgraphsOptions {
  readonly services: Readonly<Record<string, URL>>;
  readonly connections: number;
  /** Proves the gateway to the services. */
  readonly secret: string | undefined;
  /**
   * Whose request it is, by its `authorization`: one person may hold many tokens. The header itself stands for its
   * caller where not given.
   */
  readonly callerOf?: (authorization: string) => string;
  /** Told of each request: seconds taken, and whether an answer came. */
  readonly observe?: (service: string, seconds: number, outcome: 'answered' | 'unavailable') => void;
  /** Told why no answer came, at most once a second and service: an outage under load is one fact, not a thousand. */
  readonly report?: (service: string, cause: unknown) => void;
}

/** Beyond this many requests under way to one service it is taken for dead: waiting longer would only pile up. */
const MOST_UNDER_WAY = 4_096;
const MOST_RESPONSE_BYTES = 33_554_432;
const CONNECT_TIMEOUT_MS = 2_000;
const REPORT_EVERY_MS = 1_000;
/**
 * The connection broke before the answer was whole: a restart, or a keep-alive connection that the other side closed.
 */
const BROKEN = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'UND_ERR_DESTROYED']);

/** Speaks to the services over kept connections. */
export class HttpSubgraphs implements SubgraphPort {
  private readonly pools: ReadonlyMap<string, Pool>;
  /** One caller gets half of the connections at most, so that slow answers to one hold up nobody else. */
  private readonly turns: Turns;
  private readonly underWay = new Map<string, number>();
  private readonly reportedAt = new Map<string, number>();
  private readonly proof: Headers;

  constructor(private readonly options: HttpSubgraphsOptions) {
    const { connections, secret } = options;
    this.proof = secret ? [INTERNAL_HEADER, secret] : [];
    this.turns = new Turns(Math.ceil(connections / 2));
    const open = (url: URL) =>
      new Pool(url.origin, {
        connections,
        pipelining: 1,
        // The deadline of the operation holds for all of it, however slowly an answer comes.
        headersTimeout: 0,
        bodyTimeout: 0,
        connect: { timeout: CONNECT_TIMEOUT_MS },
        maxResponseSize: MOST_RESPONSE_BYTES,
      });
    this.pools = new Map(Object.entries(options.services).map(([name, url]) => [name, open(url)]));
  }

  async send(
    service: string,
    body: string | Uint8Array,
    headers: Headers,
    deadline: Deadline,
  ): Promise<SubgraphAnswer> {
    const begun = performance.now();
    if (deadline.over) throw new NotInTime(service, deadline);
    const underWay = this.underWay.get(service) ?? 0;
    const line = `${service} ${this.callerOf(headers)}`;
    const turn = underWay < MOST_UNDER_WAY ? this.turns.take(line, deadline) : 'REFUSED';
    if (turn === 'REFUSED') throw new ServiceUnavailable(service, new Error('too many requests under way'));
    this.underWay.set(service, underWay + 1);
    let outcome: 'answered' | 'unavailable' = 'unavailable';
    try {
      if (turn !== 'TAKEN' && !(await turn)) throw new NotInTime(service, deadline);
      const answer = await this.inTurn(line, service, body, headers, deadline);
      outcome = 'answered';
      return answer;
    } finally {
      this.underWay.set(service, this.underWay.get(service)! - 1);
      this.options.observe?.(service, (performance.now() - begun) / 1000, outcome);
    }
  }

  private async inTurn(line: string, service: string, body: string | Uint8Array, headers: Headers, deadline: Deadline) {
    try {
      return await this.attempt(service, body, [...headers, ...this.proof], deadline);
    } catch (error) {
      this.report(service, error);
      throw new ServiceUnavailable(service, error);
    } finally {
      this.turns.leave(line);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.close()));
  }

  private callerOf(headers: Headers): string | undefined {
    for (let at = 0; at < headers.length; at += 2)
      if (headers[at] === 'authorization') return this.options.callerOf?.(headers[at + 1]!) ?? headers[at + 1];
    return undefined;
  }

  private report(service: string, cause: unknown): void {
    const now = performance.now();
    if (now - (this.reportedAt.get(service) ?? -REPORT_EVERY_MS) < REPORT_EVERY_MS) return;
    this.reportedAt.set(service, now);
    this.options.report?.(service, cause);
  }

  /** Commands can be sent again too: their commandId makes the second the first one's answer. */
  private async attempt(
    service: string,
    body: string | Uint8Array,
    headers: Headers,
    deadline: Deadline,
  ): Promise<SubgraphAnswer> {
    const pool = this.pools.get(service)!;
    try {
      return await post(pool, body, headers, deadline);
    } catch (error) {
      if (deadline.over || !BROKEN.has(String((error as { code?: unknown }).code))) throw error;
      return await post(pool, body, headers, deadline);
    }
  }
}

function post(pool: Pool, body: string | Uint8Array, headers: Headers, deadline: Deadline): Promise<SubgraphAnswer> {
  return new Promise((resolve, reject) => {
    pool.dispatch(
      { path: '/graphql', method: 'POST', headers: headers as string[], body },
      new Collector(resolve, reject, deadline),
    );
  });
}

/** Gathers one answer; a handler of our own costs a third of undici's `request`. */
class Collector implements Dispatcher.DispatchHandler {
  private status = 0;
  private isJson = false;
  private first: Buffer | undefined;
  private more: Buffer[] | undefined;
  private controller: Dispatcher.DispatchController | undefined;
  constructor(
    private readonly resolve: (answer: SubgraphAnswer) => void,
    private readonly reject: (error: unknown) => void,
    private readonly deadline: Deadline,
  ) {
    deadline.tell(this.tooLate);
  }

  /** The request may still wait for a connection: then it is given up as soon as it gets one. */
  private readonly tooLate = (): void => {
    const error = new Error(`no answer within the ${this.deadline.afterMs} ms of the operation`);
    this.reject(error);
    this.controller?.abort(error);
  };

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.deadline.over) this.tooLate();
  }
  onResponseStart(_: unknown, status: number, headers: Record<string, string | string[] | undefined>): void {
    this.status = status;
    this.isJson = String(headers['content-type']).includes('json');
  }
  onResponseData(_: unknown, chunk: Buffer): void {
    if (!this.first) this.first = chunk;
    else (this.more ??= [this.first]).push(chunk);
  }
  onResponseEnd(): void {
    this.deadline.forget(this.tooLate);
    if (!this.isJson) return this.reject(new Error(`status ${this.status} without JSON`));
    this.resolve({ status: this.status, body: this.more ? Buffer.concat(this.more) : (this.first ?? Buffer.alloc(0)) });
  }
  onResponseError(_: unknown, error: Error): void {
    this.deadline.forget(this.tooLate);
    this.reject(error);
  }
}
