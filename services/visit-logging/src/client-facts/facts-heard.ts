import { NotYetVisible } from '@hengxin/event-bus';
import { Progress, QueryRefused, sharedRejections } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { clientFacts } from './client-facts.projection.js';

/** How long a refusal waits for news that might make it an acceptance. */
const NEWS_WITHIN_MS = 2000;

/** What has to be read before something is decided for good. */
@Injectable()
export class FactsHeard {
  private historiesRead: Promise<void> | undefined;

  constructor(private readonly progress: Progress) {}

  /**
   * All that was stored before this call has been read. A refusal is kept for good, so nobody is refused for news under
   * way: the caller may send the same command again.
   */
  latest(consumers: readonly string[]): Promise<void> {
    return visible(this.progress.heardAll(consumers, NEWS_WITHIN_MS));
  }

  /**
   * Once in a process: what the log held when it asked first has been read. Consents may be being read from the
   * beginning, and half a history allows what the whole one forbids: a withdrawal stands behind the grant that it takes
   * back.
   */
  sinceTheBeginning(): Promise<void> {
    this.historiesRead ??= visible(this.progress.caughtUp([clientFacts.consumer], NEWS_WITHIN_MS)).catch(
      (error: unknown) => {
        this.historiesRead = undefined;
        throw error;
      },
    );
    return this.historiesRead;
  }
}

async function visible(waiting: Promise<unknown>): Promise<void> {
  try {
    await waiting;
  } catch (error) {
    throw error instanceof NotYetVisible ? QueryRefused.of(sharedRejections.NOT_YET_VISIBLE()) : error;
  }
}
