/** An event as the double keeps it. */
export interface KeptEvent {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Commit and prepare position: the same for an event that was not written in an explicit transaction. */
  readonly position: bigint;
  readonly createdMs: number;
}

export type NewKeptEvent = Pick<KeptEvent, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;

export type Written = { readonly ok: true; readonly last: KeptEvent } | { readonly ok: false; readonly actualRevision: number };

/** Far above 2^32, and so far apart that nothing can count positions as if they were serial numbers. */
const FIRST_POSITION = 2n ** 52n;
/** Every so many appends the server writes statistics of its own, as a real one does by the clock. */
const STATISTICS_EVERY = 3;

/** What the double remembers: streams, $all, and the server's rules of appending. */
export class DoubleStore {
  readonly all: KeptEvent[] = [];
  private readonly streams = new Map<string, KeptEvent[]>();
  private readonly followers = new Set<() => void>();
  private appends = 0;

  stream(name: string): readonly KeptEvent[] | undefined {
    return this.streams.get(name);
  }

  /** An exact revision, or the same events (by id) where they stand: then nothing is written, and the answer is the first one. */
  append(stream: string, events: readonly NewKeptEvent[], expected: number): Written {
    const kept = this.streams.get(stream) ?? [];
    const there = kept.slice(expected + 1, expected + 1 + events.length);
    if (there.length === events.length && there.every(({ id }, i) => id === events[i]!.id)) return { ok: true, last: there.at(-1)! };
    if (kept.length - 1 !== expected) return { ok: false, actualRevision: kept.length - 1 };
    for (const event of events) this.keep(stream, event);
    if (++this.appends % STATISTICS_EVERY === 0) this.keep('$stats-127.0.0.1:2113', statistics(this.appends));
    for (const follower of this.followers) follower();
    return { ok: true, last: this.streams.get(stream)!.at(-1)! };
  }

  /** Calls after every append until the answer is called. */
  follow(follower: () => void): () => void {
    this.followers.add(follower);
    return () => void this.followers.delete(follower);
  }

  private keep(stream: string, event: NewKeptEvent): void {
    const kept = this.streams.get(stream) ?? [];
    this.streams.set(stream, kept);
    const before = this.all.at(-1);
    const position = before ? before.position + 100n + BigInt(before.data.length) : FIRST_POSITION;
    const recorded = { ...event, stream, revision: kept.length, position, createdMs: Date.now() };
    kept.push(recorded);
    this.all.push(recorded);
  }
}

function statistics(n: number): NewKeptEvent {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  return { id, type: '$statsCollected', contentType: 'application/json', data: Buffer.from('{}'), metadata: new Uint8Array() };
}
