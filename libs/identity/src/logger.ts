import { type Logger, pino } from 'pino';

/**
 * JSON lines on stdout. Names, phones and free text have no business in a log line; headers and bodies are never
 * logged.
 */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['headers', 'req.headers', 'body', '*.token'], remove: true },
    serializers: { err: loggedError },
  });
}

/** An error as a log line shows it. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string | number;
  readonly cause?: LoggedError;
}

/** A chain of causes longer than this is cut, one that bites its tail too. */
const LONGEST_CHAIN = 5;

/**
 * What is known to hold no data of anybody. Drivers hang whole connections, statements and rows on their errors, and
 * the very values in `detail`: none of that is logged.
 */
export function loggedError(error: unknown, depth = 1): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: typeof error === 'string' ? error : 'not an error was thrown' };
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  const message = withoutValues(error, code);
  return {
    type: error.name === 'Error' ? error.constructor.name : error.name,
    message,
    // The stack begins with the message.
    ...(typeof error.stack === 'string' && { stack: error.stack.replace(error.message, () => message) }),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(cause instanceof Error && depth < LONGEST_CHAIN && { cause: loggedError(cause, depth + 1) }),
  };
}

/** Data exceptions of PostgreSQL (class 22) and faults of JSON.parse quote the value that they could not read. */
function withoutValues({ name, message }: Error, code: unknown): string {
  const quotes = name === 'SyntaxError' || (typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code));
  return quotes ? message.replace(/(["']).*\1/gs, '$1…$1') : message;
}
