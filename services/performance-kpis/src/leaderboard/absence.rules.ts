import type { BusinessCalendar, BusinessDate } from '@hengxin/contracts';

/** Whole days on which somebody is on leave, both included. A person's leaves have no day in common. */
export interface Absence {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

/** Whether leaves take all working days of a period (rule 15). Of a period without a working day nobody is missing. */
export function isAwayAllOf(
  { start, end }: { readonly start: BusinessDate; readonly end: BusinessDate },
  absences: readonly Absence[],
  calendar: Pick<BusinessCalendar, 'workingDays'>,
): boolean {
  const worked = calendar.workingDays(start, end);
  const away = absences.reduce((days, { from, to }) => {
    const [first, last] = [from > start ? from : start, to < end ? to : end];
    return days + (first <= last ? calendar.workingDays(first, last) : 0);
  }, 0);
  return worked > 0 && away >= worked;
}
