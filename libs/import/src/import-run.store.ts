import type { Rejection } from '@hengxin/event-sourcing';
import type { Database } from '@hengxin/service-kit';
import { hash, randomUUID } from 'node:crypto';
import type { FileFormat } from './file.rows.js';
import type { ImportRunView } from './import.protocol.js';

/** How far a run has come; rows are counted from the file's first. */
export interface RunProgress {
  readonly rowsDone: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Digest of the rows done, so that a run goes on only with the file it began with. */
  readonly digest: string;
  /** A token of the furthest place in the log that these rows reached or rest on; null when there is none. */
  readonly position: string | null;
}

export interface ImportRun extends RunProgress {
  readonly kind: string;
  readonly importId: string;
  /** Counts how often this file was begun from its first row. */
  readonly run: number;
  /**
   * Counts how often the id was found to have been given to another file: rows of one edition are nothing to those of
   * the next.
   */
  readonly edition: number;
  /** Fences a run that was given up for dead: only the last to begin may move it. */
  readonly owner: string;
}

/** A rejected row, without its text: that is in the file, which is sent again when a run goes on. */
export interface LineRejection {
  readonly line: number;
  readonly rejection: Rejection;
}

/**
 * The id of a run: the file's SHA-256 with how it is read, since the same bytes read in another encoding are another
 * file.
 */
export function importIdOf(digest: string, { format, encoding }: { format: FileFormat; encoding: string }): string {
  return `${digest}.${format}.${encoding}`;
}

export const NOTHING_DONE: RunProgress = {
  rowsDone: 0,
  taken: 0,
  unchanged: 0,
  rejected: 0,
  digest: '',
  position: null,
};

type RunRow = Record<'run' | 'edition' | 'rows_done' | 'taken' | 'unchanged' | 'rejected', string | number> & {
  state: 'RUNNING' | 'FINISHED';
  digest: string;
  position: string | null;
};

const NOTHING_SET = "rows_done = 0, taken = 0, unchanged = 0, rejected = 0, digest = '', position = null";

/**
 * What the ids of a file's commands name it by: enough to tell a bank's files apart; a whole digest would be the larger
 * part of a small event. An id that another file had entered under begins a new edition.
 */
export function fileNameOf({ importId, edition }: Pick<ImportRun, 'importId' | 'edition'>): string {
  return hash('sha256', edition === 0 ? importId : `${importId}.${edition}`).slice(0, 16);
}

/** Where runs stand, so that one that was cut off goes on. */
export class ImportRuns {
  constructor(private readonly database: Pick<Database, 'query' | 'tx'>) {}

  /** Begins a file, or goes on with a run of it that was cut off. A run still under way elsewhere is fenced off. */
  async begin(kind: string, importId: string): Promise<ImportRun> {
    const owner = randomUUID();
    return this.database.tx(async (tx) => {
      await tx.query(
        `insert into import_run (kind, import_id, run, owner) values ($1, $2, 0, $3)
         on conflict (kind, import_id) do update set owner = excluded.owner, updated_at = now()`,
        [kind, importId, owner],
      );
      const [known] = await tx.query<RunRow>('select * from import_run where kind = $1 and import_id = $2', [
        kind,
        importId,
      ]);
      const edition = Number(known!.edition);
      if (known!.state === 'RUNNING' && Number(known!.run) > 0)
        return { kind, importId, owner, run: Number(known!.run), edition, ...progressOf(known!) };
      const run = Number(known!.run) + 1;
      await tx.query('delete from import_reject where kind = $1 and import_id = $2', [kind, importId]);
      await tx.query(
        `update import_run set state = 'RUNNING', run = $3, ${NOTHING_SET}, started_at = now() where kind = $1 and import_id = $2`,
        [kind, importId, run],
      );
      return { kind, importId, owner, run, edition, ...NOTHING_DONE };
    });
  }

  /** Moves a run on. False when another run of the file has taken over. */
  async advance(
    { kind, importId, owner }: ImportRun,
    progress: RunProgress,
    rejects: readonly LineRejection[],
  ): Promise<boolean> {
    return this.database.tx(async (tx) => {
      const moved = await tx.query(
        `update import_run set rows_done = $4, taken = $5, unchanged = $6, rejected = $7, digest = $8, position = $9, updated_at = now()
         where kind = $1 and import_id = $2 and owner = $3 returning run`,
        [
          kind,
          importId,
          owner,
          progress.rowsDone,
          progress.taken,
          progress.unchanged,
          progress.rejected,
          progress.digest,
          progress.position,
        ],
        'import_advance',
      );
      if (moved.length === 0) return false;
      if (rejects.length > 0)
        await tx.query(
          `insert into import_reject (kind, import_id, line, rejection)
           select $1, $2, line, rejection from unnest($3::bigint[], $4::jsonb[]) as r (line, rejection) on conflict do nothing`,
          [kind, importId, rejects.map(({ line }) => line), rejects.map(({ rejection }) => JSON.stringify(rejection))],
        );
      return true;
    });
  }

  /**
   * Parts an id from what was sent under it, since that was another file. The next sender of the id begins at the first
   * row, and none of the rows that were stored under it is taken for one of theirs.
   */
  async disown({ kind, importId, owner }: ImportRun): Promise<void> {
    await this.database.tx(async (tx) => {
      const [ours] = await tx.query<{ run: number }>(
        `update import_run set edition = edition + 1, ${NOTHING_SET}, updated_at = now()
         where kind = $1 and import_id = $2 and owner = $3 returning run`,
        [kind, importId, owner],
      );
      if (ours) await tx.query('delete from import_reject where kind = $1 and import_id = $2', [kind, importId]);
    });
  }

  /** Ends a run: the same file sent again begins at its first row. */
  async finish({ kind, importId, owner }: ImportRun): Promise<void> {
    await this.database.tx(async (tx) => {
      await tx.query(
        `update import_run set state = 'FINISHED', updated_at = now() where kind = $1 and import_id = $2 and owner = $3`,
        [kind, importId, owner],
      );
      await tx.query('delete from import_reject where kind = $1 and import_id = $2', [kind, importId]);
    });
  }

  /** Rejections of rows already done, by line, of a stretch of the file. */
  async rejections({ kind, importId }: ImportRun, fromLine: number, toLine: number): Promise<LineRejection[]> {
    const rows = await this.database.query<{ line: string; rejection: Rejection }>(
      'select line, rejection from import_reject where kind = $1 and import_id = $2 and line between $3 and $4 order by line',
      [kind, importId, fromLine, toLine],
    );
    return rows.map(({ line, rejection }) => ({ line: Number(line), rejection }));
  }

  /** What the ids of commands name a file by, given its SHA-256: a name for each way in which it was read. */
  async fileNames(kind: string, digest: string): Promise<string[]> {
    const rows = await this.database.query<{ importId: string; edition: number }>(
      `select import_id as "importId", edition::int from import_run where kind = $1 and split_part(import_id, '.', 1) = $2`,
      [kind, digest],
    );
    return rows.map(fileNameOf);
  }

  /** The run of a file by its SHA-256; of several, read in different ways, the last to move. */
  async find(kind: string, digest: string): Promise<ImportRunView | undefined> {
    const [row] = await this.database.query<RunRow>(
      `select * from import_run where kind = $1 and split_part(import_id, '.', 1) = $2 order by updated_at desc limit 1`,
      [kind, digest],
    );
    if (!row) return undefined;
    const { rowsDone, taken, unchanged, rejected } = progressOf(row);
    return { importId: digest, state: row.state, run: Number(row.run), rowsDone, taken, unchanged, rejected };
  }
}

function progressOf(row: RunRow): RunProgress {
  return {
    rowsDone: Number(row.rows_done),
    taken: Number(row.taken),
    unchanged: Number(row.unchanged),
    rejected: Number(row.rejected),
    digest: row.digest,
    position: row.position,
  };
}
