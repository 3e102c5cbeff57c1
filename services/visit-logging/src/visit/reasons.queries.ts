import type { BusinessDate } from '@hengxin/contracts';
import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { ReasonCount } from './reasons.rules.js';

/** Why visits did not wholly meet their goals. */
@Injectable()
export class ReasonsQueries {
  constructor(private readonly database: Database) {}

  /** Of visits of these units that ended from one day to another, both included. */
  counts(unitIds: readonly string[], from: BusinessDate, to: BusinessDate): Promise<ReasonCount[]> {
    return this.database.query<ReasonCount>(COUNTS, [unitIds, from, to], 'visit-reasons');
  }
}

const COUNTS = `
  select v.unit_id as "unitId", v.staff_id as "staffId", given.reason, count(*)::int as visits, sum(v.score)::int as score
  from unnest($1::text[]) asked (unit_id)
    join visit v on v.unit_id = asked.unit_id and v.ended_on between $2 and $3 and v.missed_reasons is not null
    cross join lateral unnest(v.missed_reasons) given (reason)
  group by v.unit_id, v.staff_id, given.reason`;
