import { type BusinessDate, type DayPortion, Leaves } from '@hengxin/contracts';
import { BatchedLookup, Database } from '@hengxin/service-kit';
import { day, eventsOf, flag, projection, type RowOf, table, text } from '@hengxin/projections';
import { Injectable } from '@nestjs/common';
import { noteFacts } from '../client-facts/portfolio-version.js';
import type { Away } from './leave.decider.js';

const staffLeave = table('staff_leave', {
  key: ['leave_id'],
  columns: {
    leave_id: text(),
    staff_id: text(),
    from_day: day(),
    to_day: day(),
    portion: text<DayPortion>(),
    cover_id: text().orNull(),
    cancelled: flag(),
  },
});
/** One that arrives again does not take a cancellation back. */
const putTaken = staffLeave.putting('new', { update: 'keep' });

interface Batch {
  readonly taken: RowOf<typeof staffLeave>[];
  readonly cancelled: string[];
  readonly staff: Set<string>;
}

/** Who is away when, and who covers for them. */
export const leavesKept = projection({
  consumer: 'leaves',
  events: eventsOf(Leaves),
  tables: [staffLeave],
  load: (): Batch => ({ taken: [], cancelled: [], staff: new Set() }),
  on: {
    LeaveTaken({ data }, { taken, staff }) {
      const { leaveId, staffId, from, to, portion, coverId } = data;
      const days = { from_day: from, to_day: to, portion };
      taken.push({ leave_id: leaveId, staff_id: staffId, ...days, cover_id: coverId, cancelled: false });
      for (const id of [staffId, coverId]) if (id !== null) staff.add(id);
    },
    LeaveCancelled({ data }, { cancelled, staff }) {
      cancelled.push(data.leaveId);
      staff.add(data.staffId);
    },
  },
  async store({ taken, cancelled, staff }, tx) {
    await putTaken(tx, taken);
    const covers = cancelled.length === 0 ? [] : await tx.query<{ cover_id: string | null }>(CANCEL, [cancelled]);
    for (const { cover_id } of covers) if (cover_id !== null) staff.add(cover_id);
    if (staff.size > 0) await noteFacts(tx, [], [...staff].sort());
  },
});

const CANCEL = 'update staff_leave set cancelled = true where leave_id = any($1) returning cover_id';

/** A leave as it is stored. */
export interface StoredLeave extends Away {
  readonly id: string;
  readonly portion: DayPortion;
  readonly coverId: string | null;
  readonly cancelled: boolean;
}

/** Days after a leave on which it may still matter: thirty working days lie within them, holidays and all. */
const DAYS_MATTERING = 100;

/** The leaves of relationship managers. */
@Injectable()
export class LeaveQueries {
  private readonly lookup: BatchedLookup<string, readonly StoredLeave[]>;

  constructor(private readonly database: Database) {
    this.lookup = new BatchedLookup((keys) => this.load(keys), String, { statements: 2, keys: 200 });
  }

  /** Leaves of a member of staff that matter on a day: those of that day, and those made up for since. */
  async mattering(staffId: string, date: BusinessDate): Promise<readonly StoredLeave[]> {
    return (await this.lookup.find(`${date} ${staffId}`)) ?? [];
  }

  /** A person's leaves with a day in common with these, by their first day; cancelled ones as well if asked for. */
  between(
    staffIds: readonly string[],
    from: BusinessDate,
    to: BusinessDate,
    cancelled: boolean,
  ): Promise<StoredLeave[]> {
    return this.database.query<StoredLeave>(OF_STAFF, [staffIds, from, to, cancelled], 'leaves-of-staff');
  }

  /** Leaves with a day in common with these for which somebody is the cover. */
  coveredBy(coverId: string, from: BusinessDate, to: BusinessDate): Promise<StoredLeave[]> {
    return this.database.query<StoredLeave>(COVERED_BY, [coverId, from, to], 'leaves-covered');
  }

  async byId(leaveId: string): Promise<StoredLeave | undefined> {
    const rows = await this.database.query<StoredLeave>(
      `select ${COLUMNS} from staff_leave where leave_id = $1`,
      [leaveId],
      'leave-by-id',
    );
    return rows[0];
  }

  private async load(keys: readonly string[]): Promise<Map<string, readonly StoredLeave[]>> {
    const asked = keys.map((key) => key.split(' ') as [string, string]);
    const rows = await this.database.query<StoredLeave & { readonly key: string }>(
      MATTERING,
      [asked.map(([date]) => date), asked.map(([, staffId]) => staffId)],
      'leaves-mattering',
    );
    const found = new Map<string, StoredLeave[]>();
    for (const { key, ...leave } of rows) found.set(key, [...(found.get(key) ?? []), leave]);
    return found;
  }
}

const COLUMNS = `leave_id as id, staff_id as "staffId", from_day as "from", to_day as "to", portion, cover_id as "coverId", cancelled`;

const MATTERING = `
  select asked.day || ' ' || asked.staff as key, ${COLUMNS}
  from unnest($1::date[], $2::text[]) as asked (day, staff)
  join staff_leave l on l.staff_id = asked.staff and l.to_day >= asked.day - ${DAYS_MATTERING} and l.from_day <= asked.day
  where not l.cancelled order by l.from_day`;

const OF_STAFF = `
  select ${COLUMNS} from staff_leave
  where staff_id = any($1) and to_day >= $2 and from_day <= $3 and ($4 or not cancelled) order by from_day, leave_id limit 1000`;

const COVERED_BY = `
  select ${COLUMNS} from staff_leave
  where cover_id = $1 and to_day >= $2 and from_day <= $3 and not cancelled order by staff_id, from_day`;
