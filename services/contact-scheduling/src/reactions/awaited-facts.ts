import { encodePosition } from '@hengxin/event-bus';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { Progress } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { CLIENT_FACTS, DIRECTORY_CONSUMER, PLAN_ITEMS } from '../consumers.js';

/** How long a reaction waits before its batch is tried anew. */
const PATIENCE_MS = 60_000;

/** Lets a reaction wait until read models that others write hold what was stored before its events. It must not have written itself yet. */
@Injectable()
export class AwaitedFacts {
  constructor(private readonly progress: Progress) {}

  /** Plans as they were when the event was stored. */
  plansUpTo(event: RecordedEvent): Promise<void> {
    return this.upTo(event, [PLAN_ITEMS]);
  }

  /** Plans, clients and staff as they were when the event was stored. */
  allUpTo(event: RecordedEvent): Promise<void> {
    return this.upTo(event, [DIRECTORY_CONSUMER, CLIENT_FACTS, PLAN_ITEMS]);
  }

  private upTo({ position }: RecordedEvent, consumers: readonly string[]): Promise<void> {
    return inTime(this.progress.waitFor(encodePosition({ position }), consumers, PATIENCE_MS));
  }
}

/** Waiting too long is no fault of the event: the bus tries again for ever, as when the database is away. */
async function inTime(waiting: Promise<void>): Promise<void> {
  try {
    await waiting;
  } catch (error) {
    throw Object.assign(new Error('the facts are not in yet', { cause: error }), { code: 'ETIMEDOUT' });
  }
}
