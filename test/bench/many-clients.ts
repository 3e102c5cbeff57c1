import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BankSpec, makeBank, writeBank } from '@hengxin/demo-bank';
import { Platform } from '../platform/platform.js';
import type { BenchLog } from './bench-log.js';
import { headsOf, rmId, SPEAKERS } from './cast.js';
import { type Imported, memoryText, succeed, watched } from './imports.js';
import { measureRow } from './measure-row.js';
import { residentMb } from './measures.js';
import { type BenchRow, callRow, type Table } from './row.js';
import { type Cast, type ManyClientsRow, QUERY_ROWS, TODAY } from './rows.js';

/** How large a part of the small import's rate the large one keeps. */
const KEEPS = 0.9;
const IDLE_MOST_MB = 900;
const SEARCH_MOST_MS = 50;
/** What of the searches is asked again, by the rows that do. */
const SEARCHES: readonly (readonly [ManyClientsRow, string])[] = [
  ['search-many', 'search'],
  ['search-many-head', 'search-head'],
];

export interface ManyClients {
  readonly few: number;
  readonly many: number;
  /** Between the import and the look at what the services have in memory. */
  readonly idleMinutes: number;
  readonly seconds: number;
}

/** A bank of many clients on a platform of its own; its import is held against that of few, on another one. */
export async function benchManyClients(size: ManyClients, log: BenchLog, table: Table): Promise<void> {
  const few = table.wants('import-clients-many')
    ? await onBank(size.few, log, async ({ imported }) => imported)
    : undefined;
  await onBank(size.many, log, async ({ platform, spec, imported }) => {
    if (few) table.add('import-clients-many', importRow(size, few, imported));
    if (table.wants('memory-after-import')) table.add('memory-after-import', await idleRow(platform, size));
    for (const [name, of] of SEARCHES)
      if (table.wants(name)) table.add(name, await searchRow(platform, of, spec, size.seconds));
  });
}

interface Loaded {
  readonly platform: Platform;
  readonly spec: BankSpec;
  readonly imported: Imported;
}

/** Loads a bank of so many clients, who were contacted by nobody yet, into an empty platform. */
async function onBank<Result>(
  clients: number,
  log: BenchLog,
  work: (loaded: Loaded) => Promise<Result>,
): Promise<Result> {
  const spec = specOf(clients);
  const folder = await mkdtemp(join(tmpdir(), 'hengxin-bench-clients-'));
  const files = await writeBank(makeBank(spec), folder, ['units', 'staff', 'clients']);
  const platform = await Platform.start({ eventLogUrl: log.url() });
  try {
    await succeed(platform.import({ units: files.units.path, staff: files.staff.path }));
    const file = { kind: 'clients', path: files.clients.path };
    const imported = await watched(platform, 'client-registry', file, clients);
    console.log(`  import of ${clients} clients: ${Math.round(imported.rate)} rows/s.`);
    return await work({ platform, spec, imported });
  } finally {
    await platform.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function specOf(clients: number): BankSpec {
  const rms = Math.max(4, Math.round(clients / 300));
  const subBranches = Math.max(4, Math.round(rms / 10));
  return { seed: 42, branches: 4, subBranches, rms, clients, asOf: TODAY, historyDays: 30 };
}

function importRow({ few, many }: ManyClients, small: Imported, large: Imported): BenchRow {
  const kept = large.rate / small.rate;
  const rates = `${Math.round(large.rate)} rows/s beside ${Math.round(small.rate)}: ${kept.toFixed(2)} x`;
  return {
    what: `import of ${many} clients, beside that of ${few}`,
    rate: large.rate,
    reach: `>= ${KEEPS} x the rate of the small one`,
    reached: `${rates}; ${memoryText(large.memory)}; all lists and figures ${large.afterSeconds.toFixed(1)} s after`,
    ok: kept >= KEEPS,
  };
}

async function idleRow(platform: Platform, { many, idleMinutes }: ManyClients): Promise<BenchRow> {
  console.log(`  Nobody asks anything for ${idleMinutes} minutes…`);
  await new Promise((idle) => setTimeout(idle, idleMinutes * 60_000));
  const pids = Object.entries(await platform.pids());
  const each = await Promise.all(pids.map(async ([name, pid]) => ({ name, mb: await residentMb([pid]) })));
  const mb = each.reduce((sum, service) => sum + service.mb, 0);
  return {
    what: `services and gateway ${idleMinutes} minutes after an import of ${many} clients`,
    reach: `<= ${IDLE_MOST_MB} MB resident`,
    reached: `${Math.round(mb)} MB: ${each.map((service) => `${service.name} ${Math.round(service.mb)}`).join(', ')}`,
    ok: mb <= IDLE_MOST_MB,
  };
}

async function searchRow(platform: Platform, of: string, spec: BankSpec, seconds: number): Promise<BenchRow> {
  const asked = QUERY_ROWS.find(({ name }) => name === of)!;
  const measured = await measureRow(platform, asked, searchersOf(spec), seconds);
  const what = `${asked.what}, of ${spec.clients} clients in all`;
  return callRow(what, measured, undefined, `p99 <= ${SEARCH_MOST_MS} ms`, measured.p99 <= SEARCH_MOST_MS);
}

/** Managers and heads who search, in a bank that nobody has worked in yet. */
function searchersOf(spec: BankSpec): Cast {
  const rms = Array.from({ length: Math.min(SPEAKERS, spec.rms) }, (_, n) => rmId(n));
  return {
    rms,
    allRms: rms,
    heads: headsOf(spec),
    wideUnitId: '',
    wideHeadIds: [],
    clients: new Map(),
    items: new Map(),
    proposals: [],
    visited: new Map(),
    dossier: { staffId: '', visitId: '' },
    segments: [],
    groups: [],
    scorecardId: '',
  };
}
