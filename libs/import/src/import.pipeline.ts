import { createHash } from 'node:crypto';
import type { Columns } from './cells.js';
import { FileRefused, type FileRow, readRows } from './file.rows.js';
import type { ImportJob } from './import.job.js';
import type { AccountMessage } from './import.protocol.js';
import { FileRejections } from './import.rejections.js';
import { type ImportRun, NOTHING_DONE } from './import-run.store.js';
import { type BegunBatch, RunningImport } from './running-import.js';

/**
 * Reads a file to its end and takes its rows, batch by batch: one is read ahead, one is decided while another is
 * stored, and no more than that is held.
 */
export async function runImport<C extends Columns>(job: ImportJob<C>): Promise<Omit<AccountMessage, 'position'>> {
  const run = (await job.patiently(async () => job.runs?.begin(job.kind, job.importId))) ?? unrecorded(job);
  job.reached.takeToken(run.position);
  const running = new RunningImport(job, run);
  const seen = {
    header: (names: readonly string[]) => running.say({ type: 'columns', names }),
    unknown: (name: string) => running.say({ type: 'unknownColumn', name }),
    blank: (rows: number) => running.passedOver(rows),
  };
  const bytes = job.digest === undefined ? job.bytes : assertedDigest(job.bytes, job.digest);
  const open: BegunBatch<C>[] = [];
  let settling = false;
  const settle = async (keep: number) => {
    settling = true;
    while (open.length > keep) await running.settle(open.shift()!);
    settling = false;
  };
  try {
    for await (const rows of ahead(batches(readRows(bytes, { ...job, seen }), batchSizeOf(job, run.rowsDone)))) {
      if (open.some((earlier) => running.mustWait(earlier, rows))) await settle(0);
      open.push(running.begin(rows));
      await settle(BATCHES_SIDE_BY_SIDE - 1);
    }
    await settle(0);
  } catch (error) {
    // What was done is kept as far as may be, so that the next run needn't look at it again.
    if (!settling) await settle(0).catch(() => undefined);
    await (isAnotherFile(error) ? job.patiently(async () => job.runs?.disown(run)) : running.save()).catch(
      () => undefined,
    );
    throw error;
  }
  return running.finish();
}

/** The bytes as they come. Throws FileRefused at their end when they aren't those that the digest is of. */
async function* assertedDigest(bytes: AsyncIterable<Uint8Array>, digest: string): AsyncGenerator<Uint8Array> {
  const sum = createHash('sha256');
  for await (const piece of bytes) {
    sum.update(piece);
    yield piece;
  }
  if (sum.digest('hex') !== digest) throw new FileRefused(FileRejections.IMPORT_ID_MISMATCH().rejection);
}

const ANOTHER_FILE = new Set<string>(['IMPORT_ID_MISMATCH', 'IMPORT_ID_OF_ANOTHER_FILE']);

function isAnotherFile(error: unknown): boolean {
  return error instanceof FileRefused && ANOTHER_FILE.has(error.rejection.code);
}

/** One is decided while another is stored: more would only hold more rows. */
const BATCHES_SIDE_BY_SIDE = 2;

function unrecorded({ kind, importId }: { kind: string; importId: string }): ImportRun {
  return { kind, importId, owner: '', run: 1, edition: 0, ...NOTHING_DONE };
}

interface BatchSize<Row> {
  readonly most: number;
  /** Rows of the file after which a batch ends, so that none lies on both sides. */
  readonly border: number;
  /** Whether a row belongs into the batch of the one before it; undefined where any may be parted. */
  readonly isTogether: ((before: Row, row: Row) => boolean) | undefined;
}

function batchSizeOf<C extends Columns>(job: ImportJob<C>, border: number): BatchSize<FileRow<C>> {
  const { batchSize: most, keyOf, keepsKeysTogether } = job;
  if (!keyOf || !keepsKeysTogether) return { most, border, isTogether: undefined };
  const isTogether = (before: FileRow<C>, row: FileRow<C>) =>
    !before.fault && !row.fault && keyOf(before.values) === keyOf(row.values);
  return { most, border, isTogether };
}

/**
 * Lists of so many rows, the last one shorter. Rows that belong together at the end of one begin the next, unless they
 * are half of it. Where one ends depends on its own rows alone: a run that goes on has the same lists.
 */
async function* batches<Row>(
  source: AsyncIterable<readonly Row[]>,
  { most, border, isTogether }: BatchSize<Row>,
): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  let seen = 0;
  for await (const rows of source)
    for (const row of rows) {
      batch.push(row);
      seen++;
      if (batch.length < most && seen !== border) continue;
      const end = isTogether && seen !== border ? endOfWhole(batch, isTogether) : batch.length;
      yield batch.slice(0, end);
      batch = batch.slice(end);
    }
  if (batch.length > 0) yield batch;
}

/** Where the last rows that belong together begin; the end of all where they are half of them or more. */
function endOfWhole<Row>(batch: readonly Row[], isTogether: (before: Row, row: Row) => boolean): number {
  const half = batch.length / 2;
  let end = batch.length - 1;
  while (end > half && isTogether(batch[end - 1]!, batch[end]!)) end--;
  return end > half ? end : batch.length;
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
