import type { AppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { NewEvent } from '@hengxin/event-sourcing';
import { textsOf } from '../append-texts.js';
import type { AppendResult } from '../port.js';
import { comparePositions } from '../position.js';
import { append, type Appended, appendRequests } from './append-call.js';
import { readStream } from './calls.js';
import type { Connection } from './connection.js';
import type { HighestPosition } from './highest-position.js';
import { formatStorePosition, isTold } from './store-position.js';
import { type EventReading, proposedEvents } from './stored-event.js';

/** Appends at exact revisions, one call each; those to one stream in the order they came. */
export class Appender {
  private readonly lastOf = new Map<string, Promise<unknown>>();
  private closed = false;

  constructor(
    private readonly connection: Connection,
    private readonly reading: EventReading,
    private readonly epoch: number,
    private readonly highest: HighestPosition,
    /** Called with the stream after each append. */
    private readonly onStored: (stream: string) => void,
  ) {}

  async append(stream: string, events: readonly NewEvent[], expectedRevision: number): Promise<AppendResult> {
    if (this.closed) throw new Error('the event log is closed');
    const texts = textsOf(stream, events);
    const name = this.connection.names.onServer(stream);
    const requests = appendRequests(name, proposedEvents(events, texts), expectedRevision);
    return this.inOrder(stream, () => this.store(stream, name, requests));
  }

  /** Refuses new appends and waits for those under way. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.lastOf.values());
  }

  /** Callers who do not wait for each other are still served in order. */
  private inOrder<T>(stream: string, action: () => Promise<T>): Promise<T> {
    const before = this.lastOf.get(stream);
    const result = before ? before.then(action, action) : action();
    this.lastOf.set(stream, result);
    const forget = (): void => {
      if (this.lastOf.get(stream) === result) this.lastOf.delete(stream);
    };
    result.then(forget, forget);
    return result;
  }

  /**
   * Sent again while the server is away: events that were stored already are known by their ids at their revisions, and
   * get the first answer. What stands no higher than a place that was known before the call was there before it; of the
   * rest the answer tells nothing.
   */
  private async store(stream: string, name: string, requests: readonly AppendReq[]): Promise<AppendResult> {
    const known = this.highest.value;
    const answer = await this.connection.inFlight.run('appending', () =>
      this.connection.persistent('appending', (call) => append(call, requests)),
    );
    if (!answer.stored) return { ok: false, reason: 'WRONG_REVISION', actualRevision: answer.actualRevision };
    const position = await this.positionOf(name, answer);
    const repeated = comparePositions(position, known) <= 0 ? true : undefined;
    this.highest.note(position);
    this.onStored(stream);
    return { ok: true, position, revision: answer.revision, repeated };
  }

  /** Where the answer does not tell it, it is looked up. */
  private async positionOf(
    stream: string,
    { position, revision }: Extract<Appended, { stored: true }>,
  ): Promise<string> {
    if (isTold(position)) return formatStorePosition(this.epoch, position);
    const [last] = await this.connection.persistent('looking up an append', (call) =>
      readStream(call, stream, revision, 1),
    );
    if (!last) throw new Error(`an append to ${stream} was accepted, but its events are not there`);
    return this.reading.position(last);
  }
}
