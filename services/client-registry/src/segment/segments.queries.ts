import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { StoredSegment } from './segment.decider.js';

/** Segments by whom they belong to. */
@Injectable()
export class SegmentsQueries {
  constructor(private readonly database: Database) {}

  /** Those that somebody keeps, by name. */
  ofStaff(staffId: string): Promise<StoredSegment[]> {
    return this.database.query<StoredSegment>(OF_STAFF, [staffId], 'segments-of-staff');
  }

  /** One that somebody keeps. */
  async one(segmentId: string, staffId: string): Promise<StoredSegment | null> {
    const [row] = await this.database.query<StoredSegment>(ONE, [segmentId, staffId], 'segment-one');
    return row ?? null;
  }
}

const COLUMNS = 'segment_id as "segmentId", staff_id as "staffId", name, filter, is_retired as "isRetired"';
const OF_STAFF = `select ${COLUMNS} from segment where staff_id = $1 and not is_retired order by name, segment_id`;
const ONE = `select ${COLUMNS} from segment where segment_id = $1 and staff_id = $2 and not is_retired`;
