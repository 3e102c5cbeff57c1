import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BankSpec, FILE_KINDS, makeBank, writeBank } from '@hengxin/demo-bank';
import { type BusinessDate } from '@hengxin/contracts';
import { beginDemoDay } from './demo-day.js';
import { writeDemoPlaybooks } from './demo-playbooks.js';
import { importFiles } from './import.js';
import { settled } from './settled.js';

/** The bank that a first start shows: small enough to load in seconds, large enough to look like one. */
export function demoSpec(asOf: BusinessDate): BankSpec {
  return { seed: 42, branches: 2, subBranches: 6, rms: 24, clients: 6000, asOf, historyDays: 150 };
}

interface Marker {
  readonly state: 'loading' | 'loaded';
  readonly asOf: BusinessDate;
}

/** What became of the demo bank at an earlier start, if anything. */
export async function demoMarker(dataDir: string): Promise<Marker | undefined> {
  const path = join(dataDir, 'demo-bank.json');
  return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as Marker) : undefined;
}

/** Loads the demo bank through the same import as any bank's. A load that was cut off goes on where it stopped. */
export async function loadDemoBank(
  dataDir: string,
  url: string,
  asOf: BusinessDate,
  say: (line: string) => void,
): Promise<void> {
  const mark = (state: Marker['state'], day: BusinessDate) =>
    writeFile(join(dataDir, 'demo-bank.json'), JSON.stringify({ state, asOf: day }));
  const day = (await demoMarker(dataDir))?.asOf ?? asOf;
  await mark('loading', day);
  const folder = join(dataDir, 'demo-bank');
  const written = await writeBank(makeBank(demoSpec(day)), folder);
  const files = Object.fromEntries(FILE_KINDS.map((kind) => [kind, written[kind].path]));
  const accounts = await importFiles({ url, files, quiet: true });
  for (const account of accounts)
    say(
      `  ${account.kind.padEnd(9)} ${String(account.taken).padStart(7)} taken${account.rejected ? `, ${account.rejected} rejected` : ''}`,
    );
  await settled(url);
  await rm(folder, { recursive: true, force: true });
  await mark('loaded', day);
}

/**
 * Lets the day begin on which the bank was loaded, once it is open to all. A bank whose day has not begun is a bank all
 * the same.
 */
export async function beginDay(url: string, day: BusinessDate, say: (line: string) => void): Promise<void> {
  await writeDemoPlaybooks(url)
    .then(() => beginDemoDay(url, day, demoSpec(day).rms))
    .then(() => settled(url))
    .catch((error: Error) => say(`  Nothing is logged for today yet: ${error.message}`));
}
