import { type ClientFacts, contactsOf } from '../figures/client-facts.rules.js';
import { daysCounted } from '../figures/level-ranges.rules.js';
import type { CountedPart } from '../figures/parts.rules.js';
import { daysCountedBefore, type Look, worthOf } from '../figures/step-worth.rules.js';
import type { Window } from '../kpi/periods.rules.js';
import { type Level, stepsOf } from '../metrics/level.js';
import type { Measure } from '../metrics/measure.js';
import { DAYS_COUNTED, DAYS_COUNTED_BEFORE, type MetricDefinition } from '../metrics/metric.js';
import { sidesOf } from '../metrics/metric-set.js';
import { type Course, figuresOf, type ReadingKind } from '../metrics/reading.js';

/** Stands for the scope that is asked about: the parts are its own. */
const SOMEONE = 0;

/**
 * What the parts of one client add to a figure, by the names of what it is made of: of all clients of a scope together
 * the figure itself, for each is a sum over parts. What a figure counts beside clients is nothing here. Pure.
 */
export function addedBy(
  definition: MetricDefinition,
  facts: ClientFacts,
  parts: readonly CountedPart[],
  look: Look,
): Readonly<Record<string, number>> {
  const added: Record<string, number> = {
    [DAYS_COUNTED]: daysCounted(look.window, look.today),
    [DAYS_COUNTED_BEFORE]: daysCountedBefore(look),
  };
  for (const each of sidesOf(definition).flatMap(figuresOf))
    if (!(each.name in added)) added[each.name] = sumOf(each, facts, parts, look);
  return added;
}

function sumOf(
  each: ReturnType<typeof figuresOf>[number],
  facts: ClientFacts,
  parts: readonly CountedPart[],
  look: Look,
): number {
  switch (each.subject) {
    case 'reading':
      return read(each.level, each.kind, facts, parts, look);
    case 'level':
      return read(each, 'WORKING_DAYS', facts, parts, look);
    case 'course':
      return runUpTo(each, facts, parts, look);
    case 'touch':
    case 'client':
    case 'part':
    case 'plan-item':
    case 'fact':
      return measured(each, facts, parts, look.window, look);
  }
}

function measured(
  measure: Measure,
  facts: ClientFacts,
  parts: readonly CountedPart[],
  window: Window,
  { workingDays }: Look,
): number {
  if (measure.subject !== 'part') return 0;
  const contacts = contactsOf(facts).filter(({ day }) => window.start <= day && day <= window.end);
  let sum = 0;
  for (const part of parts) {
    const from = Math.max(part.from, window.start);
    const to = Math.min(part.to - 1, window.end);
    const { isFirst } = part;
    if (from <= to)
      sum += measure.value({ part, isFirst, from, to, window, contacts, rates: facts.rates, workingDays });
  }
  return sum;
}

/** Of a period that runs what a measure would be if it ended today; of one that has not begun nothing. */
function runUpTo({ measure }: Course, facts: ClientFacts, parts: readonly CountedPart[], look: Look): number {
  const { window, today } = look;
  if (window.start > today) return 0;
  return measured(measure, facts, parts, { ...window, end: Math.min(window.end, today) }, look);
}

/** How a level is read, see `READINGS`: each step for itself, in the words of what it is worth. */
function read(level: Level, kind: ReadingKind, facts: ClientFacts, parts: readonly CountedPart[], look: Look): number {
  let sum = 0;
  const worth = worthOf(kind, look);
  const theirs = parts.map((part) => ({ ...part, scopes: [SOMEONE] }));
  stepsOf(level, facts, theirs, look.workingDays, (_, from, delta) => (sum += delta * worth(from)));
  return sum;
}
