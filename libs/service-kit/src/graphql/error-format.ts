import { IssuerUnavailable, NotAuthenticated } from '@hengxin/identity';
import { isOutage } from '@hengxin/event-bus';
import { AppendTooLarge, LogUnavailable } from '@hengxin/event-log';
import { clipped } from '@hengxin/event-sourcing';
import { GraphQLError } from 'graphql';
import { type Language, messageOf } from '../catalogue/catalogue.js';
import { sharedRejections } from '../catalogue/shared-rejections.js';
import { QueryRefused } from './query-refused.js';

/** An error as the GraphQL response carries it. */
export interface ErrorView {
  readonly message: string;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly field: readonly string[] };
}

/** The public face of an error: coded, in the caller's language, and silent about what failed inside. */
export function formatError(error: GraphQLError, language: Language): ErrorView {
  const where = {
    ...(error.locations?.length && { locations: error.locations.map(({ line, column }) => ({ line, column })) }),
    ...(error.path && { path: error.path.map(stepOf) }),
  };
  const cause = causeOf(error);
  if (cause instanceof QueryRefused)
    return { message: messageOf(cause, language), ...where, extensions: { code: cause.code, field: cause.field } };
  if (cause instanceof AppendTooLarge) {
    const { rejection } = sharedRejections.APPEND_TOO_LARGE({ bytes: cause.bytes, most: cause.most });
    return {
      message: messageOf(rejection, language),
      ...where,
      extensions: { code: rejection.code, field: rejection.field },
    };
  }
  if (isOfTheQuery(error, cause))
    return { message: clipped(error.message), ...where, extensions: { code: 'MALFORMED_QUERY', field: [] } };
  const code = codeOf(cause);
  return { message: messageOf({ code, facts: {} }, language), ...where, extensions: { code, field: [] } };
}

/** A compiled operation tells a place in a list as text; no key begins with a digit. */
const stepOf = (step: string | number): string | number =>
  typeof step === 'string' && /^\d+$/.test(step) ? Number(step) : step;

/** True for errors that are the caller's doing: not to be logged as failures. */
export function isExpected(error: GraphQLError): boolean {
  const cause = causeOf(error);
  return cause instanceof QueryRefused || cause instanceof NotAuthenticated || isOfTheQuery(error, cause);
}

/** What a resolver threw; undefined for errors of the query itself. */
export function causeOf(error: GraphQLError): unknown {
  let cause: unknown = error.originalError;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause instanceof GraphQLError ? undefined : cause;
}

function codeOf(cause: unknown): string {
  if (cause instanceof NotAuthenticated) return cause.code;
  if (cause instanceof LogUnavailable) return 'LOG_UNAVAILABLE';
  if (cause instanceof IssuerUnavailable) return 'ISSUER_UNAVAILABLE';
  return isOutage(cause) ? 'DATABASE_UNAVAILABLE' : 'INTERNAL';
}

/**
 * Found before anything ran. What graphql-js finds at a path, such as a field that must not be null, is a fault of
 * ours.
 */
function isOfTheQuery(error: GraphQLError, cause: unknown): boolean {
  return cause === undefined ? !error.path?.length : isMalformed(cause);
}

/** Mercurius wraps syntax and validation errors of a query in errors with a status below 500. */
function isMalformed(cause: unknown): boolean {
  const status = (cause as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status < 500;
}
