import { obligedIn, targetOf } from '../figures/parts.rules.js';
import { END } from '../kpi/periods.rules.js';
import { actualOf } from './coverage.metric.js';
import { level } from './level.js';
import { measure, type PartInWindow } from './measure.js';
import { metric } from './metric.js';
import { reading, total } from './reading.js';

/** Parts with a target of which the whole was done. */
export const atTarget = measure('at_target', 'PART', {
  subject: 'part',
  value(part) {
    const actual = actualOf(part);
    if (actual === 0) return 0;
    const target = targetOf(part.rates, part.from, part.to, part.workingDays);
    return target > 0 && actual >= target ? 1 : 0;
  },
});

/**
 * Parts in which something is owed, until the last working day of it. So it stands, before a window opens, at the parts
 * in which something is owed on both sides of its opening.
 */
export const obliged = level('obliged', 'PART', {
  of: ({ rates }, part, workingDays) =>
    obligedIn(part, rates, workingDays).flatMap(({ first, last }) => [
      { from: first, value: 1 },
      ...(last === END ? [] : [{ from: last, value: 0 }]),
    ]),
  columns: { steps: 'obliged', days: null },
});

/** Parts with a target in a window that have none across its opening. */
export const obligedFirst = measure('obliged_first', 'PART', {
  subject: 'part',
  value({ part, from, to, window, rates, workingDays }: PartInWindow) {
    if (targetOf(rates, from, to, workingDays) === 0) return 0;
    if (part.from === from && from > window.start) return 1;
    const across = obligedIn(part, rates, workingDays).some(
      ({ first, last }) => first < window.start && last >= window.start,
    );
    return across ? 0 : 1;
  },
  countsOn: ({ part, rates, workingDays }) => obligedIn(part, rates, workingDays).map(({ first }) => first),
});

export const CLIENTS_AT_TARGET = metric('CLIENTS_AT_TARGET', {
  group: 'CLIENT',
  direction: 'HIGHER_IS_BETTER',
  rule: 6,
  name: { en: 'Clients at target', zh: '达标客户占比' },
  summary: 'Parts (a client with one manager in one place) with as many contact weeks as owed, of those owed any.',
  summaryZh: '联系周数达到应做到数的管户段（一户由一名经理在一处维护）占有应做到联系数的管户段。',
  formula: {
    kind: 'ratio',
    of: atTarget,
    over: total('parts_with_target', reading('obliged_across', obliged, 'OPENING'), obligedFirst),
  },
  drillDown: 'NONE',
  counted: 'CLIENTS',
  isRestated: true,
});
