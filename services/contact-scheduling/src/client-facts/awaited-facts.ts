import { encodePosition, NotYet } from '@hengxin/event-bus';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { Progress } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { CLIENT_FACTS, DIRECTORY_CONSUMER, FACTS, LEAVES, PLAN_ITEMS } from '../consumers.js';

/**
 * How long a reaction waits before its batch is tried again: for ever, since waiting too long is no fault of the event.
 */
const TRY_AGAIN_AFTER_MS = 60_000;

/**
 * Lets a reaction wait until read models that others write hold what was stored before its events. It is called again
 * once they do: it waits without its transaction, whose connection those others may need.
 */
@Injectable()
export class AwaitedFacts {
  constructor(private readonly progress: Progress) {}

  /** Plans as they were when the event was stored. */
  plansUpTo(event: RecordedEvent): Promise<void> {
    return this.upTo(event, [PLAN_ITEMS]);
  }

  /** All that a plan is drawn from as it was when the event was stored. */
  factsUpTo(event: RecordedEvent): Promise<void> {
    return this.upTo(event, FACTS);
  }

  /** Plans, clients, leaves and staff as they were when the event was stored. */
  allUpTo(event: RecordedEvent): Promise<void> {
    return this.upTo(event, [DIRECTORY_CONSUMER, CLIENT_FACTS, LEAVES, PLAN_ITEMS]);
  }

  private async upTo({ position }: RecordedEvent, consumers: readonly string[]): Promise<void> {
    const token = encodePosition({ position });
    if (!(await this.progress.hasPassed(token, consumers)))
      throw new NotYet(() => this.progress.waitFor(token, consumers, TRY_AGAIN_AFTER_MS));
  }
}
