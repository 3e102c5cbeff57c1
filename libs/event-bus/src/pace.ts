import type { EventLog } from '@hengxin/event-log';
import type { RecordedEvent } from '@hengxin/event-sourcing';

/** A consumer rests so many times as long as its last batch took: it works a quarter of its time at most. */
const REST = 3;
const REST_AT_MOST_MS = 500;
/** While it is behind a log that grows fast, as when a file is being taken, a tenth: whoever waits for the file waits for nothing else. */
const REST_BEHIND = 9;
const REST_BEHIND_AT_MOST_MS = 3_000;
/** It never falls behind by more than this for the sake of resting. */
const TRAILS_AT_MOST_MS = 20_000;

/** A pause that somebody may cut short. */
export class Rest {
  private readonly resting = new Set<() => void>();

  async take(ms: number): Promise<void> {
    if (ms <= 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.resting.add(resolve);
    await promise;
    clearTimeout(timer);
    this.resting.delete(resolve);
  }

  end(): void {
    for (const resolve of this.resting) resolve();
  }
}

/** Milliseconds that a consumer rests after a batch, when it is not behind. */
export const restAfter = (tookMs: number): number => Math.min(REST * tookMs, REST_AT_MOST_MS);

/**
 * When a consumer of the log rests between two batches. Under load it leaves the machine to those who answer people and take files, and does more
 * with each batch; on a quiet system batches are quick, and so are rests. One that is behind goes on at once when the log grows no more.
 */
export class Pace {
  private doneAt = 0;
  private tookMs = 0;
  private tip: string | undefined;

  constructor(
    private readonly log: Pick<EventLog, 'tip'>,
    /** Milliseconds, from whenever. */
    private readonly now = () => performance.now(),
  ) {}

  /** Notes that a batch is done. */
  worked(tookMs: number): void {
    this.doneAt = this.now();
    this.tookMs = tookMs;
  }

  /** Milliseconds to rest before more is read. `oldest`: of what was read last; `isBehind`: more was waiting than could be read. */
  async restMs(oldest: Pick<RecordedEvent, 'recordedAt'>, isBehind: boolean): Promise<number> {
    if (isBehind && (Date.now() - Date.parse(oldest.recordedAt) >= TRAILS_AT_MOST_MS || !(await this.logGrows()))) return 0;
    const rest = isBehind ? Math.min(REST_BEHIND * this.tookMs, REST_BEHIND_AT_MOST_MS) : restAfter(this.tookMs);
    return Math.max(0, this.doneAt + rest - this.now());
  }

  /** Whether anything was stored since it was asked last. */
  private async logGrows(): Promise<boolean> {
    const tip = await this.log.tip().catch(() => this.tip);
    const grows = tip !== this.tip;
    this.tip = tip;
    return grows;
  }
}
