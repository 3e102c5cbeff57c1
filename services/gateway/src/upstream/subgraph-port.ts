import type { Deadline } from './deadline.js';

/** How the executor reaches a service; HTTP in the product, a function in specs. */
export interface SubgraphPort {
  /** Throws `ServiceUnavailable` when no answer came before the deadline. */
  send(service: string, body: string | Uint8Array, headers: Headers, deadline: Deadline): Promise<SubgraphAnswer>;
}
export interface SubgraphAnswer {
  readonly status: number;
  readonly body: Uint8Array;
}
/** Name, value, name, value. */
export type Headers = readonly string[];

/** The service did not answer: it is down, too slow, or what it said was no GraphQL. */
export class ServiceUnavailable extends Error {
  constructor(
    readonly service: string,
    override readonly cause: unknown,
  ) {
    super(`the service ${service} does not answer: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** The time of the operation was over before the service was asked. */
export class NotInTime extends ServiceUnavailable {
  constructor(
    service: string,
    readonly deadline: Deadline,
  ) {
    super(service, new Error(`the operation took more than ${deadline.afterMs} ms`));
  }
}
