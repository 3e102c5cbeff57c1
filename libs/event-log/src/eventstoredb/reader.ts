import { END } from '@eventstore/db-client';
import type { AllStreamResolvedEvent, ReadPosition } from '@eventstore/db-client';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { formatPosition } from '../position.js';
import { readBackwards, readStream } from './calls.js';
import type { Connection } from './connection.js';
import { type EventReading, metadataOf } from './stored-event.js';

/** Streams read at once by `streams`: the server answers one read a stream. */
const READS_AT_ONCE = 16;
/** The server writes statistics of its own into $all; when the last event is one of them, the next look takes more. */
const LOOKS = [1, 32, 512];

/** Reads streams and the end of $all. */
export class Reader {
  constructor(
    private readonly connection: Connection,
    private readonly reading: EventReading,
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

  /** The place of the last event of the log, past what the server and the claims of event ids wrote after it. */
  async last(): Promise<string> {
    let from: ReadPosition = END;
    for (let look = 0; ; look++) {
      const at = from;
      const page: AllStreamResolvedEvent[] = await this.connection.persistent('looking up the end of the log', (call) =>
        readBackwards(call, at, LOOKS[Math.min(look, LOOKS.length - 1)]!),
      );
      const last = page.find(({ event }) => event && metadataOf(event))?.event;
      if (last) return this.reading.position(last);
      const oldest = page.at(-1);
      if (!oldest) return formatPosition({ epoch: 0, xid: 0, seq: 0 });
      from = (oldest.link ?? oldest.event)!.position!;
    }
  }
}
