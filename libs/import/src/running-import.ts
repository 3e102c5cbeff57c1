import { createHash } from 'node:crypto';
import type { Rejection } from '@hengxin/event-sourcing';
import { every } from '@hengxin/waiting';
import type { Columns, RowValues } from './cells.js';
import { FileRefused, type FileRow, type ParsedRow } from './file.rows.js';
import type { BatchContext, ImportJob, RowResult } from './import.job.js';
import type { AccountMessage, ImportCounts, ImportMessage, ImportWarning } from './import.protocol.js';
import { FileRejections } from './import.rejections.js';
import { fileNameOf, type ImportRun, type LineRejection, type RunProgress } from './import-run.store.js';

const WORD_EVERY_MS = 500;
const SAVE_EVERY_MS = 1000;
const QUIET_MS = 2000;
/** Characters of rows that go into their digest in one call. */
const DIGESTED_AT_ONCE = 65_536;
/** Characters of a digest of rows, 6 bits each, that a command id carries. */
const DIGEST_KEPT = 11;

/** A batch that has been begun. */
export interface BegunBatch<C extends Columns> {
  readonly rows: readonly FileRow<C>[];
  /** What its rows are about; undefined when nobody says, and then nothing may run beside it. */
  readonly keys: ReadonlySet<string> | undefined;
  /** Rows of the file up to its end, and their digest. */
  readonly upTo: number;
  readonly digest: string;
  /** Undefined for rows that an earlier run has done. */
  readonly results: Promise<readonly RowResult[]> | undefined;
}

/**
 * One run of one file: begins batches in order, settles them in order, and remembers now and then how far it has come.
 */
export class RunningImport<C extends Columns> {
  private readonly hash = createHash('sha256');
  private readonly file: string;
  private readonly resumedAfter: number;
  private progress: RunProgress;
  private read = 0;
  private lastWord = 0;
  private lastSave = Date.now();
  private unsaved: LineRejection[] = [];
  private blank = 0;
  private readonly said: ImportMessage[] = [];
  /** The batch begun last has been decided. */
  private decided: Promise<void> = Promise.resolve();

  constructor(
    private readonly job: ImportJob<C>,
    private readonly run: ImportRun,
  ) {
    this.file = fileNameOf(run);
    this.resumedAfter = run.rowsDone;
    this.progress = run;
  }

  /** Notes a line to be sent before the next batch. */
  say(message: ImportMessage): void {
    this.said.push(message);
  }

  /** Rows of the whole file that hold nothing. */
  passedOver(rows: number): void {
    this.blank = rows;
  }

  /**
   * Whether a batch has to wait until another one is settled: the rows about one thing are taken one after the other.
   */
  mustWait(earlier: BegunBatch<C>, rows: readonly FileRow<C>[]): boolean {
    const { keyOf } = this.job;
    if (!earlier.results || !earlier.keys || !keyOf) return true;
    return rows.some((row) => !row.fault && earlier.keys!.has(keyOf(row.values)));
  }

  /** Begins a batch, or passes over one that an earlier run has done; a batch never holds rows of both kinds. */
  begin(rows: readonly FileRow<C>[]): BegunBatch<C> {
    this.read += rows.length;
    this.addToDigest(rows);
    const digest = this.hash.copy().digest('base64url');
    const upTo = this.read;
    if (upTo <= this.resumedAfter) {
      if (upTo === this.resumedAfter && digest !== this.run.digest) this.refuseAsAnother();
      return { rows, keys: undefined, upTo, digest, results: undefined };
    }
    const good = rows.filter((row): row is Extract<FileRow<C>, { fault?: undefined }> => !row.fault);
    const { keyOf } = this.job;
    const keys = keyOf && new Set(good.map(({ values }) => keyOf(values)));
    const results = this.take(good, digest.slice(0, DIGEST_KEPT));
    // Its failure is seen when its turn comes.
    results.catch(() => undefined);
    return { rows, keys, upTo, digest, results };
  }

  /** Waits for a batch, the earliest begun, and accounts for it. */
  async settle({ rows, upTo, digest, results }: BegunBatch<C>): Promise<void> {
    const rejects = results ? this.count(rows, await results, { upTo, digest }) : await this.earlierRejects(rows);
    for (const message of this.said.splice(0)) await this.job.send(message);
    const rowOf = rejects.length > 0 ? new Map(rows.map((row) => [row.line, row])) : undefined;
    for (const reject of rejects) await this.job.send(this.rejectMessage(reject, rowOf!.get(reject.line)!));
    if (results && Date.now() - this.lastSave >= (this.job.saveEveryMs ?? SAVE_EVERY_MS)) await this.save();
    if (Date.now() - this.lastWord < WORD_EVERY_MS) return;
    this.lastWord = Date.now();
    const { taken, unchanged, rejected } = this.progress;
    await this.job.send({ type: 'progress', read: upTo, taken, unchanged, rejected });
  }

  /**
   * Remembers how far the run has come. What was done since is done again when it is cut off, and found to be there.
   */
  async save(): Promise<void> {
    const { job, run, progress, unsaved } = this;
    if (progress === run) return;
    const moved = await job.patiently(async () => (await job.runs?.advance(run, progress, unsaved)) ?? true);
    if (!moved) throw new FileRefused(FileRejections.IMPORT_TAKEN_OVER().rejection);
    this.unsaved = [];
    this.lastSave = Date.now();
  }

  async finish(): Promise<Omit<AccountMessage, 'position'>> {
    for (const message of this.said.splice(0)) await this.job.send(message);
    if (this.read < this.resumedAfter) this.refuseAsAnother();
    await this.save();
    const { warnings, awaiting } = await this.speaking(async () => ({
      warnings: await this.warnings(),
      awaiting: await this.awaiting(),
    }));
    await this.job.patiently(async () => this.job.runs?.finish(this.run));
    const { blank } = this;
    const more = {
      ...(blank > 0 && { blank }),
      ...(warnings.length > 0 && { warnings }),
      ...(awaiting > 0 && { awaiting }),
    };
    return { type: 'account', ...this.counts(), ...more };
  }

  /**
   * Asked before the run is finished, so that one that is cut off here is asked again. A sender takes long silence for
   * a broken line.
   */
  private async speaking<T>(ask: () => Promise<T>): Promise<T> {
    const { job } = this;
    if (!job.warnings && !job.awaiting) return ask();
    const stop = every(QUIET_MS, () => void job.send({ type: 'progress', ...this.counts() }).catch(() => undefined));
    try {
      return await ask();
    } finally {
      stop();
    }
  }

  private async warnings(): Promise<ImportWarning[]> {
    const { job } = this;
    const ask = job.warnings;
    const warnings = ask ? await job.patiently(() => ask(this.name)) : [];
    return warnings.map((warning) => ({ code: warning.code, message: job.message(warning) }));
  }

  private async awaiting(): Promise<number> {
    const { awaiting } = this.job;
    return awaiting ? this.job.patiently(() => awaiting(this.name)) : 0;
  }

  private counts(): ImportCounts {
    const { taken, unchanged, rejected } = this.progress;
    return { read: this.read, taken, unchanged, rejected };
  }

  /** Many rows a call: a call costs as much as the digest of a row. */
  private addToDigest(rows: readonly FileRow<C>[]): void {
    let text = '';
    for (const row of rows) {
      text += row.fault ? `${row.line} ${row.fault.code}\n` : `${row.line} ${JSON.stringify(row.values)}\n`;
      if (text.length < DIGESTED_AT_ONCE) continue;
      this.hash.update(text);
      text = '';
    }
    this.hash.update(text);
  }

  private async take(rows: readonly ParsedRow<RowValues<C>>[], digest: string): Promise<readonly RowResult[]> {
    const before = this.decided;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.decided = promise;
    try {
      if (rows.length === 0) return [];
      const results = await this.job.patiently(() => this.job.importBatch(rows, this.context(digest, before, resolve)));
      if (results.length !== rows.length)
        throw new Error(`${this.job.kind}: ${rows.length} rows got ${results.length} answers`);
      return results;
    } finally {
      resolve();
    }
  }

  private context(digest: string, turn: Promise<void>, decided: () => void): BatchContext {
    const { caller, correlationId, reached } = this.job;
    const run = this.name;
    const commandId = (line: number) => `import.${run}.${line}.${digest}`;
    return { caller, correlationId, run, commandId, reached: (...place) => reached.take(...place), turn, decided };
  }

  private get name(): string {
    return `${this.file}.${this.run.run}`;
  }

  private count(
    rows: readonly FileRow<C>[],
    results: readonly RowResult[],
    { upTo, digest }: { upTo: number; digest: string },
  ): LineRejection[] {
    const answers = results[Symbol.iterator]();
    const counts = { TAKEN: 0, UNCHANGED: 0 };
    const rejects: LineRejection[] = [];
    for (const row of rows) {
      const answer: RowResult = row.fault ?? (answers.next().value as RowResult);
      if (typeof answer === 'string') counts[answer]++;
      else rejects.push({ line: row.line, rejection: answer });
    }
    const { taken, unchanged, rejected } = this.progress;
    this.progress = {
      rowsDone: upTo,
      taken: taken + counts.TAKEN,
      unchanged: unchanged + counts.UNCHANGED,
      rejected: rejected + rejects.length,
      digest,
      position: this.job.reached.token(),
    };
    this.unsaved.push(...rejects);
    return rejects;
  }

  private earlierRejects(rows: readonly FileRow<C>[]): Promise<LineRejection[]> {
    return this.job.patiently(
      async () => (await this.job.runs?.rejections(this.run, rows[0]!.line, rows.at(-1)!.line)) ?? [],
    );
  }

  private rejectMessage({ line, rejection }: LineRejection, row: FileRow<C>): ImportMessage {
    const { cells, text } = row.original();
    const field = columnOf(rejection.field, this.job.columns);
    const message = this.job.message(rejection);
    return {
      type: 'reject',
      line,
      field,
      code: rejection.code,
      message,
      row: cells,
      ...(text !== undefined && { text }),
    };
  }

  private refuseAsAnother(): never {
    throw new FileRefused(FileRejections.IMPORT_ID_OF_ANOTHER_FILE({ rows: this.resumedAfter }).rejection);
  }
}

/** The column that a rejection's field stands for: `['input', 'endedAt']` is `ended_at`. Empty when it is none. */
export function columnOf(field: Rejection['field'], columns: Columns): string {
  const last = field.at(-1) ?? '';
  const snake = last.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return last in columns ? last : snake in columns ? snake : '';
}
