import { type Language, type OperationRefusalCode, type OperationRefused } from '@hengxin/operation-limits';
import type { ErrorView } from './error-format.js';

/** HTTP status by code; 400 for the rest. */
const STATUS: Partial<Readonly<Record<OperationRefusalCode, number>>> = {
  BODY_TOO_LARGE: 413,
  CONTENT_TYPE: 415,
  METHOD_NOT_ALLOWED: 405,
  NOT_FOUND: 404,
  TOO_MANY_SUBSCRIPTIONS: 429,
  TOO_MANY_CONNECTIONS: 429,
};

/** An operation that is not taken, as a GraphQL answer. */
export function refusedOperation(
  refusal: OperationRefused,
  language: Language,
): { readonly status: number; readonly body: object } {
  return { status: STATUS[refusal.code] ?? 400, body: { data: null, errors: [viewOfRefusal(refusal, language)] } };
}

export function viewOfRefusal(refusal: OperationRefused, language: Language): ErrorView {
  const { code, locations, field } = refusal;
  return {
    message: refusal.sentence(language),
    ...(locations?.length && { locations: locations.map(({ line, column }) => ({ line, column })) }),
    extensions: { code, field },
  };
}
