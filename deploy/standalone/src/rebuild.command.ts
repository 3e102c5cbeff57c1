import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { parseArgs } from 'node:util';
import { CONTEXTS, type Context } from '@hengxin/contracts';
import { parsedArguments, repeatable } from './arguments.js';
import { runningDatabaseUrl, runningEventLogUrl } from './running.js';

const USAGE = `npm run rebuild -- --read-model X    makes a read model again from the log while it is read, and puts it in its place
  --read-model X   the consumer that makes it: figures
  --service S      whose it is (default performance-kpis)
  --dry-run        makes it again and compares it with the one that is read, and drops it
  --data DIR       the folder of the platform that runs (default .hengxin); or its database in HENGXIN_DATABASE_URL
HENGXIN_EVENT_LOG_URL names its event log where that is elsewhere, as npm start was told.
It is one transaction that changes what is read; broken off before, nothing has changed. Exit code: 0 done, 1 it failed.`;

const OPTIONS = {
  'read-model': { type: 'string' },
  service: { type: 'string' },
  'dry-run': { type: 'boolean' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/** What a service offers, as far as it is needed: its definition, and the kit that rebuilds it. */
interface Kit {
  readonly readConfig: (service: Context, environment: Readonly<Record<string, string | undefined>>) => object;
  readonly rebuild: (definition: unknown, config: object, order: object) => Promise<unknown>;
}

interface Said {
  say(line: string): void;
  progress(line: string): void;
}

/** `npm run rebuild`. Answers the exit code. */
export async function rebuildCommand(args: readonly string[], env: NodeJS.ProcessEnv, said: Said): Promise<number> {
  try {
    const values: Values = parsedArguments(args, OPTIONS);
    const { service = 'performance-kpis', 'read-model': readModel } = values;
    if (values.help || readModel === undefined) {
      said.say(USAGE);
      return values.help ? 0 : 1;
    }
    if (!(CONTEXTS as readonly string[]).includes(service))
      throw new Error(`There is no service ${repeatable(service)}.`);
    const databaseUrl = await runningDatabaseUrl(values.data);
    if (!databaseUrl) throw new Error('No platform runs here: start it with npm start, or set HENGXIN_DATABASE_URL.');
    const eventLogUrl = await runningEventLogUrl(databaseUrl, env['HENGXIN_EVENT_LOG_URL']);
    await rebuildOf(
      service as Context,
      { readModel, switches: !values['dry-run'], ...said },
      { ...env, HENGXIN_DATABASE_URL: databaseUrl, HENGXIN_EVENT_LOG_URL: eventLogUrl },
    );
    said.say(values['dry-run'] ? 'The new version was dropped again.' : 'The new version is in its place.');
    return 0;
  } catch (error) {
    said.say((error as Error).message);
    return 1;
  }
}

async function rebuildOf(service: Context, order: object, env: NodeJS.ProcessEnv): Promise<void> {
  const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
  const load = async <Exports>(path: string) => (await import(pathToFileURL(join(root, path)).href)) as Exports;
  const kit = await load<Kit>('libs/service-kit/dist/index.js');
  const exported = await load<Record<string, unknown>>(`services/${service}/dist/${service}.module.js`);
  const name = service.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  // Nobody asks it anything: it needs neither an issuer nor a secret of the platform.
  const config = kit.readConfig(service, {
    HENGXIN_JWKS_URL: 'http://127.0.0.1:1/jwks.json',
    HENGXIN_JWT_ISSUER: 'nobody',
    HENGXIN_INTERNAL_SECRET: 'nobody-asks-what-is-made-beside-the-service',
    HENGXIN_LOG_LEVEL: 'warn',
    // It goes by the platform's demo clock where the database has one.
    HENGXIN_PROFILE: 'standalone',
    ...env,
  });
  await kit.rebuild(exported[name], config, order);
}
