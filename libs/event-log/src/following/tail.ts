import { categoryOf, type RecordedEvent } from '@hengxin/event-sourcing';
import { after, type Stop } from '@hengxin/waiting';
import { comparePositions } from '../position.js';
import type { Page, PageReader, Wanted } from './page.js';
import { PositionRefused } from './position-refused.js';

const KEPT_EVENTS = 2_000;
const PAGE_SIZE = 1_000;
/** Without a wake, the tail looks again after this long. */
const POLL_MS = 250;
/**
 * Looks begin this far apart: under load every commit wakes the tail, and many commits are read, applied and
 * checkpointed as cheaply as one. The first event after a quiet while is looked at right away.
 */
const LOOK_GAP_MS = 70;
/** And this far while somebody waits for what a subscription brings. */
const HURRIED_GAP_MS = 10;
/**
 * After a look that found nothing but transactions under way, it looks again soon, and then ever later up to POLL_MS.
 */
const FIRST_RETRY_MS = 12;
/** Stands for every category, and for every type of a category. */
const ALL = '';

/** A subscription that has had everything up to a position and waits for more. */
interface Waiting extends Wanted {
  readonly from: string;
}

/**
 * The end of the log, read once for all subscriptions of a process that wait there, and only for them. One that is busy
 * or rests asks again when it is ready. It reads the log itself where the tail does not reach back far enough.
 */
export class Tail {
  private events: RecordedEvent[] = [];
  private end = '';
  /** By kind of event: from where on, up to the end, all of that kind are held. */
  private readonly heldSince = new Map<string, string>();
  private stopTimer: Stop | undefined;
  private retryMs = FIRST_RETRY_MS;
  private looking = false;
  /** Categories that have grown since they were last read. */
  private readonly grown = new Set([ALL]);
  private hurried = false;
  private lookedAt = Number.NEGATIVE_INFINITY;
  private lookAgainAt = Number.NEGATIVE_INFINITY;
  private closed = false;
  private readonly waiting = new Map<() => void, Waiting>();

  constructor(
    private readonly reader: Pick<PageReader, 'page'>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The next events after a position, or undefined when the tail does not hold all of them. */
  page(from: string, { categories, types }: Wanted, limit: number): Page | undefined {
    if (this.end === '' || comparePositions(from, this.end) > 0 || !this.holds({ categories, types }, from))
      return undefined;
    const events: RecordedEvent[] = [];
    for (let i = this.firstAfter(from); i < this.events.length && events.length < limit; i++) {
      const event = this.events[i]!;
      if (
        (categories.length === 0 || categories.includes(categoryOf(event.stream))) &&
        (types.length === 0 || types.includes(event.type))
      )
        events.push(event);
    }
    const full = events.length === limit;
    return { events, full, upTo: full ? events.at(-1)!.position : this.end, unsettled: false };
  }

  /** Resolves when the tail has moved past a position, or on `release`. */
  moved(from: string, { categories, types }: Wanted): { promise: Promise<void>; release: () => void } {
    let release!: () => void;
    const promise = new Promise<void>((resolve) => (release = resolve));
    if (this.closed || (this.end !== '' && comparePositions(this.end, from) > 0)) release();
    else {
      this.waiting.set(release, { from, categories, types });
      this.lookWhenDue();
    }
    return { promise, release: () => (this.waiting.delete(release), release()) };
  }

  /**
   * The log grew, by events of these categories or, where none are named, by events of any. Looks at it now, or as soon
   * as the last look is long enough ago. If nobody waits for such events, it looks when somebody does.
   */
  wake(categories: readonly string[] = []): void {
    for (const category of categories.length === 0 ? [ALL] : categories) this.grown.add(category);
    if (this.hasGrown) this.retryMs = FIRST_RETRY_MS;
    this.lookWhenDue();
  }

  /** Somebody waits for what a subscription brings, if only that nothing came: looks soon, grown or not. */
  hurry(): void {
    this.hurried = true;
    this.lookWhenDue();
  }

  close(): void {
    this.closed = true;
    this.stopTimer?.();
    this.release(() => true);
  }

  private lookWhenDue(): void {
    if (this.looking || this.closed || this.waiting.size === 0) return;
    const gapMs = this.hurried ? HURRIED_GAP_MS : this.hasGrown ? LOOK_GAP_MS : Number.POSITIVE_INFINITY;
    const dueAt = Math.min(this.lookAgainAt, this.lookedAt + gapMs);
    this.stopTimer?.();
    // Never in this very turn: those let go together come back together.
    this.stopTimer = after(Math.max(0, dueAt - performance.now()), () => void this.look());
  }

  private async look(): Promise<void> {
    this.looking = true;
    this.hurried = false;
    this.lookedAt = performance.now();
    let pauseMs = POLL_MS;
    try {
      while (!this.closed && this.waiting.size > 0) {
        pauseMs = await this.advance();
        if (pauseMs > 0) break;
      }
    } catch (error) {
      if (error instanceof PositionRefused) this.startOver();
      else this.onError(error);
    }
    this.looking = false;
    this.lookAgainAt = performance.now() + pauseMs;
    this.lookWhenDue();
  }

  /** Reads one page; answers how long to wait before the next. */
  private async advance(): Promise<number> {
    const from = this.from();
    const wanted = this.wanted();
    for (const category of wanted.categories.length === 0 ? [...this.grown] : [ALL, ...wanted.categories])
      this.grown.delete(category);
    const page = await this.reader.page(from, wanted, PAGE_SIZE);
    this.events.push(...page.events);
    this.end = page.upTo;
    if (this.events.length > 2 * KEPT_EVENTS) this.forget(this.events.length - KEPT_EVENTS);
    this.release(({ from }) => comparePositions(from, this.end) < 0);
    if (page.full) return 0;
    if (!page.unsettled) return POLL_MS;
    if (page.events.length > 0) return LOOK_GAP_MS;
    this.retryMs = Math.min(this.retryMs * 2, POLL_MS);
    return this.retryMs / 2;
  }

  /** Whether there is anything new for somebody who waits. */
  private get hasGrown(): boolean {
    const isNew = ({ categories }: Waiting) =>
      categories.length === 0 || categories.some((category) => this.grown.has(category));
    return this.grown.has(ALL) || (this.grown.size > 0 && [...this.waiting.values()].some(isNew));
  }

  /** Where to go on reading: at the end, or where everyone who waits has come by reading the log without the tail. */
  private from(): string {
    const nearest = [...this.waiting.values()]
      .map(({ from }) => from)
      .reduce((a, b) => (comparePositions(a, b) <= 0 ? a : b));
    if (this.end === '' || comparePositions(nearest, this.end) > 0) {
      this.end = nearest;
      this.events = [];
      this.heldSince.clear();
    }
    return this.end;
  }

  /** What those who wait ask for. From here on the tail holds that and nothing else without gaps. */
  private wanted(): Wanted {
    const waiting = [...this.waiting.values()];
    const kinds = new Set(waiting.flatMap(kindsOf));
    if (!kinds.has(kind(ALL, ALL)))
      for (const held of this.heldSince.keys()) if (!kinds.has(held)) this.heldSince.delete(held);
    for (const wanted of kinds) if (!this.heldSince.has(wanted)) this.heldSince.set(wanted, this.end);
    return {
      categories: union(waiting.map(({ categories }) => categories)),
      types: union(waiting.map(({ types }) => types)),
    };
  }

  private holds(wanted: Wanted, from: string): boolean {
    return kindsOf(wanted).every((each) => {
      const [category] = each.split(SEPARATOR);
      const start =
        this.heldSince.get(each) ?? this.heldSince.get(kind(category!, ALL)) ?? this.heldSince.get(kind(ALL, ALL));
      return start !== undefined && comparePositions(start, from) <= 0;
    });
  }

  private forget(count: number): void {
    const last = this.events.splice(0, count).at(-1)!.position;
    for (const [category, since] of this.heldSince)
      if (comparePositions(since, last) < 0) this.heldSince.set(category, last);
  }

  /** The log ends before the tail does: what is held of it is gone, and each who waits asks for himself. */
  private startOver(): void {
    this.end = '';
    this.events = [];
    this.heldSince.clear();
    this.release(() => true);
  }

  private release(which: (waiting: Waiting) => boolean): void {
    for (const [release, waiting] of this.waiting) {
      if (!which(waiting)) continue;
      this.waiting.delete(release);
      release();
    }
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

const SEPARATOR = ' ';
const kind = (category: string, type: string): string => `${category}${SEPARATOR}${type}`;

function kindsOf({ categories, types }: Wanted): string[] {
  const of = (category: string): string[] => (types.length === 0 ? [ALL] : types).map((type) => kind(category, type));
  return (categories.length === 0 ? [ALL] : categories).flatMap(of);
}

/** All of the lists together; empty, which stands for all, where one is. */
function union(lists: readonly (readonly string[])[]): string[] {
  return lists.some((list) => list.length === 0) ? [] : [...new Set(lists.flat())].sort();
}
