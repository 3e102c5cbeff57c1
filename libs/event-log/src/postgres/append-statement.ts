import type { NewEvent } from '@hengxin/event-sourcing';
import type pg from 'pg';
import type { AppendTexts } from '../append-texts.js';
import type { AppendResult } from '../port.js';
import { formatPosition } from '../position.js';

/** What an append statement needs to know of one caller's append. */
export interface Append {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expectedRevision: number;
  readonly texts: AppendTexts;
}

interface AnswerRow {
  /** Null when nothing was stored. */
  o_epoch: number | null;
  o_xid: string;
  /** Of the stored events, in order. */
  o_seqs: string[];
  /** The last revision that each append found. */
  o_actual: number[];
}

interface StoredRow {
  id: string;
  stream: string;
  revision: number;
  epoch: number;
  xid: string;
  seq: string;
}

const UNIQUE_VIOLATION = '23505';
/** Never part of a JSON text, which escapes it. */
const SEPARATOR = '\x1e';

/** Stores a group of appends to different streams in one statement. */
export class AppendStatement {
  constructor(
    private readonly pool: pg.Pool,
    private readonly schema: string,
  ) {}

  /**
   * An answer for each append, in order. Throws when the statement fails: then nothing of the group was stored, as far
   * as is known.
   */
  async run(group: readonly Append[]): Promise<AppendResult[]> {
    let answer: AnswerRow;
    try {
      answer = (await this.pool.query<AnswerRow>(this.config(group))).rows[0]!;
    } catch (error) {
      const taken = group.length === 1 && isIdTaken(error) ? await this.takenBy(group[0]!) : undefined;
      if (!taken) throw error;
      return [taken];
    }
    let stored = 0;
    return Promise.all(
      group.map((append, i) => {
        const { expectedRevision, events } = append;
        const actualRevision = answer.o_actual[i]!;
        if (actualRevision !== expectedRevision) return this.notStored(append, actualRevision);
        stored += events.length;
        const position = formatPosition({
          epoch: answer.o_epoch!,
          xid: +answer.o_xid,
          seq: +answer.o_seqs[stored - 1]!,
        });
        return { ok: true, position, revision: expectedRevision + events.length, repeated: false } as const;
      }),
    );
  }

  private config(group: readonly Append[]): pg.QueryConfig {
    const streams: string[] = [];
    const expected: number[] = [];
    const of: number[] = [];
    const revisions: number[] = [];
    const ids: string[] = [];
    const types: string[] = [];
    const versions: number[] = [];
    const data: string[] = [];
    const meta: string[] = [];
    group.forEach((append, i) => {
      data.push(...append.texts.data);
      meta.push(...append.texts.meta);
      streams.push(append.stream);
      expected.push(append.expectedRevision);
      append.events.forEach((event, k) => {
        of.push(i + 1);
        revisions.push(append.expectedRevision + 1 + k);
        ids.push(event.id);
        types.push(event.type);
        versions.push(event.version);
      });
    });
    const text = `select * from ${this.schema}.append_batch($1, $2, $3, $4, $5, $6, $7, $8, $9)`;
    return {
      name: `${this.schema}.append_batch`,
      text,
      values: [
        streams,
        arrayOf(expected),
        arrayOf(of),
        arrayOf(revisions),
        arrayOf(ids),
        types,
        arrayOf(versions),
        data.join(SEPARATOR),
        meta.join(SEPARATOR),
      ],
    };
  }

  private async notStored(append: Append, actualRevision: number): Promise<AppendResult> {
    return (await this.repeated(append)) ?? { ok: false, reason: 'WRONG_REVISION', actualRevision };
  }

  /** The first answer, when exactly these events stand where the append wants them. */
  private async repeated(append: Append): Promise<AppendResult | undefined> {
    const text = `select id, revision, epoch, xid, seq from ${this.schema}.events
      where stream = $1 and revision > $2 order by revision limit $3`;
    const values = [append.stream, append.expectedRevision, append.events.length];
    const { rows } = await this.pool.query<StoredRow>({ name: `${this.schema}.repeated`, text, values });
    if (rows.length < append.events.length || rows.some((row, i) => row.id !== append.events[i]!.id.toLowerCase()))
      return undefined;
    const { epoch, xid, seq, revision } = rows.at(-1)!;
    return { ok: true, position: formatPosition({ epoch, xid: +xid, seq: +seq }), revision, repeated: true };
  }

  private async takenBy(append: Append): Promise<AppendResult | undefined> {
    const text = `select stream from ${this.schema}.events where id = any($1::uuid[]) limit 1`;
    const { rows } = await this.pool.query<StoredRow>(text, [append.events.map((event) => event.id)]);
    return rows[0] && { ok: false, reason: 'EVENT_ID_TAKEN', takenBy: rows[0].stream };
  }
}

/**
 * What needs no quoting, as PostgreSQL writes an array: the driver would look into each element for something to quote.
 */
function arrayOf(values: readonly (number | string)[]): string {
  return `{${values.join(',')}}`;
}

function isIdTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === UNIQUE_VIOLATION && constraint === 'events_id';
}
