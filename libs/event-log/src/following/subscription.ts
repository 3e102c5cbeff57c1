import { pause } from '@hengxin/waiting';
import type { LogSubscription, SubscriptionOptions } from '../port.js';
import { comparePositions, END, parsePosition, START } from '../position.js';
import type { Page, PageReader, Wanted } from './page.js';
import { PositionRefused } from './position-refused.js';
import type { Tail } from './tail.js';

const DEFAULT_BATCH = 500;
const BACK_OFF_AT_MOST_MS = 5_000;
/**
 * A leader that the others have deposed may not know it for some seconds, and ends earlier than the log: an end that
 * lies before what was read is believed when it was found so often, one look after the other.
 */
const LOOKS_AT_THE_END = 4;
const LOOK_AGAIN_MS = 1_000;

/** Delivers the log to one handler, from a position on, for ever. */
export class Subscription implements LogSubscription {
  /** Why it delivers nothing, when it does not. */
  refusal: PositionRefused | undefined;
  private stopped = false;
  private readonly interrupt = new AbortController();
  private releaseWait: (() => void) | undefined;
  private readonly running: Promise<void>;

  constructor(
    private readonly reader: PageReader,
    private readonly tail: Tail,
    private readonly options: SubscriptionOptions,
    private readonly onError: (error: unknown) => void,
  ) {
    if (options.from !== END) parsePosition(options.from);
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.interrupt.abort();
    this.releaseWait?.();
    await this.running;
  }

  private async run(): Promise<void> {
    let from = await this.start();
    while (!this.stopped && from !== undefined) {
      const at: string = from;
      const page: Page | undefined = await this.untilDone(() => this.nextPage(at));
      if (!page || this.stopped) return;
      if (page.events.length === 0 && comparePositions(page.upTo, at) <= 0) {
        await this.tailMoved(at);
        continue;
      }
      await this.untilDone(() => this.options.onBatch(page.events, page.upTo));
      from = page.upTo;
    }
  }

  /** Where to begin; undefined for nowhere. A subscriber that begins at the end is told at once where that was. */
  private async start(): Promise<string | undefined> {
    const { from } = this.options;
    if (from === START) return from;
    if (from !== END) return this.untilDone(() => this.reader.head()).then((head) => head && this.within(from, head));
    const head = await this.untilDone(() => this.reader.highWaterMark());
    if (head !== undefined) await this.untilDone(() => this.options.onBatch([], head));
    return head;
  }

  /**
   * Beyond the end there is nothing to go on from: what is stored until the log has grown that far would be passed over
   * in silence.
   */
  private within(from: string, head: string): string | undefined {
    return comparePositions(from, head) <= 0 ? from : this.refuse(PositionRefused.beyond(from, head));
  }

  /** The next page; undefined where a restore of the running log took away the place where it would begin. */
  private async nextPage(from: string): Promise<Page | undefined> {
    for (let looks = 1; !this.stopped; looks++) {
      try {
        return await this.next(from);
      } catch (error) {
        if (!(error instanceof PositionRefused)) throw error;
        if (looks === LOOKS_AT_THE_END) return this.refuse(error);
        await pause(LOOK_AGAIN_MS, this.interrupt.signal);
      }
    }
    return undefined;
  }

  private refuse(refusal: PositionRefused): undefined {
    this.refusal = refusal;
    this.onError(refusal);
    return undefined;
  }

  private async next(from: string): Promise<Page> {
    const { batchSize = DEFAULT_BATCH } = this.options;
    return this.tail.page(from, this.wanted, batchSize) ?? this.reader.page(from, this.wanted, batchSize);
  }

  private get wanted(): Wanted {
    const { categories, types = [] } = this.options;
    return { categories, types };
  }

  private async tailMoved(from: string): Promise<void> {
    const { promise, release } = this.tail.moved(from, this.wanted);
    this.releaseWait = release;
    if (!this.stopped) await promise;
    this.releaseWait = undefined;
  }

  /** Repeats an action until it succeeds or the subscription is stopped; undefined in the latter case. */
  private async untilDone<T>(action: () => Promise<T>): Promise<T | undefined> {
    for (let waitMs = 50; !this.stopped; waitMs = Math.min(waitMs * 2, BACK_OFF_AT_MOST_MS)) {
      try {
        return await action();
      } catch (error) {
        this.onError(error);
        await pause(waitMs, this.interrupt.signal);
      }
    }
    return undefined;
  }
}
