import { addDays, type BusinessDate } from '@hengxin/contracts';
import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { EVIDENCE_KINDS, type EvidenceKind, MEAN_DAYS, type PlanHistory } from './mastery.policy.js';
import type { StudyData } from './mastery.projection.js';

export interface Minutes {
  readonly minutes: number;
  readonly last90: number;
  readonly byKind: Readonly<Record<EvidenceKind, number>>;
}

/** A study entry as stored. */
export interface StoredStudy {
  readonly entryId: string;
  /** When it began, in milliseconds of the epoch. */
  readonly ms: number;
  readonly data: StudyData;
}

export type StudyPlace = Pick<StoredStudy, 'entryId' | 'ms'>;

/** What is known of a member of staff's learning: a row a day, never the history behind it. */
@Injectable()
export class MasteryQueries {
  constructor(private readonly database: Database) {}

  /** `last90`: of the 90 days up to today, today included. */
  async minutes(staffId: string, today: BusinessDate): Promise<Minutes> {
    const [row] = await this.database.query<Record<string, number>>(
      MINUTES,
      [staffId, addDays(today, 1 - MEAN_DAYS), today],
      'mastery-minutes',
    );
    const byKind = Object.fromEntries(EVIDENCE_KINDS.map((kind) => [kind, row![kind]])) as Minutes['byKind'];
    return { minutes: row!['minutes']!, last90: row!['last90']!, byKind };
  }

  async plans(staffId: string, today: BusinessDate): Promise<PlanHistory> {
    const [row] = await this.database.query<PlanHistory>(PLANS, [staffId, today], 'mastery-plans');
    return row!;
  }

  /** Newest first. */
  study(staffId: string, after: StudyPlace | undefined, limit: number): Promise<StoredStudy[]> {
    return after
      ? this.database.query<StoredStudy>(STUDY_AFTER, [staffId, limit, after.ms, after.entryId], 'study-after')
      : this.database.query<StoredStudy>(study(''), [staffId, limit], 'study');
  }
}

const MINUTES = `
  select coalesce(sum(minutes), 0)::float8 as minutes,
    coalesce(sum(minutes) filter (where date between $2::date and $3::date), 0)::float8 as last90,
    ${EVIDENCE_KINDS.map((kind) => `coalesce(sum((by_kind->>'${kind}')::float8), 0)::float8 as "${kind}"`).join(', ')}
  from mastery_day where staff_id = $1 and date <= $3::date`;

const PLANS = `
  select (select min(date)::text from plan_item where staff_id = $1) as "firstDay",
    array(select distinct date::text from plan_item where staff_id = $1 and open and date <= $2::date order by 1) as unfinished,
    coalesce((select jsonb_agg(jsonb_build_object('from', from_day, 'to', least(to_day, cancelled_on - 1))) from mastery_leave
      where staff_id = $1 and (cancelled_on is null or cancelled_on > from_day)), '[]') as away`;

const study = (behind: string) => `
  select entry_id as "entryId", (extract(epoch from started_at) * 1000)::float8 as ms, data from study_entry
  where staff_id = $1 ${behind} order by started_at desc, entry_id desc limit $2`;
const STUDY_AFTER = study(
  `and (started_at, entry_id) < (timestamptz 'epoch' + $3::float8 * interval '1 millisecond', $4::text)`,
);
