import { Refusal } from '../refusals.js';

/** What a body asks for. */
export interface GraphqlRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Reads a body. Throws `Refusal`. */
export function readBody(bytes: Buffer): GraphqlRequest {
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Refusal('BODY_NOT_JSON');
  }
  return readRequest(body);
}

export function readRequest(body: unknown): GraphqlRequest {
  if (Array.isArray(body)) throw new Refusal('BATCH_REFUSED');
  if (typeof body !== 'object' || body === null) throw new Refusal('BODY_NOT_JSON');
  const { query, operationName, variables } = body as Record<string, unknown>;
  if (typeof query !== 'string' || query === '') throw new Refusal('QUERY_MISSING');
  if (variables !== undefined && variables !== null && (typeof variables !== 'object' || Array.isArray(variables)))
    throw new Refusal('VARIABLES_NOT_OBJECT');
  return {
    query,
    operationName: typeof operationName === 'string' && operationName !== '' ? operationName : undefined,
    variables: (variables as Record<string, unknown> | undefined) ?? NONE,
  };
}

const NONE: Readonly<Record<string, unknown>> = Object.freeze({});
