import { addDays, type BusinessCalendar, type BusinessDate } from '@hengxin/contracts';
import type { Directory } from '@hengxin/identity';
import { CALENDAR, Clock, Database, DIRECTORY } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { roomOf } from '../leave/availability.policy.js';
import { LeaveQueries } from '../leave/leaves.projection.js';
import { feasibilityOf, type Owed, type Verdict } from './feasibility.policy.js';

/** Days before a year whose leaves are still made up for in it. */
const DAYS_BEFORE = 100;

/** What a relationship manager's year has room for, and what is owed in it. */
@Injectable()
export class FeasibilityQueries {
  constructor(
    private readonly database: Database,
    private readonly leaves: LeaveQueries,
    private readonly clock: Clock,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
    @Inject(DIRECTORY) private readonly directory: Pick<Directory, 'tree'>,
  ) {}

  /**
   * Of the portfolio as it stands today; of a year to come the whole of it, of one that is over nothing. Days on which
   * the person is no relationship manager have no places, as in their plans.
   */
  async of(staffId: string, year: number): Promise<Verdict> {
    const today = this.clock.today();
    const [first, last] = [`${year}-01-01`, `${year}-12-31`];
    const from = today > first ? today : first;
    const [portfolio, leaves] = await Promise.all([
      this.database.query<Owed>(OWED, [staffId, today, year], 'owed-in-year'),
      this.leaves.between([staffId], addDays(first, -DAYS_BEFORE), last),
    ]);
    let capacityLeft = 0;
    for (let date: BusinessDate = from; date <= last; date = addDays(date, 1))
      if (this.plansOn(staffId, date)) capacityLeft += roomOf(date, leaves, this.calendar).capacity;
    return feasibilityOf(portfolio, capacityLeft);
  }

  /** Nothing is planned for a person who has left by then, or has another role. */
  private plansOn(staffId: string, date: BusinessDate): boolean {
    return this.directory.tree.staffPlacedOn(staffId, date)?.role === 'RM';
  }
}

/** Assignments that are the latest of their client up to the day. */
const OWED = `
  select a.client_id as "clientId", f.contacts_a_year as "contactsAYear", coalesce(bit_count(w.weeks::bit(64)), 0)::int as weeks
  from client_assignment a join client_fact f on f.client_id = a.client_id
  left join client_contact_weeks w on w.client_id = a.client_id and w.year = $3
  where a.rm_id = $1 and a.from_day <= $2
    and a.from_day = (select max(from_day) from client_assignment b where b.client_id = a.client_id and b.from_day <= $2)`;
