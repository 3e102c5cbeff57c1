import { randomUUID } from 'node:crypto';
import type { NewEvent, RecordedEvent } from '@hengxin/event-sourcing';
import { comparePositions, START } from '../position.js';
import type { EventLog, SubscriptionOptions } from '../port.js';

/** What an adapter's spec provides: a log over one store that stays the same during the suite. */
export interface LogUnderTest {
  open(onError?: (error: unknown) => void): EventLog;
}

export const event = (n: number, over: Partial<NewEvent> = {}): NewEvent => ({
  id: randomUUID(),
  type: 'Counted',
  version: 1,
  data: { n, text: '恒心 "quoted" \\ {braces}, comma\n' },
  meta: { commandId: `c${n}`, actor: 'S0001', businessDate: '2026-03-02' },
  ...over,
});
export const events = (count: number): NewEvent[] => Array.from({ length: count }, (_, n) => event(n));
export const numbers = (found: readonly RecordedEvent[]): unknown[] =>
  found.map(({ data }) => (data as { n: number }).n);

/** Collects what a subscription delivers, until enough has come. */
export class Collector {
  readonly events: RecordedEvent[] = [];
  /** Where `upTo` was told to lie before what had been told. */
  wentBack: string | undefined;
  private checks: (() => void)[] = [];

  constructor(public upTo = START) {}

  readonly onBatch: SubscriptionOptions['onBatch'] = async (batch, upTo) => {
    this.events.push(...batch);
    if (upTo !== this.upTo && comparePositions(upTo, this.upTo) < 0) this.wentBack = `${this.upTo} to ${upTo}`;
    this.upTo = upTo;
    this.lookAgain();
  };

  /** For conditions that rest on more than what was delivered. */
  lookAgain(): void {
    for (const check of [...this.checks]) check();
  }

  until(done: (self: this) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!done(this)) return;
        this.checks = this.checks.filter((other) => other !== check);
        resolve();
      };
      this.checks.push(check);
      check();
    });
  }
}

/** Makes the name of a stream that nobody else uses. */
export const stream = (category = 'conformance') => `${category}-${randomUUID()}`;

/** The log of a suite, and what opens another one over its store; once they are there. */
export type Opened = () => { readonly under: LogUnderTest; readonly log: EventLog };

/** Positions ascend, and each stream's revisions follow one another. */
export function expectOrdered(found: readonly RecordedEvent[]): void {
  const next = new Map<string, number>();
  found.forEach((each, i) => {
    if (i > 0) expect(comparePositions(found[i - 1]!.position, each.position)).toBeLessThan(0);
    expect(each.revision).toBe(next.get(each.stream) ?? each.revision);
    next.set(each.stream, each.revision + 1);
  });
}
