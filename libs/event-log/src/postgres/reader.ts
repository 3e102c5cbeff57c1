import type { EventCatalogue, RecordedEvent } from '@hengxin/event-sourcing';
import type pg from 'pg';
import type { Page, PageReader, Wanted } from '../following/page.js';
import { comparePositions, formatPosition, parsePosition } from '../position.js';
import { persistent } from './connection.js';

interface PlaceRow {
  epoch: number;
  xid: string;
  seq: string;
}

interface EventRow extends PlaceRow {
  stream: string;
  revision: number;
  id: string;
  type: string;
  version: number;
  data: Record<string, unknown>;
  meta: RecordedEvent['meta'];
  recorded_ms: number;
}

/**
 * The first row has no stream: it carries the place of the last event that nothing can commit behind. Then come the
 * events that are wanted, and the last one looked at where the page is full, without data if it is not wanted.
 */
type PageRow = Partial<PlaceRow> & { unsettled: boolean | null; nth: number | null } & (
    { stream: null } | (Omit<EventRow, 'data'> & { data: EventRow['data'] | null })
  );

const RECORDED_MS = `date_part('epoch', recorded_at) * 1000 as recorded_ms`;
const COLUMNS = `stream, revision, id, type, version, data, meta, ${RECORDED_MS}, epoch, xid, seq`;

/** The statements that read the log. */
export class Reader implements PageReader {
  constructor(
    private readonly pool: pg.Pool,
    private readonly schema: string,
    private readonly catalogue: Pick<EventCatalogue, 'upcast'>,
  ) {}

  async streams(streams: readonly string[]): Promise<Map<string, RecordedEvent[]>> {
    const text = `select ${COLUMNS} from ${this.schema}.events where stream = any($1::text[]) order by stream, revision`;
    const rows = await persistent<EventRow>(this.pool, 'reading streams', {
      name: `${this.schema}.read_many`,
      text,
      values: [streams],
    });
    const found = new Map<string, RecordedEvent[]>();
    for (const row of rows) {
      const events = found.get(row.stream);
      if (events) events.push(this.recorded(row));
      else found.set(row.stream, [this.recorded(row)]);
    }
    return found;
  }

  /** The last event below the oldest transaction still running. */
  highWaterMark(): Promise<string> {
    return this.place('head');
  }

  /** The last event committed, of some categories or of all, even while other transactions still run. */
  head(categories: readonly string[] = []): Promise<string> {
    return categories.length === 0 ? this.place('tip') : this.place('tip_of', categories);
  }

  /**
   * Events after a position, below the oldest transaction still running. At most `limit` are looked at, wanted or not.
   */
  async page(from: string, { categories, types }: Wanted, limit: number): Promise<Page> {
    const { epoch, xid, seq } = parsePosition(from);
    const [horizon, ...found] = await persistent<PageRow>(this.pool, 'following the log', {
      name: `${this.schema}.next_page`,
      text: `select * from ${this.schema}.next_page($1, $2, $3, $4, $5, $6)`,
      values: [epoch, String(xid), String(seq), categories, types, limit],
    });
    const events = found
      .filter((row): row is PageRow & EventRow => row.stream !== null && row.data !== null)
      .map((row) => this.recorded(row));
    const full = found.at(-1)?.nth === limit;
    // Up to an event, never up to a transaction id as such. After a crash the server gives ids out again that left no
    // trace in its write-ahead log. A reader that stood on one would miss what is then stored under it.
    const last = (full ? found.at(-1) : horizon) as PlaceRow;
    return {
      events,
      full,
      unsettled: horizon!.unsettled!,
      upTo: last.epoch === null ? from : laterOf(from, positionOf(last)),
    };
  }

  private async place(name: 'head' | 'tip' | 'tip_of', categories?: readonly string[]): Promise<string> {
    const text = `select epoch, xid, seq from ${this.schema}.${name}(${categories ? '$1' : ''})`;
    const statement = { name: `${this.schema}.${name}`, text, values: categories ? [categories] : [] };
    const [row] = await persistent<PlaceRow>(
      this.pool,
      `looking up the ${name === 'head' ? 'head' : 'tip'}`,
      statement,
    );
    return row ? positionOf(row) : formatPosition({ epoch: 0, xid: 0, seq: 0 });
  }

  private recorded(row: EventRow): RecordedEvent {
    const { version, data } = this.catalogue.upcast(row.type, row.version, row.data);
    return {
      id: row.id,
      type: row.type,
      version,
      data,
      meta: row.meta,
      stream: row.stream,
      revision: row.revision,
      position: positionOf(row),
      recordedAt: new Date(Math.round(row.recorded_ms)).toISOString(),
    };
  }
}

function positionOf({ epoch, xid, seq }: PlaceRow): string {
  return formatPosition({ epoch, xid: +xid, seq: +seq });
}

function laterOf(a: string, b: string): string {
  return comparePositions(a, b) >= 0 ? a : b;
}
