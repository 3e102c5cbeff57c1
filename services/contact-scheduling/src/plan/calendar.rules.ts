import { type BusinessDate, chinaCalendar } from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';

/**
 * Refuses a day of which the bank's calendar knows nothing. The sentence is the platform's, since every service refuses
 * such days.
 */
export function checkDate(date: BusinessDate, field: readonly string[]): Rejected<'DATE_OUTSIDE_CALENDAR'> | undefined {
  const { firstYear, lastYear } = chinaCalendar;
  // The last day of the calendar has no next working day, and a plan names it.
  if (chinaCalendar.supports(date) && date < `${lastYear}-12-31`) return undefined;
  return { rejection: { code: 'DATE_OUTSIDE_CALENDAR', field, facts: { date, firstYear, lastYear } } };
}
