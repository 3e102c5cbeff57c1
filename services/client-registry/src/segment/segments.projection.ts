import { Segment, type SegmentRetired, type SegmentSaved } from '@hengxin/contracts';
import { eventsOf, flag, projection, type RowOf, table, text } from '@hengxin/projections';

const segment = table('segment', {
  key: ['segment_id'],
  columns: {
    segment_id: text(),
    staff_id: text(),
    name: text().personal('staff_id'),
    filter: text().personal('staff_id'),
    is_retired: flag(),
  },
});
/** What has been retired is never saved again. */
const retire = 'update segment set is_retired = true where segment_id = any($1)';

interface Batch {
  readonly saved: Map<string, RowOf<typeof segment>>;
  readonly retired: Set<string>;
}

/** The segments that members of staff keep. */
export const segmentsKept = projection<typeof SegmentSaved | typeof SegmentRetired, Batch>({
  consumer: 'segments',
  events: eventsOf(Segment),
  tables: [segment],
  load: () => ({ saved: new Map(), retired: new Set() }),
  on: {
    SegmentSaved: ({ data: { segmentId, staffId, name, filter } }, { saved }) =>
      void saved.set(segmentId, { segment_id: segmentId, staff_id: staffId, name, filter, is_retired: false }),
    SegmentRetired: ({ data: { segmentId } }, { retired }) => void retired.add(segmentId),
  },
  async store({ saved, retired }, tx) {
    await segment.put(tx, [...saved.values()]);
    if (retired.size > 0) await tx.query(retire, [[...retired]], 'segments-retire');
  },
});
