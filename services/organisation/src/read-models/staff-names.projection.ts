import { StaffPlaced } from '@hengxin/contracts';
import { type BatchContext, Consumes } from '@hengxin/event-bus';
import type { DataOf, RecordedEvent } from '@hengxin/event-sourcing';
import { Controller } from '@nestjs/common';

/** The name under which this read model hears of events: what `atLeast` waits for. */
export const STAFF_NAMES = 'staff-names';
/** A placement without a day holds from the beginning. */
const BEGINNING = '0001-01-01';

/** Keeps `staff_name` beside the directory, which knows places and roles but no names. */
@Controller()
export class StaffNamesProjection {
  @Consumes({ consumer: STAFF_NAMES, events: [StaffPlaced], batchSize: 2000 })
  async names(events: readonly RecordedEvent[], { tx }: BatchContext): Promise<void> {
    const placements = events.map((event) => event.data as DataOf<typeof StaffPlaced>);
    // The last one of a batch counts, and a statement may touch a row once only.
    const rows = [...new Map(placements.map((row) => [`${row.staffId}|${row.validFrom}`, row])).values()];
    await tx.query(
      `insert into staff_name (staff_id, valid_from, name) select * from unnest($1::text[], $2::date[], $3::text[])
       on conflict (staff_id, valid_from) do update set name = excluded.name`,
      [rows.map(({ staffId }) => staffId), rows.map(({ validFrom }) => validFrom ?? BEGINNING), rows.map(({ name }) => name)],
      'staff_names_put',
    );
  }
}
