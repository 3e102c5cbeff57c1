import { parseArgs, type ParseArgsConfig } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * The options of a command line. Throws an Error with a sentence that names what is wrong, and holds no piece of a
 * URL's credentials.
 */
export function parsedArguments<O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new Error(faultOf(error as Error, args));
  }
}

/**
 * Node repeats what it does not expect. Beside a URL that may be a password, or a piece of one that the shell took
 * apart.
 */
function faultOf(error: Error, args: readonly string[]): string {
  const isUnexpected = (error as NodeJS.ErrnoException).code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL';
  return isUnexpected && args.some(holdsCredentials)
    ? 'Unexpected argument, not repeated here since it may hold a password: put a URL behind its option, in quotes.'
    : error.message;
}

/** What of a text of the command line may be repeated: nothing of a URL or a piece of one. */
export function repeatable(text: string | undefined): string {
  return text !== undefined && holdsCredentials(text) ? 'what it was given' : String(text);
}

function holdsCredentials(text: string): boolean {
  return text.includes('://') || text.includes('@');
}
