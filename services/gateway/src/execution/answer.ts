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

/**
 * What a service says of an error. Line and column speak of the gateway's own request, which the caller never saw. A
 * place in a list is a number, though compiled operations write it as text: no key begins with a digit.
 */
export function withoutLocations(error: AnswerError): AnswerError {
  const { message, path, extensions } = error;
  return { message, ...(path && { path: path.map(stepOf) }), ...(extensions && { extensions }) };
}

const stepOf = (step: string | number): string | number =>
  typeof step === 'string' && /^\d+$/.test(step) ? Number(step) : step;
