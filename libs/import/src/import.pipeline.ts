import type { Rejection } from '@hengxin/event-sourcing';
import type { Caller } from '@hengxin/identity';
import type { Columns, RowValues } from './cells.js';
import { type FileFormat, type ParsedRow, readRows } from './file.rows.js';
import type { AccountMessage, ImportMessage } from './import.protocol.js';
import type { ImportRun, ImportRuns } from './import-run.store.js';
import { type BegunBatch, RunningImport } from './running-import.js';

/** What became of a row. A rejection's field is a column of the file, or a field of the command that stands for it. */
export type RowResult = 'TAKEN' | 'UNCHANGED' | Rejection;

/** What a kind of file is told beside its rows. */
export interface BatchContext {
  readonly caller: Caller;
  readonly importId: string;
  /** The id of the command that a row stands for: the same when a cut-off run goes on, another when the file is sent again. */
  commandId(line: number): string;
  readonly correlationId: string;
  /** To be told of each append, so that the account knows the position that the file reached. */
  appended(position: string, topic: string, key: string): void;
  /** Resolves once the batches before have been decided: rows are decided in file order, whatever else runs side by side. */
  readonly turn: Promise<void>;
  /** To be told when these rows are decided and only storing them is left. Not told, the next batch waits for this one's end. */
  decided(): void;
}

/** Takes rows in file order and answers one result a row. Throwing stops the import; it goes on with these rows later. */
export type ImportBatch<C extends Columns> = (
  rows: readonly ParsedRow<RowValues<C>>[],
  context: BatchContext,
) => Promise<readonly RowResult[]>;

export interface ImportJob<C extends Columns> {
  readonly kind: string;
  readonly columns: C;
  readonly importBatch: ImportBatch<C>;
  readonly batchSize: number;
  /** What a row is about. With it a batch is begun while the one before is being stored, unless they share a key. */
  readonly keyOf?: ((values: RowValues<C>) => string) | undefined;
  /** How often at most a run's progress is remembered; default every second. */
  readonly saveEveryMs?: number;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly format: FileFormat;
  readonly encoding: string;
  readonly caller: Caller;
  readonly correlationId: string;
  readonly importId: string;
  /** Where the run is remembered; undefined for one that can't be resumed. */
  readonly runs: ImportRuns | undefined;
  /** Sends a line; resolves when there is room for the next. */
  send(message: ImportMessage): Promise<void>;
  /** The sentence of a rejection in the language that was asked for. */
  message(rejection: Rejection): string;
  appended: BatchContext['appended'];
  /** Runs a piece of work again while what it needs is out of reach. */
  patiently<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Reads a file to its end and takes its rows, batch by batch: one is read ahead, one is decided while another is stored, and no more
 * than that is held.
 */
export async function runImport<C extends Columns>(job: ImportJob<C>): Promise<Omit<AccountMessage, 'position'>> {
  const run = (await job.patiently(async () => job.runs?.begin(job.kind, job.importId))) ?? unrecorded(job);
  const running = new RunningImport(job, run);
  const seen = {
    header: (names: readonly string[]) => running.say({ type: 'columns', names }),
    unknown: (name: string) => running.say({ type: 'unknownColumn', name }),
  };
  const open: BegunBatch<C>[] = [];
  let settling = false;
  const settle = async (keep: number) => {
    settling = true;
    while (open.length > keep) await running.settle(open.shift()!);
    settling = false;
  };
  try {
    for await (const rows of ahead(batches(readRows(job.bytes, { ...job, seen }), job.batchSize, run.rowsDone))) {
      if (open.some((earlier) => running.mustWait(earlier, rows))) await settle(0);
      open.push(running.begin(rows));
      await settle(BATCHES_SIDE_BY_SIDE - 1);
    }
    await settle(0);
  } catch (error) {
    // What was done is kept as far as may be, so that the next run needn't look at it again.
    if (!settling) await settle(0).catch(() => undefined);
    await running.save().catch(() => undefined);
    throw error;
  }
  return running.finish();
}

/** One is decided while another is stored: more would only hold more rows. */
const BATCHES_SIDE_BY_SIDE = 2;

function unrecorded({ kind, importId }: { kind: string; importId: string }): ImportRun {
  return { kind, importId, owner: '', run: 1, rowsDone: 0, taken: 0, unchanged: 0, rejected: 0, digest: '' };
}

/** Lists of exactly `size` rows, the last one shorter; one ends where `border` rows have passed, so that none lies on both sides. */
async function* batches<Row>(source: AsyncIterable<readonly Row[]>, size: number, border: number): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  let seen = 0;
  for await (const rows of source)
    for (const row of rows) {
      batch.push(row);
      seen++;
      if (batch.length < size && seen !== border) continue;
      yield batch;
      batch = [];
    }
  if (batch.length > 0) yield batch;
}

/** The same, asked for one ahead. */
async function* ahead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = source.next();
      // Its failure is seen when its turn comes.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    // Not awaited: it ends with the read under way, and that may wait for bytes that never come.
    void source.return(undefined).catch(() => undefined);
  }
}
