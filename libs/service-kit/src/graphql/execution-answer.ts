import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Language } from '../catalogue/catalogue.js';
import { type ErrorView, formatError, isExpected } from './error-format.js';

/** An execution as it is answered: what failed inside is for the log, and its public face for the caller. */
export function answerOf(
  { data, errors = [] }: ExecutionResult,
  language: Language,
  logger: Logger,
): { readonly status: number; readonly body: { readonly data: unknown; readonly errors: readonly ErrorView[] } } {
  return {
    status: data ? 200 : statusOf(errors),
    body: { data: data ?? null, errors: publicErrors(errors, language, logger) },
  };
}

export function publicErrors(errors: readonly Error[], language: Language, logger: Logger): ErrorView[] {
  return flat(errors).map((error) => {
    if (!isExpected(error)) logger.error({ err: error.originalError ?? error, path: error.path }, 'a resolver failed');
    return formatError(error, language);
  });
}

/** Mercurius groups the errors of a malformed query in one. */
function flat(errors: readonly Error[]): GraphQLError[] {
  return errors.flatMap((error) => {
    const cause = error instanceof GraphQLError ? error.originalError : error;
    const grouped = (cause as { errors?: GraphQLError[] } | undefined)?.errors;
    if (Array.isArray(grouped)) return grouped;
    return error instanceof GraphQLError ? [error] : [new GraphQLError(error.message, { originalError: error })];
  });
}

function statusOf(errors: readonly Error[]): number {
  const [error] = errors;
  const cause = error instanceof GraphQLError ? error.originalError : error;
  const status = (cause as { statusCode?: number } | undefined)?.statusCode;
  return errors.length === 1 && typeof status === 'number' ? status : 200;
}
