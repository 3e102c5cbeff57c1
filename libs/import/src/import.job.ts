import type { Rejection } from '@hengxin/event-sourcing';
import type { Caller } from '@hengxin/identity';
import type { Columns, RowValues } from './cells.js';
import type { FileFormat, ParsedRow } from './file.rows.js';
import type { ImportMessage } from './import.protocol.js';
import type { ImportRuns } from './import-run.store.js';
import type { ReachedPosition } from './positions.js';

/** What became of a row. A rejection's field is a column of the file, or a field of the command that stands for it. */
export type RowResult = 'TAKEN' | 'UNCHANGED' | Rejection;

/** What a kind of file is told beside its rows. */
export interface BatchContext {
  readonly caller: Caller;
  /** Names this run of this file: the same when a cut-off run goes on, another when the file is sent again. */
  readonly run: string;
  /**
   * The id of the command that a row stands for: the same when a cut-off run goes on, another when the file is sent
   * again. It is also another when a row up to it is another, even if the sender gives the file the same name.
   */
  commandId(line: number): string;
  readonly correlationId: string;
  /**
   * To be told of each append, and of what rows that change nothing rest on, so that the account knows the position to
   * wait for.
   */
  reached(position: string, topic: string, key: string): void;
  /**
   * Resolves once the batches before have been decided: rows are decided in file order, no matter what runs side by
   * side.
   */
  readonly turn: Promise<void>;
  /**
   * To be told when these rows are decided and only storing them is left. Not told, the next batch waits for this one's
   * end.
   */
  decided(): void;
}

/**
 * Takes rows in file order and answers one result a row. Throwing stops the import; it goes on with these rows later.
 */
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
  /** A batch ends where the rows of its last key begin. */
  readonly keepsKeysTogether?: boolean;
  /** How often at most a run's progress is remembered; default every second. */
  readonly saveEveryMs?: number;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly format: FileFormat;
  readonly encoding: string;
  readonly caller: Caller;
  readonly correlationId: string;
  /** Names the bytes together with how they are read, see `importIdOf`. */
  readonly importId: string;
  /** The SHA-256 that the bytes are said to have, as hexadecimal digits; undefined when nobody says. */
  readonly digest?: string | undefined;
  /** Where the run is remembered; undefined for one that can't be resumed. */
  readonly runs: ImportRuns | undefined;
  /** Sends a line; resolves when there is room for the next. */
  send(message: ImportMessage): Promise<void>;
  /** The sentence of a rejection in the language that was asked for. */
  message(rejection: Rejection): string;
  /** Where the place is kept that the rows have reached. */
  readonly reached: ReachedPosition;
  /** What is to be minded, asked once all of the file is stored. */
  readonly warnings?: ((run: string) => Promise<readonly Rejection[]>) | undefined;
  /** How many rows of the file await a second word, asked once all of it is stored. */
  readonly awaiting?: ((run: string) => Promise<number>) | undefined;
  /** Runs a piece of work again while what it needs is out of reach. */
  patiently<T>(work: () => Promise<T>): Promise<T>;
}
