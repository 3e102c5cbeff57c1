import { type BusinessDate, chinaCalendar } from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';

/**
 * Refuses a day of which the bank's calendar knows nothing. The sentence is the platform's, since every service refuses
 * such days.
 */
export function checkDate(date: BusinessDate, field: readonly string[]): Rejected<'DATE_OUTSIDE_CALENDAR'> | undefined {
  const { firstYear, lastYear } = chinaCalendar;
  if (chinaCalendar.supports(date)) return undefined;
  return { rejection: { code: 'DATE_OUTSIDE_CALENDAR', field, facts: { date, firstYear, lastYear } } };
}
