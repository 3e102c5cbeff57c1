import type { AnswerError, Language } from '../refusals.js';
import type { Headers } from '../upstream/subgraph-port.js';
import type { JsonObject } from './completion.js';

export interface Answer {
  readonly data: JsonObject | null;
  readonly errors?: readonly AnswerError[];
  /** The HTTP status where a service did not let the caller in. */
  readonly status?: number;
}
export interface ExecutionRequest {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
  readonly language: Language;
}
/** What a service answered, read. */
export interface SubgraphResult {
  readonly data?: JsonObject | null;
  readonly errors?: readonly AnswerError[];
  readonly isNotLetIn?: boolean;
}

/** Line and column speak of the gateway's own request, which the caller never saw. */
export function withoutLocations(error: AnswerError): AnswerError {
  const { message, path, extensions } = error;
  return { message, ...(path && { path }), ...(extensions && { extensions }) };
}
