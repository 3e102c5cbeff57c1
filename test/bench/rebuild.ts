import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays } from '@hengxin/contracts';
import pg from 'pg';
import { appendAll, bankFacts, type BulkBank, bulkLog, contactFacts, type Fact } from './bulk-bank.js';
import { TODAY } from './calls.js';
import { firstOf } from './first-of.js';
import { memoryText } from './imports.js';
import { memoryDuring } from './measures.js';
import { onOwnDatabase } from './own-database.js';
import type { BenchRow } from './row.js';

const AT_LEAST = 30_000;
const READ_MODEL = 'performance_kpis';
const COPY_SCHEMA = 'bench_copy';
const DATABASE = 'bench_rebuild';
/** Of a manager: what the clients and a year of contacts come to at least. */
const CLIENTS_EACH = 300;
const CONTACTS_A_DAY = 10;
const EVENTS_EACH = CLIENTS_EACH + 240 * CONTACTS_A_DAY;

interface Rebuilt {
  readonly events: number;
  readonly seconds: number;
  readonly readOnlySeconds: number;
  /** Where the figures stand, if they were kept. */
  readonly schema: string;
}

/** Counts every figure of the platform again; the limit is to copy what stands in the same tables. */
export function rebuild(databaseUrl: string): Promise<BenchRow> {
  return counted(databaseUrl, { keeps: false });
}

/** The same of so many events, a year of a bank of its own, on a database of their own. */
export function rebuildOf(databaseUrl: string, events: number): Promise<BenchRow> {
  return onOwnDatabase(databaseUrl, DATABASE, async (url) => {
    const log = await bulkLog(url);
    const started = performance.now();
    await appendAll(log, firstOf(events, yearOf(events))).finally(() => log.close());
    console.log(`  ${events} events appended in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
    return counted(url, { keeps: true });
  });
}

/** At least so many events, in the order in which they may come. */
function* yearOf(events: number): Iterable<Fact> {
  const managers = Math.ceil(events / EVENTS_EACH);
  const bank: BulkBank = {
    branches: 4,
    subBranches: Math.max(4, Math.round(managers / 10)),
    managers,
    clientsEach: CLIENTS_EACH,
    contactsADay: CONTACTS_A_DAY,
  };
  const from = addDays(TODAY, -365);
  for (const step of bankFacts(bank, from)) yield* step;
  yield* contactFacts(bank, { from, before: TODAY });
}

/** In this process. */
async function counted(databaseUrl: string, { keeps }: { readonly keeps: boolean }): Promise<BenchRow> {
  const { benchRebuild } = (await import(
    new URL('../../../services/performance-kpis/dist/bench.js', import.meta.url).href
  )) as {
    benchRebuild: (url: string, options: { readonly keeps: boolean }) => Promise<Rebuilt>;
  };
  const { result, ...memory } = await memoryDuring(process.pid, () => benchRebuild(databaseUrl, { keeps }));
  const { events, seconds, readOnlySeconds, schema } = result;
  const rate = events / seconds;
  const copied = await copyAgain(databaseUrl, keeps ? schema : READ_MODEL);
  const reading = `reading them alone ${Math.round(events / readOnlySeconds)}/s`;
  return {
    what: `rebuild of the KPI rollups from ${events} events; limit: COPY of its ${copied.rows} rows`,
    rate,
    limit: events / copied.seconds,
    reach: `>= ${AT_LEAST.toLocaleString('en')} events/s`,
    reached: `${Math.round(rate)} events/s, ${memoryText(memory)}; ${reading}`,
    ok: rate >= AT_LEAST,
  };
}

/**
 * How long PostgreSQL takes to copy the figures and what they are counted from, out of files of its own, into tables
 * with the same indexes: no program could write these rows faster.
 */
async function copyAgain(
  databaseUrl: string,
  readModel: string,
): Promise<{ readonly rows: number; readonly seconds: number }> {
  const { FIGURES } = (await import(
    new URL('../../../services/performance-kpis/dist/figures/figures.tables.js', import.meta.url).href
  )) as {
    FIGURES: { readonly tables: readonly { readonly name: string }[] };
  };
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`drop schema if exists ${COPY_SCHEMA} cascade`);
    await client.query(`create schema ${COPY_SCHEMA}`);
    // The server writes and reads these files: where it may write, its own folder is.
    const { rows: found } = await client.query<{ data_directory: string }>('show data_directory');
    let [rows, milliseconds] = [0, 0];
    for (const { name } of FIGURES.tables) {
      const file = join(found[0]!.data_directory, `${COPY_SCHEMA}-${name}`);
      await client.query(`create table ${COPY_SCHEMA}.${name} (like ${readModel}.${name} including all)`);
      await client.query(`copy ${readModel}.${name} to '${file}' (format binary)`);
      const started = performance.now();
      const copied = await client.query(`copy ${COPY_SCHEMA}.${name} from '${file}' (format binary)`);
      milliseconds += performance.now() - started;
      rows += copied.rowCount ?? 0;
      await rm(file, { force: true });
    }
    return { rows, seconds: milliseconds / 1000 };
  } finally {
    await client.query(`drop schema if exists ${COPY_SCHEMA} cascade`);
    await client.end();
  }
}
