import { type BusinessDate, type DayPortion, Leaves } from '@hengxin/contracts';
import { BatchedLookup, Database } from '@hengxin/service-kit';
import { day, eventsOf, flag, type Projection, projection, type RowOf, table, text } from '@hengxin/projections';
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
    /** The day on which it was taken back: the days before it were leave. */
    cancelled_on: day().orNull(),
  },
});
/** One that arrives again does not take a cancellation back. */
const putTaken = staffLeave.putting('new', { update: 'keep' });

interface Batch {
  readonly taken: RowOf<typeof staffLeave>[];
  readonly cancelled: { readonly leaveId: string; readonly on: BusinessDate }[];
  readonly staff: Set<string>;
}

export const LEAVES_KEPT = 'leaves';

/** Who is away when, and who covers for them. */
export const leavesKept = ({ clock }: { readonly clock: { dayOf(moment: string): BusinessDate } }): Projection =>
  projection({
    consumer: LEAVES_KEPT,
    events: eventsOf(Leaves),
    tables: [staffLeave],
    load: (): Batch => ({ taken: [], cancelled: [], staff: new Set() }),
    on: {
      LeaveTaken({ data }, { taken, staff }) {
        const { leaveId, staffId, from, to, portion, coverId } = data;
        const days = { from_day: from, to_day: to, portion, cancelled: false, cancelled_on: null };
        taken.push({ leave_id: leaveId, staff_id: staffId, cover_id: coverId, ...days });
        for (const id of [staffId, coverId]) if (id !== null) staff.add(id);
      },
      LeaveCancelled({ data: { leaveId, staffId, cancelledAt } }, { cancelled, staff }) {
        cancelled.push({ leaveId, on: clock.dayOf(cancelledAt) });
        staff.add(staffId);
      },
    },
    async store({ taken, cancelled, staff }, tx) {
      await putTaken(tx, taken);
      const values = [cancelled.map(({ leaveId }) => leaveId), cancelled.map(({ on }) => on)];
      const covers = cancelled.length === 0 ? [] : await tx.query<{ cover_id: string | null }>(CANCEL, values);
      for (const { cover_id } of covers) if (cover_id !== null) staff.add(cover_id);
      if (staff.size > 0) await noteFacts(tx, [], [...staff].sort());
    },
  });

const CANCEL = `
  update staff_leave l set cancelled = true, cancelled_on = told.day
  from unnest($1::text[], $2::date[]) told (leave_id, day) where l.leave_id = told.leave_id returning l.cover_id`;

/** A leave as it is stored. */
export interface StoredLeave extends Away {
  readonly id: string;
  readonly portion: DayPortion;
  readonly coverId: string | null;
  /** It was taken back: before it began, or from the day after `to` on. */
  readonly cancelled: boolean;
}

/** Days after a leave on which it may still matter: thirty working days lie within them, holidays and all. */
const DAYS_MATTERING = 100;

/**
 * The leaves of relationship managers. One that was taken back after it had begun was leave up to the day before, and
 * is found with that last day.
 */
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

  /** Leaves of some staff with a day in common with these, by their first day. */
  between(staffIds: readonly string[], from: BusinessDate, to: BusinessDate): Promise<StoredLeave[]> {
    return this.database.query<StoredLeave>(OF_STAFF, [staffIds, from, to], 'leaves-of-staff');
  }

  /** The same as they were taken, with all their days, and those that were cancelled before they began as well. */
  asTaken(staffIds: readonly string[], from: BusinessDate, to: BusinessDate): Promise<StoredLeave[]> {
    return this.database.query<StoredLeave>(AS_TAKEN, [staffIds, from, to], 'leaves-as-taken');
  }

  /** Leaves with a day in common with these for which somebody is the cover. */
  coveredBy(coverId: string, from: BusinessDate, to: BusinessDate): Promise<StoredLeave[]> {
    return this.database.query<StoredLeave>(COVERED_BY, [coverId, from, to], 'leaves-covered');
  }

  /** Those of some staff who are the cover of a leave on a day. */
  async coveringOn(staffIds: readonly string[], date: BusinessDate): Promise<Set<string>> {
    const rows = await this.database.query<{ coverId: string }>(COVERING_ON, [staffIds, date], 'covering-on');
    return new Set(rows.map(({ coverId }) => coverId));
  }

  /** Everyone who covers for somebody on a day. */
  async coversOn(date: BusinessDate): Promise<string[]> {
    const rows = await this.database.query<{ coverId: string }>(COVERS_ON, [date], 'covers-on');
    return rows.map(({ coverId }) => coverId);
  }

  /** As it was taken. */
  async byId(leaveId: string): Promise<StoredLeave | undefined> {
    const rows = await this.database.query<StoredLeave>(
      `select ${TAKEN} from staff_leave where leave_id = $1`,
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

const columns = (to: string) =>
  `leave_id as id, staff_id as "staffId", from_day as "from", ${to} as "to", portion, cover_id as "coverId", cancelled`;
const TAKEN = columns('to_day');
/** With the last day that was or will be leave. */
const LASTED = columns('least(to_day, cancelled_on - 1)');
/** It still lasted on its first day, or on a later one. */
const lastedOn = (day = 'from_day') => `(not cancelled or cancelled_on > greatest(from_day, ${day}))`;

const MATTERING = `
  select asked.day || ' ' || asked.staff as key, ${LASTED}
  from unnest($1::date[], $2::text[]) as asked (day, staff)
  join staff_leave l on l.staff_id = asked.staff and l.to_day >= asked.day - ${DAYS_MATTERING} and l.from_day <= asked.day
  where ${lastedOn()} order by l.from_day`;

const OF_STAFF = `
  select ${LASTED} from staff_leave
  where staff_id = any($1) and to_day >= $2 and from_day <= $3 and ${lastedOn('$2')} order by from_day, leave_id limit 1000`;

const AS_TAKEN = `
  select ${TAKEN} from staff_leave
  where staff_id = any($1) and to_day >= $2 and from_day <= $3 order by from_day, leave_id limit 1000`;

const COVERED_BY = `
  select ${LASTED} from staff_leave
  where cover_id = $1 and to_day >= $2 and from_day <= $3 and ${lastedOn('$2')} order by staff_id, from_day`;

const COVERING_ON = `
  select distinct cover_id as "coverId" from staff_leave
  where cover_id = any($1) and to_day >= $2 and from_day <= $2 and ${lastedOn('$2')}`;

/** Among the leaves that have not ended: few at any time. */
const COVERS_ON = `
  select distinct cover_id as "coverId" from staff_leave
  where to_day >= $1 and from_day <= $1 and cover_id is not null and not cancelled order by cover_id`;
