import type { RecordedEvent } from '@hengxin/event-sourcing';
import { comparePositions } from '../position.js';
import type { Page, Reader } from './reader.js';

const KEPT_EVENTS = 2_000;
const PAGE_SIZE = 500;
/** Without a wake, the tail looks again after this long. */
const POLL_MS = 250;
/**
 * Looks begin this far apart: under load every commit wakes the tail, and many commits are read, applied and checkpointed as cheaply as
 * one. The first event after a quiet while is looked at right away.
 */
const LOOK_GAP_MS = 40;
/** After a look that left transactions under way behind, it looks again soon, and then ever later up to POLL_MS. */
const FIRST_RETRY_MS = 12;

/**
 * The end of the log, read once for all subscriptions of a process. Holds the latest events of the categories that anyone
 * follows; a subscription that is further behind reads the log itself until it has caught up.
 */
export class Tail {
  private categories: readonly string[] | undefined;
  private events: RecordedEvent[] = [];
  private start = '';
  private end = '';
  private generation = 0;
  private timer: NodeJS.Timeout | undefined;
  private retryMs = FIRST_RETRY_MS;
  private looking = false;
  private lookAgain = false;
  private lookedAt = Number.NEGATIVE_INFINITY;
  private closed = false;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly reader: Reader,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Adds categories to what the tail holds; empty: all. */
  follow(categories: readonly string[]): void {
    const all = categories.length === 0 || this.categories?.length === 0;
    const known = this.categories ?? [];
    if (this.categories && (this.categories.length === 0 || (categories.every((name) => known.includes(name)) && categories.length > 0)))
      return;
    this.categories = all ? [] : [...new Set([...known, ...categories])].sort();
    // What was read before lacks the new categories: begin again at the head.
    this.generation++;
    this.start = this.end = '';
    this.events = [];
    this.wake();
  }

  /** The next events after a position, or undefined when the tail does not reach back to it. */
  page(from: string, categories: readonly string[], types: readonly string[], limit: number): Page | undefined {
    if (this.start === '' || comparePositions(from, this.start) < 0 || comparePositions(from, this.end) > 0) return undefined;
    const events: RecordedEvent[] = [];
    for (let i = this.firstAfter(from); i < this.events.length && events.length < limit; i++) {
      const event = this.events[i]!;
      if ((categories.length === 0 || categories.includes(prefix(event.stream))) && (types.length === 0 || types.includes(event.type)))
        events.push(event);
    }
    const full = events.length === limit;
    return { events, full, upTo: full ? events.at(-1)!.position : this.end, unsettled: false };
  }

  /** Resolves when the tail has moved past a position, or on `release`. */
  moved(from: string): { promise: Promise<void>; release: () => void } {
    let release!: () => void;
    const promise = new Promise<void>((resolve) => (release = resolve));
    if (this.closed || (this.end !== '' && comparePositions(this.end, from) > 0)) release();
    else this.waiting.add(release);
    return { promise, release: () => (this.waiting.delete(release), release()) };
  }

  /** The log grew: looks at it now, or as soon as the last look is long enough ago. */
  wake(): void {
    this.retryMs = FIRST_RETRY_MS;
    if (!this.categories || this.closed) return;
    if (this.looking) this.lookAgain = true;
    else this.lookIn(LOOK_GAP_MS - (performance.now() - this.lookedAt));
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.releaseAll();
  }

  private lookIn(ms: number): void {
    clearTimeout(this.timer);
    if (ms <= 0) void this.look();
    else this.timer = setTimeout(() => void this.look(), ms);
  }

  private async look(): Promise<void> {
    this.looking = true;
    this.lookAgain = false;
    this.lookedAt = performance.now();
    let pauseMs = POLL_MS;
    try {
      do pauseMs = await this.advance();
      while (pauseMs === 0 && !this.closed);
    } catch (error) {
      this.onError(error);
    }
    this.looking = false;
    if (!this.closed) this.lookIn(this.lookAgain ? Math.min(pauseMs, LOOK_GAP_MS) : pauseMs);
  }

  /** Reads one page; answers how long to wait before the next. */
  private async advance(): Promise<number> {
    const { generation } = this;
    const from = this.end === '' ? await this.reader.head() : this.end;
    const page = await this.reader.page(from, this.categories!, [], PAGE_SIZE);
    if (generation !== this.generation || this.closed) return 0;
    if (this.start === '') this.start = from;
    const moved = page.upTo !== this.end;
    this.events.push(...page.events);
    this.end = page.upTo;
    if (this.events.length > 2 * KEPT_EVENTS) {
      const dropped = this.events.splice(0, this.events.length - KEPT_EVENTS);
      this.start = dropped.at(-1)!.position;
    }
    if (moved) this.releaseAll();
    if (page.full) return 0;
    if (!page.unsettled) return POLL_MS;
    this.retryMs = Math.min(this.retryMs * 2, POLL_MS);
    return this.retryMs / 2;
  }

  private releaseAll(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const release of waiting) release();
  }

  /** Index of the first kept event after a position. */
  private firstAfter(from: string): number {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (comparePositions(this.events[middle]!.position, from) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function prefix(stream: string): string {
  const hyphen = stream.indexOf('-');
  return hyphen < 0 ? stream : stream.slice(0, hyphen);
}
