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

export type Written =
  | { readonly ok: true; readonly last: KeptEvent }
  | { readonly ok: false; readonly actualRevision: number }
  | { readonly ok: false; readonly deleted: true };

/** Far above 2^32, and so far apart that nothing can count positions as if they were serial numbers. */
const FIRST_POSITION = 2n ** 52n;
/** Every so many appends the server writes statistics of its own, as a real one does by the clock. */
const STATISTICS_EVERY = 3;

interface Kept {
  /** From the first that a scavenge has left; their revisions begin where the others ended. */
  events: KeptEvent[];
  next: number;
  state: 'there' | 'deleted' | 'tombstoned';
}

/** What the double remembers: streams, $all, and the server's rules of appending. */
export class DoubleStore {
  all: KeptEvent[] = [];
  private readonly streams = new Map<string, Kept>();
  private readonly followers = new Set<() => void>();
  private appends = 0;

  /** Undefined when there is none, `tombstoned` when there may never be one again. */
  stream(name: string): readonly KeptEvent[] | 'tombstoned' | undefined {
    const kept = this.streams.get(name);
    if (kept?.state === 'tombstoned') return 'tombstoned';
    return kept?.state === 'there' ? kept.events : undefined;
  }

  /** Index in $all of the first event behind a position, or at it. */
  firstFrom(position: bigint, { inclusive }: { inclusive: boolean }): number {
    let [low, high] = [0, this.all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = this.all[middle]!.position;
      if (inclusive ? at < position : at <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * An exact revision, or the same events (by id) where they stand: then nothing is written, and the answer is the
   * first one.
   */
  append(stream: string, events: readonly NewKeptEvent[], expected: number): Written {
    const kept = this.streams.get(stream) ?? { events: [], next: 0, state: 'there' as const };
    if (kept.state === 'tombstoned') return { ok: false, deleted: true };
    const there = kept.events.filter(({ revision }) => revision > expected && revision <= expected + events.length);
    if (there.length === events.length && there.every(({ id }, i) => id === events[i]!.id))
      return { ok: true, last: there.at(-1)! };
    // A caller that expects no stream may have the one that was deleted: it goes on where it ended.
    const revived = kept.state === 'deleted' && expected < 0;
    if (kept.next - 1 !== expected && !revived) return { ok: false, actualRevision: kept.next - 1 };
    for (const event of events) this.keep(stream, event);
    if (++this.appends % STATISTICS_EVERY === 0) this.keep('$stats-127.0.0.1:2113', statistics(this.appends));
    for (const follower of this.followers) follower();
    return { ok: true, last: this.streams.get(stream)!.events.at(-1)! };
  }

  /** Hides what a stream holds; `forGood` keeps anybody from writing to it again. */
  delete(stream: string, { forGood }: { forGood: boolean }): void {
    const kept = this.streams.get(stream)!;
    kept.events = [];
    kept.state = forGood ? 'tombstoned' : 'deleted';
    if (forGood) this.all.push(this.placed(stream, { ...statistics(0), type: '$streamDeleted' }, kept.next));
  }

  /** Takes away the first events of a stream for good, also from $all. */
  scavenge(stream: string, before: number): void {
    const kept = this.streams.get(stream)!;
    kept.events = kept.events.filter(({ revision }) => revision >= before);
    this.all = this.all.filter((event) => event.stream !== stream || event.revision >= before);
  }

  /** Forgets the latest appends, as a restore of an older backup does. */
  forgetAfter(position: bigint): void {
    this.all = this.all.filter((event) => event.position <= position);
    for (const kept of this.streams.values()) {
      kept.events = kept.events.filter((event) => event.position <= position);
      kept.next = (kept.events.at(-1)?.revision ?? -1) + 1;
    }
  }

  /** Calls after every append until the answer is called. */
  follow(follower: () => void): () => void {
    this.followers.add(follower);
    return () => void this.followers.delete(follower);
  }

  private keep(stream: string, event: NewKeptEvent): void {
    const kept: Kept = this.streams.get(stream) ?? { events: [], next: 0, state: 'there' };
    this.streams.set(stream, kept);
    kept.state = 'there';
    const recorded = this.placed(stream, event, kept.next++);
    kept.events.push(recorded);
    this.all.push(recorded);
  }

  private placed(stream: string, event: NewKeptEvent, revision: number): KeptEvent {
    const before = this.all.at(-1);
    const position = before ? before.position + 100n + BigInt(before.data.length) : FIRST_POSITION;
    return { ...event, stream, revision, position, createdMs: Date.now() };
  }
}

function statistics(n: number): NewKeptEvent {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  return {
    id,
    type: '$statsCollected',
    contentType: 'application/json',
    data: Buffer.from('{}'),
    metadata: new Uint8Array(),
  };
}
