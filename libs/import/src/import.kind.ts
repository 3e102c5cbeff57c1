import type { Rejection } from '@hengxin/event-sourcing';
import type { Columns, RowValues } from './cells.js';
import type { ImportBatch } from './import.job.js';

/** A kind of file that a service takes. */
export interface ImportKind<C extends Columns> {
  /** The path's last part: `POST /import/{kind}`. */
  readonly kind: string;
  readonly columns: C;
  readonly importBatch: ImportBatch<C>;
  /**
   * Consumers that must have passed `hengxin-at-least` before the first row is looked at: those that rows are checked
   * against, and its own.
   */
  readonly readsFrom: readonly string[];
  /**
   * What a row is about, when rows about different things don't depend on each other's being stored: batches then
   * overlap.
   */
  readonly keyOf?: (values: RowValues<C>) => string;
  /**
   * For files in the order of their keys, with many rows a key: a batch ends where the rows of its last key begin. Else
   * nearly every batch shares a key with the one before, and waits for its end.
   */
  readonly keepsKeysTogether?: boolean;
  /**
   * Rows a batch; default 300. `Infinity`: the file is taken as a whole, for a kind whose rows can only be judged
   * together.
   */
  readonly batchSize?: number;
  /**
   * What to tell in the account of a run though the file was taken; asked once all of it is stored, and again when that
   * fails half-way.
   */
  readonly warnings?: (run: string) => Promise<readonly Rejection[]>;
  /** How many rows of the file that a run belongs to await a second word; asked once all of it is stored. */
  readonly awaiting?: (run: string) => Promise<number>;
}
