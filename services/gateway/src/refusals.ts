import { sentence } from '@hengxin/event-sourcing';
import { languageOf } from '@hengxin/http-door';
import { factsIn, type Language, type RefusalFacts } from '@hengxin/operation-limits';
import { gatewayRejections } from './gateway.rejections.js';

export { type Language, languageOf };

const { texts } = gatewayRejections;
export type RefusalCode = keyof typeof texts;

/**
 * HTTP status by code. An operation that was read is answered with 200, as GraphQL over HTTP has it, no matter what is
 * wrong with it.
 */
const STATUS: Readonly<Record<RefusalCode, number>> = {
  TOKEN_MISSING: 401,
  TOKEN_EXPIRED: 401,
  TOKEN_INVALID: 401,
  TOKEN_WITHDRAWN: 401,
  STAFF_UNKNOWN: 401,
  ACCOUNT_IS_STAFF: 401,
  ISSUER_UNAVAILABLE: 503,
  BODY_NOT_JSON: 400,
  BODY_TOO_LARGE: 413,
  BODY_KEY_RESERVED: 400,
  CONTENT_TYPE: 415,
  BATCH_REFUSED: 400,
  QUERY_MISSING: 400,
  VARIABLES_NOT_OBJECT: 400,
  METHOD_NOT_ALLOWED: 405,
  QUERY_TOO_LARGE: 400,
  QUERY_MALFORMED: 200,
  QUERY_INVALID: 200,
  OPERATION_UNKNOWN: 200,
  OPERATION_TOO_DEEP: 200,
  OPERATION_TOO_WIDE: 200,
  OPERATION_TOO_COSTLY: 200,
  NAME_RESERVED: 200,
  SUBSCRIPTION_ROOT_CONDITIONAL: 200,
  SUBSCRIPTION_ID_TOO_LONG: 400,
  SUBSCRIPTION_ID_TAKEN: 400,
  MESSAGE_MALFORMED: 400,
  CONNECTION_INIT_MISSING: 408,
  CONNECTION_INIT_TWICE: 400,
  CONNECTION_NOT_ACKNOWLEDGED: 401,
  SUBPROTOCOL_UNKNOWN: 400,
  SOCKET_SUBSCRIPTIONS_ONLY: 400,
  VARIABLE_INVALID: 200,
  SUBSCRIPTION_OVER_HTTP: 400,
  TOO_MANY_SUBSCRIPTIONS: 429,
  TOO_MANY_CONNECTIONS: 429,
  SERVICE_UNAVAILABLE: 200,
  OPERATION_NOT_IN_TIME: 200,
  VALUE_MISSING: 200,
  DEMO_STAFF_UNKNOWN: 404,
  DEMO_INPUT_INVALID: 400,
  CONSOLE_NOT_BUILT: 404,
  DATE_OUTSIDE_CALENDAR: 400,
  CLOCK_RUNS_FORWARD: 409,
  DEMO_LOOPBACK_ONLY: 403,
  SUBSCRIBER_TOO_SLOW: 200,
  NOT_FOUND: 404,
  REQUEST_MALFORMED: 400,
  HEADER_MALFORMED: 400,
  OTHER_SITE: 403,
  RATING_TOO_OFTEN: 429,
  REQUEST_NOT_IN_TIME: 408,
  UPLOAD_IDLE: 408,
  UPLOADS_TOO_MANY: 429,
  INTERNAL: 500,
};

/** An error as GraphQL answers carry it. */
export interface AnswerError {
  message: string;
  path?: readonly (string | number)[];
  locations?: readonly { line: number; column: number }[];
  extensions?: Readonly<Record<string, unknown>>;
}

/** Thrown where the gateway refuses a call as a whole. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly facts: RefusalFacts = {},
    readonly locations?: AnswerError['locations'],
    readonly field: readonly string[] = texts[code].field,
  ) {
    super(sentence(texts[code], 'en', factsIn(facts, 'en')));
  }
  get status(): number {
    return STATUS[this.code];
  }
  answer(language: Language): AnswerError {
    const { extensions, ...said } = answerError(this.code, language, this.facts);
    return {
      ...said,
      ...(this.locations && { locations: this.locations }),
      extensions: { ...extensions, field: this.field },
    };
  }
}

export function answerError(
  code: RefusalCode,
  language: Language,
  facts: RefusalFacts = {},
  path?: AnswerError['path'],
): AnswerError {
  return {
    message: sentence(texts[code], language, factsIn(facts, language)),
    ...(path && { path }),
    extensions: { code, field: texts[code].field, ...('service' in facts && { service: facts['service'] }) },
  };
}
