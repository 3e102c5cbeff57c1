import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { memoryDuring } from './measures.js';
import type { BenchRow } from './row.js';

const AT_LEAST = 30_000;
const READ_MODEL = 'performance_kpis';
const COPY_SCHEMA = 'bench_copy';

interface Rebuilt {
  readonly events: number;
  readonly seconds: number;
  readonly readOnlySeconds: number;
}

/** Counts every figure again in this process; the limit is to copy what stands in the same tables then. */
export async function rebuild(databaseUrl: string): Promise<BenchRow> {
  const { benchRebuild } = (await import(
    new URL('../../../services/performance-kpis/dist/bench.js', import.meta.url).href
  )) as {
    benchRebuild: (url: string) => Promise<Rebuilt>;
  };
  const { beforeMb, peakMb, result } = await memoryDuring(process.pid, () => benchRebuild(databaseUrl));
  const { events, seconds, readOnlySeconds } = result;
  const rate = events / seconds;
  const copied = await copyAgain(databaseUrl);
  const grown = `${Math.round(beforeMb)} MB before, at most ${Math.round(peakMb)}`;
  const reading = `reading them alone ${Math.round(events / readOnlySeconds)}/s`;
  return {
    what: `rebuild of the KPI rollups from ${events} events; limit: COPY of its ${copied.rows} rows`,
    rate,
    limit: events / copied.seconds,
    reach: `>= ${AT_LEAST.toLocaleString('en')} events/s`,
    reached: `${Math.round(rate)} events/s, ${grown}; ${reading}`,
    ok: rate >= AT_LEAST,
  };
}

/**
 * How long PostgreSQL takes to copy the figures and what they are counted from, out of files of its own, into tables
 * with the same indexes: no program could write these rows faster.
 */
async function copyAgain(databaseUrl: string): Promise<{ readonly rows: number; readonly seconds: number }> {
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
      await client.query(`create table ${COPY_SCHEMA}.${name} (like ${READ_MODEL}.${name} including all)`);
      await client.query(`copy ${READ_MODEL}.${name} to '${file}' (format binary)`);
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
