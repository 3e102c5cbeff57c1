import { Controller, Inject } from '@nestjs/common';
import { type BatchContext, Consumes } from '@hengxin/event-bus';
import { type EventsOf, noPlacements, PLACED, placementsOf, projection, takePlacements } from '@hengxin/projections';
import { DIRECTORY } from '../tokens.js';
import { directoryTables, type OrgDirectory, storePlacements } from './org-directory.js';

/** The consumer whose progress tells how current the directory is. */
export const DIRECTORY_CONSUMER = 'directory';

const directory = projection({
  consumer: DIRECTORY_CONSUMER,
  events: PLACED,
  tables: directoryTables.tables,
  load: noPlacements,
  on: takePlacements,
  store: (placements, tx) => storePlacements(tx, placements),
});

/**
 * Takes placements into the service's copy of the organisation, and into this instance's memory once they are
 * committed.
 */
@Controller()
export class DirectoryConsumer {
  constructor(@Inject(DIRECTORY) private readonly directory: OrgDirectory) {}

  @Consumes(directory)
  async placements(events: EventsOf<typeof directory>, context: BatchContext): Promise<void> {
    await directory.apply(events, context);
    context.afterCommit(() => this.directory.take(placementsOf(events)));
  }
}
