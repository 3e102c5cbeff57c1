import type { BusinessCalendar, BusinessDate, DayKind, DayPortion } from '@hengxin/contracts';
import { capacityOf } from '../plan/capacity.policy.js';

/** After a leave the places are twelve for as many working days as it had, but for so many at most. */
const MOST_SPREADING_DAYS = 30;

/** A leave that was not cancelled, as far as the days of the one who takes it go. */
export interface LeaveDays {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly portion: DayPortion;
}

/** What a day of a relationship manager has room for. */
export interface DayRoom {
  readonly dayKind: DayKind;
  readonly capacity: number;
}

/** Whether one of these leaves takes the whole of a day. */
export function isAway(date: BusinessDate, leaves: readonly LeaveDays[]): boolean {
  return leaves.some(({ from, to, portion }) => portion === 'FULL' && from <= date && date <= to);
}

/** Kind and places of a day, by the calendar and by the leaves of the one whose day it is. */
export function roomOf(date: BusinessDate, leaves: readonly LeaveDays[], calendar: BusinessCalendar): DayRoom {
  const workingDay = calendar.isWorkingDay(date);
  const kind = calendar.dayKind(date);
  const leave = leaves.find(({ from, to }) => from <= date && date <= to);
  if (leave?.portion === 'FULL') return { dayKind: workingDay ? 'LEAVE' : kind, capacity: 0 };
  const availability = leave ? 0.5 : 1;
  const spreading = leaves.some((each) => isSpreading(date, each, calendar));
  return { dayKind: kind, capacity: capacityOf({ workingDay, availability, spreading }) };
}

/** The first days of a leave that may still matter on a day: an earlier one has been made up for by then. */
export function isSpreading(date: BusinessDate, { from, to }: LeaveDays, calendar: BusinessCalendar): boolean {
  if (date <= to || !calendar.isWorkingDay(date)) return false;
  const missed = Math.min(calendar.workingDays(from, to), MOST_SPREADING_DAYS);
  // Without the last day of the leave: the working days after it, up to and with this one.
  const since = calendar.workingDays(to, date) - (calendar.isWorkingDay(to) ? 1 : 0);
  return since <= missed;
}
