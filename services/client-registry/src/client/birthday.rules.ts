import type { Birthday, BusinessDate } from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';
import { clientRejections, type ClientRejection } from './client.rejections.js';

const SOLAR_MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const LUNAR_MONTH_DAYS = 30;

/**
 * Refuses a birthday that no year has, or that is still to come. 29 February needs a leap year where the year is known.
 */
export function checkBirthday(
  birthday: Birthday | null | undefined,
  today: BusinessDate,
): Rejected<ClientRejection> | undefined {
  if (!birthday) return undefined;
  const { calendar, year, month, day } = birthday;
  if (day > daysIn(birthday)) return clientRejections.BIRTHDAY_INVALID({ calendar, month, day });
  if (year == null) return undefined;
  const born = calendar === 'SOLAR' ? `${year}-${two(month)}-${two(day)}` : `${year}-01-01`;
  return born > today ? clientRejections.BIRTHDAY_IN_FUTURE({ year }) : undefined;
}

/** Which lunar months have 30 days differs from year to year; a day 30 is kept on day 29 where there is none. */
function daysIn({ calendar, month, year }: Birthday): number {
  if (calendar === 'LUNAR') return LUNAR_MONTH_DAYS;
  if (month === 2 && year != null) return new Date(Date.UTC(year, 2, 0)).getUTCDate();
  return SOLAR_MONTH_DAYS[month - 1]!;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
