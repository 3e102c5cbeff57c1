import { encodePosition, NotYet } from '@hengxin/event-bus';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { Progress } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { CLIENTS, HOLDINGS } from '../consumers.js';

/** How long a reaction waits before its batch is tried again: for ever, since waiting too long is no fault of the event. */
const TRY_AGAIN_AFTER_MS = 60_000;

/** Lets a reaction wait until the read models that it looks at hold what was stored before its events. */
@Injectable()
export class AwaitedFacts {
  constructor(private readonly progress: Progress) {}

  async upTo({ position }: RecordedEvent): Promise<void> {
    const token = encodePosition({ position });
    const consumers = [CLIENTS, HOLDINGS];
    if (!(await this.progress.hasPassed(token, consumers)))
      throw new NotYet(() => this.progress.waitFor(token, consumers, TRY_AGAIN_AFTER_MS));
  }
}
