import { walkValues } from './measuring/values.js';
import { OperationRefused } from './refused.js';

/** What a body asks for. */
export interface GraphqlRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Reads a body. Throws `OperationRefused`. */
export function readBody(bytes: Buffer): GraphqlRequest {
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new OperationRefused('BODY_NOT_JSON');
  }
  return readRequest(body);
}

export function readRequest(body: unknown): GraphqlRequest {
  if (Array.isArray(body)) throw new OperationRefused('BATCH_REFUSED');
  if (typeof body !== 'object' || body === null) throw new OperationRefused('BODY_NOT_JSON');
  refuseReservedKeys(body);
  const { query, operationName, variables } = body as Record<string, unknown>;
  if (typeof query !== 'string' || query === '') throw new OperationRefused('QUERY_MISSING');
  if (variables !== undefined && variables !== null && (typeof variables !== 'object' || Array.isArray(variables)))
    throw new OperationRefused('VARIABLES_NOT_OBJECT');
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string')
    throw new OperationRefused('OPERATION_UNKNOWN');
  return {
    query,
    operationName: operationName || undefined,
    variables: variables ? Object.assign(bare(), variables) : NONE,
  };
}

/** The variables' own keys are looked at when their values are. */
function refuseReservedKeys(body: object): void {
  for (const key in body) {
    if (key === '__proto__') throw new OperationRefused('BODY_KEY_RESERVED', { key });
    const value: unknown = body[key as never];
    if (typeof value === 'object' && value !== null && key !== 'variables') walkValues({ [key]: value });
  }
}

/** Without a prototype: a variable may be called `toString`, and one that is not given must not be found. */
const bare = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>;
const NONE: Readonly<Record<string, unknown>> = Object.freeze(bare());
