import { pino, type Logger } from 'pino';

/** JSON lines on stdout, with the services' rules: no headers, bodies or tokens, and of an error only what holds no data of anybody. */
export function gatewayLogger(level: string): Logger {
  return pino({
    level,
    base: { service: 'gateway' },
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

/** Whatever else hangs on an error, such as a request with its headers, is not logged. */
export function loggedError(error: unknown, depth = 1): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: typeof error === 'string' ? error : 'not an error was thrown' };
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  const message = withoutValues(error);
  return {
    type: error.name === 'Error' ? error.constructor.name : error.name,
    message,
    // The stack begins with the message.
    ...(typeof error.stack === 'string' && { stack: error.stack.replace(error.message, () => message) }),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(cause instanceof Error && depth < LONGEST_CHAIN && { cause: loggedError(cause, depth + 1) }),
  };
}

/** Faults of JSON.parse quote the text that they could not read. */
function withoutValues({ name, message }: Error): string {
  return name === 'SyntaxError' ? message.replace(/(["']).*\1/gs, '$1…$1') : message;
}
