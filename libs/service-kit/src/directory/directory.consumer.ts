import { Controller, Inject } from '@nestjs/common';
import { StaffPlaced, type StaffPlacement, UnitPlaced, type UnitPlacement } from '@hengxin/contracts';
import { type BatchContext, Consumes } from '@hengxin/event-bus';
import type { DataOf, RecordedEvent } from '@hengxin/event-sourcing';
import { DIRECTORY } from '../tokens.js';
import { type OrgDirectory, storePlacements } from './org-directory.js';

/** The consumer whose progress tells how current the directory is. */
export const DIRECTORY_CONSUMER = 'directory';

/** Takes placements into the service's copy of the organisation, and into this instance's memory once they are committed. */
@Controller()
export class DirectoryConsumer {
  constructor(@Inject(DIRECTORY) private readonly directory: OrgDirectory) {}

  @Consumes({ consumer: DIRECTORY_CONSUMER, events: [UnitPlaced, StaffPlaced] })
  async placements(events: readonly RecordedEvent[], context: BatchContext): Promise<void> {
    const units: UnitPlacement[] = [];
    const staff: StaffPlacement[] = [];
    for (const { type, data } of events) {
      if (type === UnitPlaced.type) units.push(data as DataOf<typeof UnitPlaced>);
      else if (type === StaffPlaced.type) staff.push(withoutName(data as DataOf<typeof StaffPlaced>));
    }
    await storePlacements(context.tx, units, staff);
    context.afterCommit(() => this.directory.take(units, staff));
  }
}

/** Names stay with the organisation service. */
function withoutName({ staffId, role, unitId, validFrom, validTo }: DataOf<typeof StaffPlaced>): StaffPlacement {
  return { staffId, role, unitId, validFrom, validTo: validTo ?? null };
}
