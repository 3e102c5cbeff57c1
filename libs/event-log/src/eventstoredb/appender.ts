import { randomUUID } from 'node:crypto';
import type { RecordedEvent as ServerEvent } from '@eventstore/db-client';
import type { NewEvent } from '@hengxin/event-sourcing';
import { type AppendResult, NO_STREAM } from '../port.js';
import { appended, type Call, lastOfStream, readStream } from './calls.js';
import type { Connection } from './connection.js';
import { type Claim, claimIds } from './event-ids.js';
import { type EventReading, metadataOf, toServerEvent } from './stored-event.js';

/** One append, the same through all its attempts. */
interface Append {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  /** Lower-case, as the server gives ids back. */
  readonly ids: readonly string[];
  readonly expectedRevision: number;
  /** Stands in the metadata of what it stores. */
  readonly token: string;
  readonly claims: readonly Claim[];
}

/** Appends at exact revisions; those to one stream in the order they came. */
export class Appender {
  private readonly lastOf = new Map<string, Promise<unknown>>();
  private closed = false;

  constructor(
    private readonly connection: Connection,
    private readonly reading: EventReading,
  ) {}

  async append(stream: string, events: readonly NewEvent[], expectedRevision: number): Promise<AppendResult> {
    if (this.closed) throw new Error('the event log is closed');
    if (events.length === 0) throw new RangeError('an append needs at least one event');
    const ids = events.map(({ id }) => id.toLowerCase());
    if (new Set(ids).size < ids.length) throw new RangeError('two events of an append have the same id');
    const claims = ids.map((id) => ({ id, claimant: randomUUID() }));
    const append = { stream, events, ids, expectedRevision, token: randomUUID(), claims };
    return this.inOrder(stream, () => this.store(append));
  }

  /** Refuses new appends and waits for those under way. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.lastOf.values());
  }

  /** Callers who do not wait for each other are still served in order. */
  private inOrder<T>(stream: string, action: () => Promise<T>): Promise<T> {
    const result = (this.lastOf.get(stream) ?? Promise.resolve()).then(action, action);
    this.lastOf.set(stream, result);
    const forget = (): void => {
      if (this.lastOf.get(stream) === result) this.lastOf.delete(stream);
    };
    result.then(forget, forget);
    return result;
  }

  /** Each step is repeated while the server is away: claims and events that were stored already are known by their ids. */
  private async store(append: Append): Promise<AppendResult> {
    const { stream, events, expectedRevision, token } = append;
    const claimed = await claimIds(this.connection, stream, append.claims);
    for (const claim of claimed)
      if (!claim.first && claim.holder !== stream) return { ok: false, reason: 'EVENT_ID_TAKEN', takenBy: claim.holder };
    if (claimed.some(({ first }) => !first)) {
      const known = await this.known(append);
      if (known) return known;
    }
    const serverEvents = events.map((event) => toServerEvent(event, token));
    const stored = await this.step((call) => appended(call, stream, serverEvents, expectedRevision));
    // The answer alone tells neither whether these events were there already, nor where exactly the last of several stands.
    const found = await this.step((call) => readStream(call, stream, expectedRevision + 1, events.length));
    const answer = this.standing(append, found);
    if (answer) return answer;
    if (stored) throw new Error(`an append to ${stream} was accepted, but its events are not there`);
    return wrongRevision(await this.step((call) => lastOfStream(call, stream)));
  }

  /** The answer when some of these events were meant for this stream before; undefined when none of them was stored. */
  private async known(append: Append): Promise<AppendResult | undefined> {
    const past = await this.step((call) => readStream(call, append.stream));
    const answer = this.standing(append, past.slice(append.expectedRevision + 1));
    if (answer) return answer;
    if (past.length - 1 !== append.expectedRevision) return wrongRevision(past.at(-1));
    const ids = new Set(append.ids);
    return past.some(({ id }) => ids.has(id)) ? { ok: false, reason: 'EVENT_ID_TAKEN', takenBy: append.stream } : undefined;
  }

  private step<T>(action: (call: Call) => Promise<T>): Promise<T> {
    return this.connection.persistent('appending', action);
  }

  /** The answer when exactly these events stand where the append wants them. */
  private standing({ ids, token }: Append, found: readonly ServerEvent[]): AppendResult | undefined {
    const last = found[ids.length - 1];
    if (!last || ids.some((id, i) => found[i]!.id !== id)) return undefined;
    return {
      ok: true,
      position: this.reading.position(last),
      revision: Number(last.revision),
      repeated: metadataOf(last)?.append !== token,
    };
  }
}

function wrongRevision(last: ServerEvent | undefined): AppendResult {
  return { ok: false, reason: 'WRONG_REVISION', actualRevision: last ? Number(last.revision) : NO_STREAM };
}
