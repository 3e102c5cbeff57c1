import { eventLogUrlFault, grantReader, isPostgresLog, LogUnavailable } from '@hengxin/event-log';
import { parsedArguments } from './arguments.js';

const USAGE = `Gives a user of an EventStoreDB the right to read $all, which the platform needs and only administrators have at first.
  HENGXIN_EVENT_LOG_URL='esdb://admin:…@host:2113?…' npm run grant -- --reader USER
The URL is that of an administrator, for this once; the platform's own names USER. What else the server keeps of rights stays.`;

/** `npm run grant`. Answers the exit code. */
export async function grantCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<number> {
  try {
    const { reader, help } = parsedArguments(args, {
      reader: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    });
    if (help) say(USAGE);
    return help ? 0 : await grant(reader, env['HENGXIN_EVENT_LOG_URL'], say);
  } catch (error) {
    say((error as Error).message);
    return 1;
  }
}

async function grant(
  reader: string | undefined,
  url: string | undefined,
  say: (line: string) => void,
): Promise<number> {
  const fault =
    reader === undefined || !/^[^\s:@/]{1,100}$/.test(reader)
      ? `--reader takes the name of a user.\n\n${USAGE}`
      : urlFault(url);
  if (fault !== undefined) {
    say(fault);
    return 1;
  }
  try {
    say(
      (await grantReader(url!, reader!))
        ? `${reader} may read $all now.`
        : `${reader} could read $all before: nothing was changed.`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof LogUnavailable)) throw error;
    say(`Nothing was granted: ${error.message}.`);
    return 1;
  }
}

function urlFault(url: string | undefined): string | undefined {
  if (!url) return `HENGXIN_EVENT_LOG_URL is not set.\n\n${USAGE}`;
  const fault = isPostgresLog(url) ? 'is of a PostgreSQL, which needs no such right' : eventLogUrlFault(url);
  return fault && `HENGXIN_EVENT_LOG_URL ${/^(must|is) /.test(fault) ? fault : `is not valid: ${fault}`}.`;
}
