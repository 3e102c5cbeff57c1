import type { EventLog } from '@hengxin/event-log';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { pause } from '@hengxin/waiting';

/** A consumer rests so many times as long as its last batch took: it works a quarter of its time at most. */
const REST = 3;
const REST_AT_MOST_MS = 500;
/**
 * While it is behind a log that grows fast, as when a file is being taken, a tenth: those who wait for the file wait
 * for nothing else.
 */
const REST_BEHIND = 9;
const REST_BEHIND_AT_MOST_MS = 3_000;
/** It never falls behind by more than this for the sake of resting. */
const TRAILS_AT_MOST_MS = 20_000;

/** A pause that somebody may cut short. */
export class Rest {
  private readonly resting = new Set<AbortController>();

  async take(ms: number): Promise<void> {
    if (ms <= 0) return;
    const rest = new AbortController();
    this.resting.add(rest);
    await pause(ms, rest.signal);
    this.resting.delete(rest);
  }

  end(): void {
    for (const rest of this.resting) rest.abort();
  }
}

/** Milliseconds that a consumer rests after a batch, when it is not behind. */
export const restAfter = (tookMs: number): number => Math.min(REST * tookMs, REST_AT_MOST_MS);

/**
 * When a consumer of the log rests between two batches. Under load it leaves the machine to those who answer people and
 * take files, and does more with each batch; on a quiet system batches are quick, and so are rests. One that is behind
 * goes on at once when the log grows no more.
 */
export class Pace {
  private doneAt = 0;
  private tookMs = 0;
  private head: string | undefined;

  constructor(
    private readonly log: Pick<EventLog, 'head'>,
    /** Milliseconds, from whenever. */
    private readonly now = () => performance.now(),
  ) {}

  /** Notes that a batch is done. */
  worked(tookMs: number): void {
    this.doneAt = this.now();
    this.tookMs = tookMs;
  }

  /**
   * Milliseconds to rest before more is read. `oldest`: of what was read last; `isBehind`: more was waiting than could
   * be read.
   */
  async restMs(oldest: Pick<RecordedEvent, 'recordedAt'>, isBehind: boolean): Promise<number> {
    if (isBehind && (Date.now() - Date.parse(oldest.recordedAt) >= TRAILS_AT_MOST_MS || !(await this.logGrows())))
      return 0;
    const rest = isBehind ? Math.min(REST_BEHIND * this.tookMs, REST_BEHIND_AT_MOST_MS) : restAfter(this.tookMs);
    return Math.max(0, this.doneAt + rest - this.now());
  }

  /** Whether anything was stored since it was asked last. */
  private async logGrows(): Promise<boolean> {
    const head = await this.log.head().catch(() => this.head);
    const grows = head !== this.head;
    this.head = head;
    return grows;
  }
}
