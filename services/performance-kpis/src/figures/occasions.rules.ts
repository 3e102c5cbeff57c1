import { dateOfDayNumber, dayNumber } from '@hengxin/contracts';
import type { Day } from '../kpi/periods.rules.js';

/**
 * Up to which day the occasions of clients are counted, on a day: the end of the year after. What lies behind it is
 * counted before anybody asks for it, and a bank has no rows for decades to come.
 */
export function horizonOf(today: Day): Day {
  return dayNumber(`${+dateOfDayNumber(today).slice(0, 4) + 1}-12-31`);
}
