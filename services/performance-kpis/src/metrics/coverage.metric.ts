import type { Change, ClientFacts } from '../figures/client-facts.rules.js';
import { type Part, targetOf } from '../figures/parts.rules.js';
import { END, mondayOf } from '../kpi/periods.rules.js';
import { level } from './level.js';
import { measure, type PartInWindow } from './measure.js';
import { metric } from './metric.js';

/**
 * min(actual, target) of a part in a window, in contact-days (rule 6): weeks with a contact x working days of the
 * window's year, at most the target.
 */
function coveredOf(part: PartInWindow): number {
  const actual = actualOf(part);
  if (actual === 0) return 0;
  return Math.min(actual, targetOf(part.rates, part.from, part.to, part.workingDays));
}

/** Weeks of a window with a contact during a part, in contact-days. */
export function actualOf({ from, to, window, contacts, workingDays }: PartInWindow): number {
  const weeks: number[] = [];
  for (const { day } of contacts) {
    const monday = mondayOf(day);
    if (day >= from && day <= to && !weeks.includes(monday)) weeks.push(monday);
  }
  return weeks.length === 0 ? 0 : weeks.length * workingDays.ofYearOf(window.start);
}

export const covered = measure('covered', 'CONTACT_DAY', { subject: 'part', value: coveredOf });

/**
 * Contacts a year that are owed to a client while a part lasts. Before the first change the first one holds, as long as
 * somebody keeps the client.
 */
function owedOf({ rates }: ClientFacts, part: Pick<Part, 'from' | 'to'>): Change[] {
  const owed: Change[] = [];
  for (let i = 0; i < rates.length; i++) {
    const from = i === 0 ? part.from : Math.max(rates[i]!.from, part.from);
    const to = Math.min(rates[i + 1]?.from ?? END, part.to);
    if (from < to) owed.push({ from, value: rates[i]!.value });
  }
  return owed;
}

/**
 * Contacts owed: contacts a year, summed over working days, are contact-days. Its columns are older than other levels.
 */
export const target = level('target', 'CONTACT_DAY', { of: owedOf, columns: { steps: 'delta', days: 'delta_days' } });

export const COVERAGE = metric('COVERAGE', {
  group: 'CLIENT',
  direction: 'HIGHER_IS_BETTER',
  rule: 6,
  name: { en: 'Coverage', zh: '覆盖率' },
  summary: 'Contact weeks made, of those owed: both in contact-days.',
  summaryZh: '已做到的联系周数占应做到的比例，两者均以联系日计。',
  formula: { kind: 'ratio', of: covered, over: target },
  drillDown: 'COVERING_CONTACTS',
  counted: 'CLIENTS',
  isRestated: true,
});
