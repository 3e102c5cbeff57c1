import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { parseArgs } from 'node:util';
import { pause } from '@hengxin/waiting';
import { parsedArguments } from './arguments.js';
import { ImportFault } from './import.fault.js';
import { adminToken } from './import.token.js';

const USAGE = `npm run plan -- [--date D]     draws today's plans of all relationship managers, the same as they find at their first look
  --date D         the bank's day of today; refused where that is another one, as a plan of another day would rest on other facts
  --url URL        where the platform answers (default http://127.0.0.1:8080, or the port of HENGXIN_PORT)
  --token-file F   holds the token of an ADMIN; HENGXIN_TOKEN holds it as well. Not needed for a platform that npm start runs on this machine
Plans that are drawn stay as they are: started again, a run goes on where it stopped. Exit code: 0 all are drawn, 1 it failed.`;

const OPTIONS = {
  date: { type: 'string' },
  url: { type: 'string' },
  'token-file': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

const DRAW = `mutation ($input: DrawPlansInput!) { drawPlans(input: $input) {
  plansDrawn { drawn lookedAt managers next } errors { code message } } }`;
const TODAY = '{ now { businessDate } }';

/** Managers a page, the most that the platform takes: it draws several of them together. */
const PAGE = 100;
/** Waits before each further attempt at a page: facts may be on their way, and a gateway may be starting. */
const PAUSES_MS = [500, 1000, 2000, 4000, 8000];

interface Page {
  readonly drawn: number;
  readonly lookedAt: number;
  /** The first page alone tells it. */
  readonly managers: number | null;
  readonly next: string | null;
}

/** `npm run plan`. Answers the exit code. `say`: a line of the answer; `progress`: how far it is, overwritten. */
export async function planCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  progress: (line: string) => void = () => undefined,
  pausesMs: readonly number[] = PAUSES_MS,
): Promise<number> {
  try {
    const values = parse(args);
    if (values.help) {
      say(USAGE);
      return 0;
    }
    const url = values.url ?? `http://127.0.0.1:${env['HENGXIN_PORT'] ?? '8080'}`;
    const platform = { url, token: tokenOf(values, env) ?? (await adminToken(url)), pausesMs };
    const date = values.date ?? (await ask<{ now: { businessDate: string } }>(platform, TODAY, {})).now.businessDate;
    say(await drawAll(platform, date, progress));
    return 0;
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    say(error.message);
    return 1;
  }
}

interface Platform {
  readonly url: string;
  readonly token: string;
  readonly pausesMs: readonly number[];
}

async function drawAll(platform: Platform, date: string, progress: (line: string) => void): Promise<string> {
  let [drawn, lookedAt, managers] = [0, 0, 0];
  for (let after: string | null = null; ;) {
    const page: Page = await drawPage(platform, date, after);
    drawn += page.drawn;
    lookedAt += page.lookedAt;
    managers = page.managers ?? managers;
    progress(`${date}  ${lookedAt} of ${managers} managers, ${drawn} plans`);
    if (page.next === null)
      return `${date}: ${drawn} plans are drawn; ${lookedAt - drawn} managers have nothing to do.`;
    after = page.next;
  }
}

async function drawPage(platform: Platform, date: string, after: string | null): Promise<Page> {
  const input = { commandId: randomUUID(), date, after, first: PAGE };
  const { drawPlans } = await ask<{
    drawPlans: { plansDrawn: Page | null; errors: readonly { readonly message: string }[] };
  }>(platform, DRAW, { input });
  if (drawPlans.plansDrawn) return drawPlans.plansDrawn;
  throw new ImportFault(drawPlans.errors.map(({ message }) => message).join(' '));
}

/** Asks again while the platform is away or facts are on their way; refusals of another kind end it with their sentence. */
async function ask<Data>({ url, token, pausesMs }: Platform, query: string, variables: object): Promise<Data> {
  for (let attempt = 0; ; attempt++) {
    const found = await once<Data>(url, token, query, variables);
    if (found.data) return found.data;
    const waitMs = pausesMs[attempt];
    if (!found.mayPass || waitMs === undefined) throw new ImportFault(found.fault);
    await pause(waitMs);
  }
}

interface Asked<Data> {
  readonly data?: Data;
  readonly fault: string;
  readonly mayPass: boolean;
}

const PASSING: ReadonlySet<string | undefined> = new Set(['PLAN_NOT_READY', 'SERVICE_UNAVAILABLE', 'NOT_YET_VISIBLE']);

async function once<Data>(url: string, token: string, query: string, variables: object): Promise<Asked<Data>> {
  const away = { fault: `The platform does not answer at ${url}. Start it with npm start, or name it with --url.` };
  try {
    const answer = await fetch(new URL('/graphql', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors, message } = (await answer.json()) as {
      data?: Data | null;
      errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
      message?: string;
    };
    if (data && !errors) return { data, fault: '', mayPass: false };
    const code = errors?.[0]?.extensions?.code;
    return { fault: errors?.[0]?.message ?? message ?? away.fault, mayPass: PASSING.has(code) || answer.status >= 500 };
  } catch {
    return { ...away, mayPass: true };
  }
}

function parse(args: readonly string[]): Values {
  try {
    return parsedArguments(args, OPTIONS);
  } catch (error) {
    throw new ImportFault(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function tokenOf(values: Values, env: NodeJS.ProcessEnv): string | undefined {
  const path = values['token-file'];
  if (path === undefined) return env['HENGXIN_TOKEN'];
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw new ImportFault(`The token file ${path} can't be read.`);
  }
}
