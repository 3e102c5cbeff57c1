import { Leaves } from '@hengxin/contracts';
import { type BatchContext, Consumes } from '@hengxin/event-bus';
import { handleEvent, type RecordedOf } from '@hengxin/event-sourcing';
import { eventsOf } from '@hengxin/projections';
import { Controller, Inject } from '@nestjs/common';
import { Clock } from '../clock.js';
import { COVERS } from '../tokens.js';
import { type CoverDirectory, type CoverNews, storeCovers } from './cover-directory.js';

/** The consumer whose progress tells how current it is who covers for whom. */
export const COVERS_CONSUMER = 'covers';

type Leave = (typeof Leaves)['events'][keyof (typeof Leaves)['events']];

/**
 * Takes leaves that somebody covers into the service's own copy, and into this instance's memory once they are
 * committed: each instance answers who may see a client, so each of them must know.
 */
@Controller()
export class CoversConsumer {
  constructor(
    @Inject(COVERS) private readonly covers: CoverDirectory,
    private readonly clock: Clock,
  ) {}

  @Consumes({ consumer: COVERS_CONSUMER, events: eventsOf(Leaves) })
  async leaves(events: readonly RecordedOf<Leave>[], { tx, afterCommit }: BatchContext): Promise<void> {
    const news = this.newsOf(events);
    await storeCovers(tx, news);
    afterCommit(() => this.covers.take(news));
  }

  private newsOf(events: readonly RecordedOf<Leave>[]): CoverNews {
    const news = { taken: [] as CoverNews['taken'][number][], cancelled: [] as CoverNews['cancelled'][number][] };
    for (const event of events)
      handleEvent<Leave, void, []>(event, {
        LeaveTaken: ({ data: { leaveId, staffId, coverId, from, to } }) => {
          if (coverId !== null) news.taken.push({ leaveId, staffId, coverId, from, to });
        },
        LeaveCancelled: ({ data: { leaveId, cancelledAt } }) => {
          news.cancelled.push({ leaveId, on: this.clock.dayOf(cancelledAt) });
        },
      });
    return news;
  }
}
