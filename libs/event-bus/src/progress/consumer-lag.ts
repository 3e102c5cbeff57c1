import type { EventLog } from '@hengxin/event-log';
import { firstAfter } from '../position/first-after.js';
import { comparePositions, START } from '../position/log-position.js';
import type { PositionToken } from '../position/position-token.js';
import { STORE } from '../port/source.js';
import type { Tracked } from './tracked.js';
import { within } from '@hengxin/waiting';

/** How far behind a consumer is. */
export interface Lag {
  readonly consumer: string;
  readonly source: 'store' | 'kafka';
  /**
   * Age of the first event it has not applied; where that can't be known, the time since it was last seen to have
   * applied all.
   */
  readonly seconds: number;
}

/** What a scrape waits for an answer at most. */
const ANSWER_WITHIN_MS = 2_000;

export interface ConsumerLagParts {
  readonly log: EventLog;
  consumers(): Iterable<Tracked>;
  /** Takes in what other instances have committed. */
  learn(names: readonly string[]): Promise<void>;
  passed(tracked: Tracked, token: PositionToken): Promise<() => boolean>;
}

/**
 * How far behind consumers are, for metrics. Asks the database, the log and the broker, and answers within seconds
 * though none of them does: the figure then grows, as it does when a consumer stands still.
 */
export class ConsumerLag {
  /** An end of the log that readers are not let up to yet, and when it was first seen. */
  private awaited: { readonly head: string; readonly since: number } | undefined;

  constructor(private readonly parts: ConsumerLagParts) {}

  /** Of each consumer, the relay too. */
  async lag(): Promise<Lag[]> {
    const all = [...this.parts.consumers()];
    const learnt = this.parts.learn(all.map(({ consumer }) => consumer.name));
    await within(ANSWER_WITHIN_MS, learnt, tooLate).catch(() => undefined);
    return Promise.all(
      all.map(async (tracked) => ({
        consumer: tracked.consumer.name,
        source: tracked.kind === 'store' ? ('store' as const) : ('kafka' as const),
        seconds: Math.max(0, Date.now() - (await this.behindSince(tracked))) / 1000,
      })),
    );
  }

  /** Seconds for which an open transaction has kept readers from what was committed beside it; 0 while they see all. */
  async heldBackSeconds(): Promise<number> {
    const { log } = this.parts;
    const now = Date.now();
    const [mark, head] = await Promise.all([log.highWaterMark(), log.head()]);
    if (this.awaited === undefined || comparePositions(mark, this.awaited.head) >= 0)
      this.awaited = { head, since: now };
    return comparePositions(mark, this.awaited.head) >= 0 ? 0 : (now - this.awaited.since) / 1000;
  }

  private async behindSince(tracked: Tracked): Promise<number> {
    const askedAt = Date.now();
    const giveUp = AbortSignal.timeout(ANSWER_WITHIN_MS);
    try {
      const asking = tracked.kind === 'store' ? this.firstMissing(tracked, giveUp) : this.lastWhole(tracked);
      const since = await within(ANSWER_WITHIN_MS, asking, tooLate);
      if (since === undefined) tracked.caughtUpAt = askedAt;
      return since ?? Date.now();
    } catch {
      return tracked.caughtUpAt;
    }
  }

  /** When the first event was appended that a consumer of the log has not applied; undefined when there is none. */
  private async firstMissing({ consumer, reached }: Tracked, giveUp: AbortSignal): Promise<number | undefined> {
    const from = reached.get(STORE)?.get(0)?.position ?? START;
    const event = await firstAfter(this.parts.log, consumer, from, giveUp);
    return event && Date.parse(event.recordedAt);
  }

  /** When a consumer of topics was last seen at their ends; undefined when it is there now. */
  private async lastWhole(tracked: Tracked): Promise<number | undefined> {
    const isThere = await this.parts.passed(tracked, { position: START });
    return isThere() ? undefined : tracked.caughtUpAt;
  }
}

const tooLate = (): Error => new Error('no answer in time');
