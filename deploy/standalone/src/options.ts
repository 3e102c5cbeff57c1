import { isAbsolute, resolve } from 'node:path';
import { businessDateOf, chinaCalendar } from '@hengxin/contracts';
import { eventLogUrlFault, postgresUrlFault } from '@hengxin/event-log';
import { parsedArguments, repeatable } from './arguments.js';

/** Where the broker of `npm run kafka` answers. */
export const OWN_BROKER_PORT = 29_192;

/** What `npm start` was asked to do. */
export interface Options {
  /** The gateway's port; the services take the six after it, PostgreSQL the ninth. */
  readonly port: number;
  /** Absolute path of the folder that holds the database and the demo keys. */
  readonly dataDir: string;
  readonly reset: boolean;
  readonly empty: boolean;
  /** Epoch milliseconds at which the demo clock starts; null for the real one. */
  readonly now: number | null;
  readonly bus: 'store' | 'kafka';
  /** host:port of the Kafka brokers, separated by commas; used with bus kafka. */
  readonly brokers: string;
  /** True where the user named none: the launcher starts one if none answers. */
  readonly ownBroker: boolean;
  /** An outside database; null for the one that comes with the package. */
  readonly databaseUrl: string | null;
  /** Where the event log is kept; null for the database. */
  readonly eventLogUrl: string | null;
}

export const USAGE = `npm start -- [options]
  --port N       the gateway's port (default 8080, or HENGXIN_PORT); the services take the six after it
  --data DIR     where the data stays (default .hengxin)
  --reset        empty everything first; with an event log elsewhere its facts stay, and the keys to attachments
  --empty        load no demo bank
  --now INSTANT  a demo clock that starts there, e.g. 2026-03-02T09:00:00+08:00
  --event-log URL  an event log elsewhere, esdb://, esdb+discover:// or postgres:// (or HENGXIN_EVENT_LOG_URL, which ps does not show)
DATABASE_URL names a PostgreSQL of your own instead of the one that comes along.`;

/** A fault of the user's or the machine's that one sentence explains; the launcher prints it and exits with 1. */
export class StartFault extends Error {}

/** Reads the command line and the environment. Throws StartFault with a sentence that names the option at fault. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv, root: string): Options | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  const port = Number(values.port ?? env['HENGXIN_PORT'] ?? 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65_000)
    throw new StartFault(
      `--port takes a number from 1 to 65000, not ${repeatable(values.port ?? env['HENGXIN_PORT'])}.`,
    );
  const data = values.data ?? env['HENGXIN_DATA'] ?? '.hengxin';
  return {
    port,
    dataDir: isAbsolute(data) ? data : resolve(root, data),
    reset: values.reset ?? false,
    empty: values.empty ?? false,
    now: values.now === undefined ? null : instant(values.now),
    bus: values.bus === 'kafka' ? 'kafka' : 'store',
    brokers: env['KAFKA_BROKERS'] || `127.0.0.1:${OWN_BROKER_PORT}`,
    ownBroker: !env['KAFKA_BROKERS'],
    databaseUrl: urlIn('DATABASE_URL', env['DATABASE_URL'], postgresUrlFault),
    eventLogUrl: values['event-log']
      ? urlIn('--event-log', values['event-log'], eventLogUrlFault)
      : urlIn('HENGXIN_EVENT_LOG_URL', env['HENGXIN_EVENT_LOG_URL'], eventLogUrlFault),
  };
}

/** Null where none is given. Throws StartFault, which tells a fault under the name by which the user gave the URL. */
export function urlIn(
  name: string,
  url: string | undefined,
  faultOf: (url: string) => string | undefined,
): string | null {
  if (url === undefined || url === '') return null;
  const fault = faultOf(url);
  if (fault !== undefined)
    throw new StartFault(`${name} ${fault.startsWith('must') ? fault : `is not valid: ${fault}`}.`);
  return url;
}

function instant(text: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(ms))
    throw new StartFault(
      `--now takes a moment with its offset, like 2026-03-02T09:00:00+08:00, not ${repeatable(text)}.`,
    );
  const date = businessDateOf(ms);
  const { firstYear, lastYear } = chinaCalendar;
  if (!chinaCalendar.supports(date))
    throw new StartFault(
      `--now takes a day that the business calendar knows, of the years ${firstYear} to ${lastYear}, not ${date}.`,
    );
  return ms;
}

function parse(args: readonly string[]) {
  try {
    return parsedArguments(args, {
      port: { type: 'string' },
      data: { type: 'string' },
      now: { type: 'string' },
      bus: { type: 'string' },
      'event-log': { type: 'string' },
      reset: { type: 'boolean' },
      empty: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    });
  } catch (error) {
    throw new StartFault(`${(error as Error).message}\n\n${USAGE}`);
  }
}
