import { type BusinessCalendar, type BusinessDate, type Grain } from '@hengxin/contracts';

/** Working days after its last one on which a period closes by itself. */
const WORKING_DAYS_LATER = 3;

/**
 * The day on which a period closes by itself, as it begins: the third working day after its last one. Undefined where
 * the calendar ends.
 */
export function closesOn(calendar: BusinessCalendar, end: BusinessDate): BusinessDate | undefined {
  return workingDaysAfter(calendar, end, WORKING_DAYS_LATER);
}

/** The working day so many after a day; undefined where the calendar ends. */
export function workingDaysAfter(
  calendar: BusinessCalendar,
  from: BusinessDate,
  count: number,
): BusinessDate | undefined {
  let day = from;
  for (let n = 0; n < count; n++) {
    // The calendar's last days have no working day behind them.
    if (!calendar.supports(day) || +day.slice(0, 4) >= calendar.lastYear) return undefined;
    day = calendar.nextWorkingDay(day);
  }
  return day;
}

/** Names a period among all: also its stream. */
export const periodIdOf = (grain: Grain, start: BusinessDate): string => `${grain}.${start}`;
