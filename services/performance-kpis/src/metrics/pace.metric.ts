import { actualOf, covered, target } from './coverage.metric.js';
import { END } from '../kpi/periods.rules.js';
import type { PartInWindow } from './measure.js';
import { metric } from './metric.js';
import { course, type CourseStep, reading } from './reading.js';

/**
 * min(actual, target) of a part, were today the window's last day. The target grows by the contacts a year with every
 * working day, until it has reached what was done; from then on it is what was done. Nothing where nobody made contact.
 */
function courseOf(part: PartInWindow): CourseStep[] {
  const { from, to, rates, workingDays } = part;
  const actual = actualOf(part);
  if (actual === 0) return [];
  const steps: CourseStep[] = [];
  let owed = 0;
  for (let i = 0; i < rates.length; i++) {
    const start = i === 0 ? from : Math.max(rates[i]!.from, from);
    const end = Math.min((rates[i + 1]?.from ?? END) - 1, to);
    const slope = rates[i]!.value;
    if (start > end || slope === 0) continue;
    const days = workingDays.between(start, end);
    const whole = Math.floor((actual - owed) / slope);
    steps.push({ day: start, amount: 0, slope });
    if (whole < days) {
      const reached = nthWorkingDay(part, start, end, whole + 1);
      steps.push({ day: reached, amount: actual - owed - whole * slope, slope: -slope });
      return steps;
    }
    owed += days * slope;
    if (end < part.window.end) steps.push({ day: end + 1, amount: 0, slope: -slope });
  }
  return steps;
}

/** The day of a stretch by which so many of its days were worked; it has at least as many. */
function nthWorkingDay({ workingDays }: PartInWindow, start: number, end: number, count: number): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (workingDays.between(start, middle) >= count) high = middle;
    else low = middle + 1;
  }
  return low;
}

export const paced = course('paced', covered, courseOf);

export const PACE = metric('PACE', {
  group: 'CLIENT',
  direction: 'HIGHER_IS_BETTER',
  rule: 6,
  name: { en: 'Pace', zh: '覆盖进度' },
  summary: 'Coverage over the part of the period up to today; of a period that is over, its coverage.',
  summaryZh: '截至今天这部分周期的覆盖率；已结束的周期即为其覆盖率。',
  formula: { kind: 'ratio', of: paced, over: reading('target_so_far', target, 'WORKING_DAYS_SO_FAR') },
  drillDown: 'COVERING_CONTACTS',
  counted: 'CLIENTS',
  isRestated: false,
});
