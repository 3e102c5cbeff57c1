import type { RecordedEvent as ServerEvent } from '@eventstore/db-client';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import type { Page, PageReader, Wanted } from '../following/page.js';
import { PositionRefused } from '../following/position-refused.js';
import { comparePositions, formatPosition } from '../position.js';
import { lastOfAll, readFiltered, readStream } from './calls.js';
import type { Connection } from './connection.js';
import { isWanted, serverFilter } from './filter.js';
import { leap } from './leap.js';
import { formatStorePosition, placeOf } from './store-position.js';
import type { HighestPosition } from './highest-position.js';
import type { EventReading } from './stored-event.js';

/** Streams read at once by `streams`: the server answers one read a stream. */
const READS_AT_ONCE = 32;
/** A page holds what the server finds in this time. Where it finds nothing in it, much else may lie between. */
const PAGE_WITHIN_MS = 1_500;

/** Reads streams, and $all in pages. */
export class Reader implements PageReader {
  constructor(
    private readonly connection: Connection,
    private readonly reading: EventReading,
    private readonly epoch: number,
    private readonly highest: HighestPosition,
  ) {}

  async stream(stream: string): Promise<RecordedEvent[]> {
    const name = this.connection.names.onServer(stream);
    const found = await this.connection.persistent('reading a stream', (call) => readStream(call, name));
    return found.map((event) => this.reading.recorded(event));
  }

  async streams(streams: readonly string[]): Promise<Map<string, RecordedEvent[]>> {
    const found = new Map<string, RecordedEvent[]>();
    const left = [...new Set(streams)];
    const reader = async (): Promise<void> => {
      for (let stream = left.pop(); stream !== undefined; stream = left.pop()) {
        const events = await this.stream(stream);
        if (events.length > 0) found.set(stream, events);
      }
    };
    await Promise.all(Array.from({ length: Math.min(READS_AT_ONCE, left.length) }, reader));
    return found;
  }

  /**
   * The same as `head`: the server commits one append after the other, so that nothing can appear below its last event.
   */
  highWaterMark(): Promise<string> {
    return this.head();
  }

  /**
   * The place of the last event of the whole server: to look for the last one of ours would be a search where others
   * write too.
   */
  async head(): Promise<string> {
    const known = this.highest.value;
    const last = await this.connection.persistent('looking up the end of the log', lastOfAll);
    const place = last ? formatStorePosition(this.epoch, last) : formatPosition({ epoch: 0, xid: 0, seq: 0 });
    // What was known before the call is there, or was taken away: only what comes during the call may lie behind.
    if (comparePositions(place, known) < 0) this.highest.fallBack(place);
    else this.highest.note(place);
    return place;
  }

  /**
   * An end is known first. It is one that this process was told; where none lies ahead, it asks for one. When the
   * server then has no more to give, everything up to there has been read, no matter what else it told. A page is one
   * call, and no call waits for more to come, so that none can be put back to catching up. Throws PositionRefused where
   * the end that it asked for lies before the page.
   */
  async page(from: string, wanted: Wanted, limit: number): Promise<Page> {
    const heard = this.highest.value;
    const end = comparePositions(heard, from) > 0 ? heard : await this.head();
    if (comparePositions(from, end) > 0) throw PositionRefused.beyond(from, end);
    if (comparePositions(from, end) === 0) return { events: [], upTo: from, full: false, unsettled: false };
    // One more than asked for: the server begins with the event that stands at the position itself.
    const { found: events, complete } = await this.connection.persistent('following the log', ({ client }) =>
      readFiltered(
        { client, deadline: Date.now() + PAGE_WITHIN_MS },
        placeOf(from),
        serverFilter(wanted, this.connection.names),
        limit + 1,
      ),
    );
    const found = events.filter((event) => comparePositions(this.reading.position(event), from) > 0);
    const reachedEnd = complete && events.length <= limit;
    if (reachedEnd) return this.pageOf(found, wanted, later(end, this.last(found) ?? end), false);
    if (found.length > 0) return this.pageOf(found.slice(0, limit), wanted, this.last(found.slice(0, limit))!, true);
    // Nothing wanted in all that the server could look at in the time of a call: the page is where it had come by then.
    const upTo = await leap(this.connection, this.epoch, placeOf(from), wanted);
    return { events: [], upTo: later(from, upTo), full: true, unsettled: false };
  }

  private pageOf(found: readonly ServerEvent[], wanted: Wanted, upTo: string, full: boolean): Page {
    const events = found
      .filter((event) => isWanted(wanted, this.connection.names, event))
      .map((event) => this.reading.recorded(event));
    return { events, upTo, full, unsettled: false };
  }

  private last(found: readonly ServerEvent[]): string | undefined {
    const last = found.at(-1);
    return last && this.reading.position(last);
  }
}

function later(a: string, b: string): string {
  return comparePositions(a, b) >= 0 ? a : b;
}
