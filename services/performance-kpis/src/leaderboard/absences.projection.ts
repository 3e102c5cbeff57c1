import { addDays, type BusinessCalendar, businessDateOf, type DayPortion, Leaves } from '@hengxin/contracts';
import { day, eventsOf, type Projection, projection, type RowOf, table, text } from '@hengxin/projections';
import { CALENDAR, Database } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Period } from '../kpi/period-input.rules.js';
import { type Absence, isAwayAllOf } from './absence.rules.js';

const staffAbsence = table('staff_absence', {
  key: ['leave_id'],
  columns: { leave_id: text(), staff_id: text(), from_day: day(), to_day: day(), portion: text<DayPortion>() },
});
/** A leave that does not take place, or ends at once where it had begun. */
const absenceEnd = table('absence_end', { key: ['leave_id'], columns: { leave_id: text(), last_day: day() } });

interface Batch {
  readonly taken: RowOf<typeof staffAbsence>[];
  readonly ended: RowOf<typeof absenceEnd>[];
}

export const ABSENCES = 'absences';

/** Who is on leave when. Days are the bank's. */
export const absences = (timeZone: string): Projection =>
  projection({
    consumer: ABSENCES,
    events: eventsOf(Leaves),
    tables: [staffAbsence, absenceEnd],
    load: (): Batch => ({ taken: [], ended: [] }),
    on: {
      LeaveTaken: ({ data: { leaveId, staffId, from, to, portion } }, { taken }) =>
        void taken.push({ leave_id: leaveId, staff_id: staffId, from_day: from, to_day: to, portion }),
      LeaveCancelled: ({ data: { leaveId, cancelledAt } }, { ended }) =>
        void ended.push({ leave_id: leaveId, last_day: addDays(businessDateOf(cancelledAt, timeZone), -1) }),
    },
    async store({ taken, ended }, tx) {
      await staffAbsence.put(tx, taken);
      await absenceEnd.put(tx, ended);
    },
  });

const WITHIN = `
  select a.staff_id as "staffId", a.from_day::text as "from", least(a.to_day, e.last_day)::text as "to"
    from staff_absence a left join absence_end e on e.leave_id = a.leave_id
   where a.staff_id = any($1::text[]) and a.portion = 'FULL' and a.from_day <= $3::date and a.to_day >= $2::date`;

/** The leaves of staff. */
@Injectable()
export class AbsenceQueries {
  constructor(
    private readonly database: Database,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {}

  /** Those who are on leave on all working days of a period. */
  async awayAllOf({ start, end }: Period, staffIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (staffIds.length === 0) return new Set();
    const rows = await this.database.query<Absence & { readonly staffId: string }>(
      WITHIN,
      [staffIds, start, end],
      'kpi_absences',
    );
    const byStaff = Map.groupBy(rows, ({ staffId }) => staffId);
    const away = [...byStaff].filter(([, leaves]) => isAwayAllOf({ start, end }, leaves, this.calendar));
    return new Set(away.map(([staffId]) => staffId));
  }
}
