import { type Birthday, ClientDateRemoved, ClientDateSet } from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';
import type { RemoveDate, SetDate } from '../client/client.commands.js';
import type { ClientDate } from '../client/client.facts.js';
import { clientRejections as refuse, type ClientRejection } from '../client/client.rejections.js';
import type { ClientEvent } from '../client/client.state.js';

type Decision = readonly ClientEvent[] | Rejected<ClientRejection>;

/** Days of one client at most: the list is shown whole. */
export const DATES_AT_MOST = 50;
const SOLAR_MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const LUNAR_MONTH_DAYS = 30;

/** A day is kept under its id: told again, the later word stands. */
export function setDate(command: SetDate['data'], dates: readonly ClientDate[]): Decision {
  const { clientId, dateId, label, date, now, today } = command;
  if (!exists(date)) {
    const { calendar, month, day } = date;
    return refuse.CLIENT_DATE_INVALID({ calendar, year: date.year ?? '–', month, day });
  }
  const known = dates.find((each) => each.dateId === dateId);
  if (!known && dates.length >= DATES_AT_MOST) return refuse.CLIENT_DATES_FULL({ limit: DATES_AT_MOST });
  if (known && known.label === label && isSameDay(known.date, date)) return [];
  return [ClientDateSet.of({ clientId, dateId, label, date, setAt: now, setOn: today })];
}

export function removeDate(
  { clientId, dateId, now, today }: RemoveDate['data'],
  dates: readonly ClientDate[],
): Decision {
  if (!dates.some((each) => each.dateId === dateId)) return refuse.CLIENT_DATE_UNKNOWN({ dateId });
  return [ClientDateRemoved.of({ clientId, dateId, removedAt: now, removedOn: today })];
}

/**
 * Whether a calendar has the day: in the year that is named, else in any. Any lunar month may have a day 30, also in a
 * year whose regular month has 29, since a day of the leap month is told as one of the regular month: it is kept on day
 * 29 then (rule 2), as a birthday is.
 */
function exists({ calendar, month, day, year }: Birthday): boolean {
  if (calendar === 'LUNAR') return day <= LUNAR_MONTH_DAYS;
  const days = month === 2 && year != null ? new Date(Date.UTC(year, 2, 0)).getUTCDate() : SOLAR_MONTH_DAYS[month - 1]!;
  return day <= days;
}

function isSameDay(a: Birthday, b: Birthday): boolean {
  return a.calendar === b.calendar && a.month === b.month && a.day === b.day && (a.year ?? null) === (b.year ?? null);
}
