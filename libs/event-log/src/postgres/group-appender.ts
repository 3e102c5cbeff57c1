import { categoryOf, type NewEvent } from '@hengxin/event-sourcing';
import type pg from 'pg';
import { textsOf } from '../append-texts.js';
import { LogUnavailable } from '../log-unavailable.js';
import type { AppendResult } from '../port.js';
import { type AppendQueue as Queue, AppendQueue, type PendingAppend } from './append-queue.js';
import { AppendStatement } from './append-statement.js';
import { ANSWER_WITHIN_MS, backOff, isOutage } from './connection.js';

/** Groups under way at once at most: while one is stored, this process prepares the next. */
const LANES = 2;
/**
 * Fewer appends wait for the group under way and share the next: two small commits at a time take longer than one after
 * the other.
 */
const WORTH_A_LANE = 64;
const MAX_EVENTS_A_GROUP = 500;
/** Each holds a lock on its stream: all lanes of all services together are not to fill the server's lock table. */
const MAX_APPENDS_A_GROUP = 250;

/**
 * Group commit: appends that arrive while earlier ones are being stored share the next statement and its commit. A
 * group whose connection broke is sent again: what had been stored is recognised by its event ids.
 */
export class GroupAppender {
  private readonly queue: Queue = new AppendQueue();
  private readonly statement: AppendStatement;
  private lanes = 0;
  private scheduled: NodeJS.Immediate | undefined;
  private closed = false;
  private whenIdle: (() => void)[] = [];

  constructor(
    pool: pg.Pool,
    schema: string,
    /** Called after each commit with the categories that grew. */
    private readonly onStored: (categories: readonly string[]) => void,
  ) {
    this.statement = new AppendStatement(pool, schema);
  }

  async append(stream: string, events: readonly NewEvent[], expectedRevision: number): Promise<AppendResult> {
    if (this.closed) throw new Error('the event log is closed');
    const texts = textsOf(stream, events);
    const deadline = Date.now() + ANSWER_WITHIN_MS;
    return new Promise((resolve, reject) => {
      this.queue.add({ stream, events, texts, expectedRevision, deadline, resolve, reject });
      this.dispatchSoon();
    });
  }

  /** Refuses new appends and waits for those under way. */
  async close(): Promise<void> {
    this.closed = true;
    if (!this.queue.isIdle) await new Promise<void>((resolve) => this.whenIdle.push(resolve));
  }

  /**
   * After the callbacks of this turn: the callers of one group tend to come back together, and should share the next.
   */
  private dispatchSoon(): void {
    this.scheduled ??= setImmediate(() => {
      this.scheduled = undefined;
      this.dispatch();
    });
  }

  private dispatch(): void {
    while (this.queue.length >= (this.lanes === 0 ? 1 : WORTH_A_LANE) && this.lanes < LANES) {
      // Callers answered together come back together: a crowd is shared among the free lanes, else one would do it all.
      const share = Math.max(WORTH_A_LANE, Math.ceil(this.queue.length / (LANES - this.lanes)));
      const group = this.queue.take(Math.min(share, MAX_APPENDS_A_GROUP), MAX_EVENTS_A_GROUP);
      this.lanes++;
      void this.store(group).finally(() => {
        this.lanes--;
        this.queue.release(group);
        if (this.queue.isIdle) for (const resolve of this.whenIdle.splice(0)) resolve();
        this.dispatchSoon();
      });
    }
  }

  private async store(group: readonly PendingAppend[], attempt = 0): Promise<void> {
    let results: AppendResult[];
    try {
      results = await this.statement.run(group);
    } catch (error) {
      if (isOutage(error)) return this.again(group, attempt, error);
      // One append made the whole statement fail; alone, only the guilty one does.
      if (group.length > 1) for (const append of group) await this.store([append]);
      else group[0]!.reject(error);
      return;
    }
    group.forEach((append, i) => append.resolve(results[i]!));
    const stored = group.filter((_, i) => results[i]!.ok);
    if (stored.length > 0) this.onStored([...new Set(stored.map(({ stream }) => categoryOf(stream)))]);
  }

  private async again(group: readonly PendingAppend[], attempt: number, error: unknown): Promise<void> {
    const now = Date.now();
    const patient = group.filter((append) => append.deadline > now);
    for (const append of group)
      if (append.deadline <= now)
        append.reject(
          new LogUnavailable('appending; whether it was stored is unknown, the same events may be sent again', error),
        );
    if (patient.length === 0) return;
    await backOff(attempt);
    await this.store(patient, attempt + 1);
  }
}
