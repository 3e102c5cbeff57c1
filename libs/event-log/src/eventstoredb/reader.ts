import type { RecordedEvent as ServerEvent } from '@eventstore/db-client';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import type { Page, PageReader, Wanted } from '../following/page.js';
import { comparePositions, formatPosition } from '../position.js';
import { lastOfAll, readFiltered, readStream } from './calls.js';
import type { Connection } from './connection.js';
import { isWanted, serverFilter } from './filter.js';
import { leap } from './leap.js';
import { formatPlace, placeOf } from './place.js';
import type { HighestPlace } from './highest-place.js';
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
    private readonly highest: HighestPlace,
  ) {}

  async stream(stream: string): Promise<RecordedEvent[]> {
    const found = await this.connection.persistent('reading a stream', (call) => readStream(call, stream));
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

  /** The same as `tip`: the server commits one append after the other, so that nothing can appear below its last event. */
  head(): Promise<string> {
    return this.tip();
  }

  /** The place of the last event of the whole server: to look for the last one of ours would be a search where others write too. */
  async tip(): Promise<string> {
    const last = await this.connection.persistent('looking up the end of the log', lastOfAll);
    if (!last) return formatPosition({ epoch: 0, xid: 0, seq: 0 });
    const place = formatPlace(this.epoch, last);
    this.highest.note(place);
    return place;
  }

  /**
   * The end is asked for first: when the server then has no more to give, everything up to there has been read, whatever else it told.
   * A page is one call, and no call waits for more to come, so that none can be put back to catching up.
   */
  async page(from: string, wanted: Wanted, limit: number): Promise<Page> {
    const end = await this.tip();
    if (comparePositions(from, end) >= 0) return { events: [], upTo: from, full: false, unsettled: false };
    // One more than asked for: the server begins with the event that stands at the position itself.
    const { events, complete } = await this.connection.persistent('following the log', ({ client }) =>
      readFiltered({ client, deadline: Date.now() + PAGE_WITHIN_MS }, placeOf(from), serverFilter(wanted), limit + 1),
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
    const events = found.filter((event) => isWanted(wanted, event)).map((event) => this.reading.recorded(event));
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
