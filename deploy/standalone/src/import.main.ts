import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parsedArguments, repeatable } from './arguments.js';
import { DEMO_ACCOUNTS } from './import.token.js';
import { FILE_KINDS, type FileAccount, type FileKind, ImportFault, importFiles, type ImportOptions } from './import.js';
import { settled } from './settled.js';

const USAGE = `npm run import -- --units F --staff F --calendar F --clients F --contacts F --holdings F --targets F     (any of them; CSV, or NDJSON by its ending)
  --encoding NAME  of files without a byte order mark, e.g. gb18030 (default utf-8)
  --url URL        where the platform answers (default http://127.0.0.1:8080, or the port of HENGXIN_PORT)
  --token-file F   holds the token of an ADMIN; not needed for a platform that npm start runs on this machine. HENGXIN_TOKEN holds it as well;
                   --token TOKEN does too, and is seen by anyone who lists the processes of this machine
  --second-token-file F   the token of another ADMIN, who approves the rows of a staff file that give ADMIN, HEAD_OFFICE, UNIT_HEAD or INTEGRATION;
                   without it they await that word. A platform that npm start runs gives a second account for it
  --wait           until every list and figure holds what was taken, which a large file is ahead of by up to 20 s (standalone profile)
  --language zh|en of the sentences about rejected rows (default: that of the terminal)
Rejected rows go to <file>.rejects.csv, which can be mended and imported as it is. Started again, an import goes on where it stopped.
Exit code: 0 all rows taken or unchanged, 2 some were rejected, 1 it failed.`;

/** The command line; answers the exit code. */
async function main(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  try {
    const options = optionsOf(args, env);
    if (!options) {
      console.log(USAGE);
      return 0;
    }
    const accounts = await importFiles({ ...options, onAccount: (account) => console.log(accountText(account)) });
    if (options.wait) await waited(options.url);
    const missed = FILE_KINDS.filter(
      (kind) => options.files[kind] !== undefined && !accounts.some((account) => account.kind === kind),
    );
    if (missed.length > 0) console.log(`Not begun, since nothing of the units was taken: ${missed.join(', ')}.`);
    return accounts.some(({ rejected }) => rejected > 0) ? 2 : 0;
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    console.error(error.message);
    return 1;
  }
}

async function waited(url: string): Promise<void> {
  const began = performance.now();
  await settled(url);
  console.log(`All lists and figures hold it, ${((performance.now() - began) / 1000).toFixed(1)} s after.`);
}

function optionsOf(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): (ImportOptions & { readonly wait: boolean }) | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  // npm runs scripts in the project's folder; paths are meant from where it was called.
  const from = env['INIT_CWD'] ?? process.cwd();
  const files = Object.fromEntries(
    FILE_KINDS.flatMap((kind: FileKind) => (values[kind] ? [[kind, resolve(from, values[kind])]] : [])),
  );
  if (Object.keys(files).length === 0) throw new ImportFault(`Name at least one file.\n\n${USAGE}`);
  const { language } = values;
  if (language !== undefined && language !== 'zh' && language !== 'en')
    throw new ImportFault(`--language takes zh or en, not ${language}.`);
  const url = values.url ?? `http://127.0.0.1:${env['HENGXIN_PORT'] ?? 8080}`;
  if (!URL.canParse(url))
    throw new ImportFault(`--url takes an address like http://127.0.0.1:8080, not ${repeatable(url)}.`);
  return {
    url,
    files,
    wait: values.wait ?? false,
    token: values.token ?? tokenIn('token-file', values, from) ?? env['HENGXIN_TOKEN'],
    secondToken: tokenIn('second-token-file', values, from),
    encoding: values.encoding,
    language: language ?? terminalLanguage(env),
  };
}

function tokenIn(
  name: 'token-file' | 'second-token-file',
  values: Partial<Record<typeof name, string>>,
  from: string,
): string | undefined {
  const file = values[name];
  if (file === undefined) return undefined;
  const path = resolve(from, file);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new ImportFault(
      `${path} can't be read (${(error as NodeJS.ErrnoException).code}): --${name} names a file that holds a token.`,
    );
  }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    units: text,
    staff: text,
    calendar: text,
    clients: text,
    contacts: text,
    holdings: text,
    targets: text,
    url: text,
    token: text,
    'token-file': text,
    'second-token-file': text,
    encoding: text,
    language: text,
    wait: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parsedArguments(args, options);
  } catch (error) {
    throw new ImportFault(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function terminalLanguage(env: NodeJS.ProcessEnv): 'zh' | 'en' {
  return (env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function accountText(account: FileAccount): string {
  const { kind, path, read, taken, unchanged, rejected, blank, rejectsPath, unknownColumns, warnings, seconds } =
    account;
  const count = (n: number) => n.toLocaleString('en').padStart(9);
  const counts = `read ${count(read)}  taken ${count(taken)}  unchanged ${count(unchanged)}  rejected ${count(rejected)}`;
  const lines = [`${kind.padEnd(8)} ${counts}  ${seconds.toFixed(1)} s  ${basename(path)}`];
  if (unknownColumns.length > 0) lines.push(`         columns not known, ignored: ${unknownColumns.join(', ')}`);
  if (blank > 0) lines.push(`         rows without anything in them, passed over: ${blank}`);
  for (const warning of warnings) lines.push(`         ${warning}`);
  lines.push(...secondWordText(account));
  if (rejectsPath) lines.push(`         rejected rows and why: ${rejectsPath}`);
  return lines.join('\n');
}

/** Who gave both words, and what nobody has given one on yet. */
function secondWordText({ approved, awaiting, byDemoAccounts }: FileAccount): string[] {
  const lines: string[] = [];
  const { first, second } = DEMO_ACCOUNTS;
  if (approved > 0 && byDemoAccounts)
    lines.push(
      `         ${approved} give ADMIN, HEAD_OFFICE, UNIT_HEAD or INTEGRATION: proposed by the demo account ${first}, approved by the demo account ${second}.`,
      '         Only a demonstration gives itself both words: in a bank they are two people.',
    );
  else if (approved > 0)
    lines.push(
      `         ${approved} give ADMIN, HEAD_OFFICE, UNIT_HEAD or INTEGRATION: approved by the second administrator.`,
    );
  if (awaiting > 0)
    lines.push(
      `         ${awaiting} give ADMIN, HEAD_OFFICE, UNIT_HEAD or INTEGRATION and hold for nothing until another administrator approves them:`,
      '         start again with --second-token-file, or use approvePlacements at /graphql.',
    );
  return lines;
}

process.exitCode = await main(process.argv.slice(2), process.env);
