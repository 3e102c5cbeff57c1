import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '@hengxin/contracts';
import type { Platform } from '../platform/platform.js';
import { type Memory, memoryDuring } from './measures.js';
import type { BenchRow } from './row.js';

const MOST_MB = 400;
/** A year whose holidays are not announced, so that no plan and no deadline of the bench is another one by its days. */
const OWN_YEAR = 2035;
const TARGET_METRICS = ['CONTACTS', 'CLIENTS_CONTACTED', 'VISITS'];
const MONTHS = 12;

/** What small files hold. */
const SMALL = { units: 'units', staff: 'staff', calendar: 'days of a calendar', targets: 'targets' } as const;

/** Small files: what an import costs by itself. */
export async function importRows(
  platform: Platform,
  kind: keyof typeof SMALL,
  paths: readonly string[],
): Promise<BenchRow> {
  const started = performance.now();
  for (const path of paths) await succeed(platform.import({ [kind]: path }));
  const elapsed = (performance.now() - started) / 1000;
  let rows = 0;
  for (const path of paths) rows += (await readFile(path, 'utf8')).trimEnd().split('\n').length - 1;
  return {
    what: `import of ${rows} ${SMALL[kind]} in ${paths.length} files`,
    rate: rows / elapsed,
    reach: '-',
    reached: `${elapsed.toFixed(1)} s`,
    ok: null,
  };
}

/** A bank's own word on each day of a year. */
export function calendarFile(): Promise<string> {
  const first = `${OWN_YEAR}-01-01`;
  const rows: string[] = [];
  for (let day = first; day < `${OWN_YEAR + 1}`; day = addDays(day, 1)) {
    const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
    rows.push(`${day},${isWeekend ? 'HOLIDAY' : 'WORKING_DAY'},`);
  }
  return written('calendar', ['date,kind,name', ...rows]);
}

/** What each of these managers is to reach in each month of the year, in a few figures. */
export function targetsFile(rms: readonly string[]): Promise<string> {
  const months = Array.from({ length: MONTHS }, (_, n) => `2026-${String(n + 1).padStart(2, '0')}`);
  const rows = rms.flatMap((rm) =>
    months.flatMap((month) => TARGET_METRICS.map((metric, n) => `${rm},${metric},${month},${10 + n},${12 + n}`)),
  );
  return written('targets', ['staff_id,metric,month,base,stretch', ...rows]);
}

async function written(kind: string, lines: readonly string[]): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'hengxin-bench-small-')), `${kind}.csv`);
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

export async function importClients(platform: Platform, path: string, clients: number): Promise<BenchRow> {
  const { rate, memory, afterSeconds } = await watched(platform, 'client-registry', { kind: 'clients', path }, clients);
  return {
    what: `import of ${clients} clients`,
    rate,
    reach: `>= 5,000 rows/s, < ${MOST_MB} MB resident, flat`,
    reached: `${told(rate, memory)}; all lists and figures ${afterSeconds.toFixed(1)} s after`,
    ok: rate >= 5000 && memory.peakMb < MOST_MB,
  };
}

export async function importHoldings(platform: Platform, file: { path: string; rows: number }): Promise<BenchRow> {
  const { path, rows } = file;
  const { rate, memory, afterSeconds } = await watched(platform, 'client-insight', { kind: 'holdings', path }, rows);
  return {
    what: `import of ${rows} rows of holdings`,
    rate,
    reach: `>= 20,000 rows/s, < ${MOST_MB} MB resident, flat`,
    reached: `${told(rate, memory)}; all lists and figures ${afterSeconds.toFixed(1)} s after`,
    ok: rate >= 20_000 && memory.peakMb < MOST_MB,
  };
}

const told = (rate: number, memory: Memory): string => `${Math.round(rate)} rows/s, ${memoryText(memory)}`;

/** What a process had in memory: at most, in the first half of the time, and before. */
export function memoryText({ beforeMb, peakMb, halfMb }: Memory): string {
  const [before, peak, half] = [beforeMb, peakMb, halfMb].map(Math.round);
  return `at most ${peak} MB, ${half} in the first half, ${before} before`;
}

/** What an import came to. */
export interface Imported {
  readonly rate: number;
  readonly memory: Memory;
  /** Until every list and every figure held it. */
  readonly afterSeconds: number;
}

/** An import, what the service that takes it has in memory meanwhile, and how long the others follow. */
export async function watched(
  platform: Platform,
  service: string,
  { kind, path }: { readonly kind: string; readonly path: string },
  rows: number,
): Promise<Imported> {
  const pid = (await platform.pids())[service]!;
  const started = performance.now();
  const memory = await memoryDuring(pid, () => succeed(platform.import({ [kind]: path })));
  const taken = performance.now();
  await settle(platform);
  return {
    rate: rows / ((taken - started) / 1000),
    memory,
    afterSeconds: (performance.now() - taken) / 1000,
  };
}

/** Resolves once every list and every figure holds what was stored before. */
export async function settle(platform: Platform): Promise<void> {
  const { settled } = (await import(new URL('../../../deploy/standalone/dist/settled.js', import.meta.url).href)) as {
    settled: (url: string) => Promise<void>;
  };
  await settled(platform.url);
}

export async function succeed(ran: Promise<{ code: number; output: string }>): Promise<void> {
  const { code, output } = await ran;
  // A made-up history holds a few rows that no bank would take.
  if (code !== 0 && !output.includes('rejected rows and why')) throw new Error(output);
}
