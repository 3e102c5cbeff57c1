import type { ClientFacts, Touch } from '../figures/client-facts.rules.js';
import type { CountedPart } from '../figures/parts.rules.js';
import type { Day, Window } from '../kpi/periods.rules.js';
import { pathOn, type Placements } from '../figures/placements.rules.js';
import type { Scope } from '../figures/scopes.rules.js';
import type { WorkingDays } from '../figures/working-days.rules.js';
import type { PartInWindow, PlanItemFacts } from './measure.js';
import type { MetricSet } from './metric-set.js';
import type { CourseStep } from './reading.js';
import type { Vector } from './vector.js';

/**
 * Takes what a subject adds to a scope. Called more than once a scope; the vector is the caller's and changes
 * afterwards.
 */
export type AddVector = (scope: Scope, vector: Vector) => void;

/** What is counted, and by which calendar. */
export interface Counting {
  readonly metrics: MetricSet;
  readonly workingDays: WorkingDays;
}

/**
 * Everything that one client contributes to the figures of one window (rules 5, 6 and 14). Pure, so that any fact,
 * however late, moves the figures by `after - before`: the order of arrival can't matter.
 */
export function contribute(
  facts: ClientFacts,
  parts: readonly CountedPart[],
  window: Window,
  places: Placements,
  { metrics, workingDays }: Counting,
  add: AddVector,
): void {
  const { perTouch, perClient } = metrics;
  const contacts: Touch[] = [];
  const reached: Scope[][] = perClient.map(() => []);
  const vector = metrics.noVector();
  const ofPart = metrics.noVector();
  const addTouch = (scope: Scope, touch: Touch) => {
    for (let i = 0; i < perClient.length; i++) {
      const { place, counts } = perClient[i]!;
      vector[place] = counts(touch) ? firstTime(reached[i]!, scope) : 0;
    }
    add(scope, vector);
  };
  for (const touch of facts.touches) {
    if (touch.day < window.start || touch.day > window.end) continue;
    if (touch.effective) contacts.push(touch);
    for (const { place, value } of perTouch) vector[place] = value(touch);
    addTouch(touch.staff, touch);
    for (const unit of pathOn(places, touch.staff, touch.day)) addTouch(unit, touch);
  }
  const { perPart } = metrics;
  eachPart(facts, parts, { window, contacts, workingDays }, (within, part) => {
    let any = false;
    for (let i = 0; i < perPart.length; i++) {
      const { place, value } = perPart[i]!;
      any = (ofPart[place] = value(within)) !== 0 || any;
    }
    if (!any) return;
    for (const scope of part.scopes) add(scope, ofPart);
  });
}

/** The courses of a window that runs, as steps by day: for the keeper and the units above. */
export function contributeCourses(
  facts: ClientFacts,
  parts: readonly CountedPart[],
  window: Window,
  { metrics: { courses }, workingDays }: Counting,
  add: (course: number, scope: Scope, step: CourseStep) => void,
): void {
  const contacts = facts.touches.filter(({ day, effective }) => effective && day >= window.start && day <= window.end);
  if (contacts.length === 0) return;
  eachPart(facts, parts, { window, contacts, workingDays }, (within, part) => {
    courses.forEach(({ steps }, course) => {
      for (const step of steps(within)) for (const scope of part.scopes) add(course, scope, step);
    });
  });
}

/** The parts that lie in a window, with their days there. */
function eachPart(
  { rates }: ClientFacts,
  parts: readonly CountedPart[],
  { window, contacts, workingDays }: Pick<PartInWindow, 'window' | 'contacts' | 'workingDays'>,
  each: (within: PartInWindow, part: CountedPart) => void,
): void {
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    const from = Math.max(part.from, window.start);
    const to = Math.min(part.to - 1, window.end);
    const { isFirst } = part;
    if (from <= to) each({ part, isFirst, from, to, window, contacts, rates, workingDays }, part);
  }
}

/** Days in whose windows a client's parts count though nobody may have touched the client there. */
export function partDaysOf(
  facts: ClientFacts,
  parts: readonly CountedPart[],
  { metrics, workingDays }: Counting,
): Day[] {
  const days: Day[] = [];
  for (const { countsOn } of metrics.perPart)
    if (countsOn)
      for (const part of parts)
        days.push(...countsOn({ part, isFirst: part.isFirst, rates: facts.rates, workingDays }));
  return days;
}

/** What one item of a plan contributes to whose plan it is and to the units above. */
export function planItemVector(metrics: MetricSet, item: PlanItemFacts): number[] {
  const vector = metrics.noVector();
  for (const { place, value } of metrics.perPlanItem) vector[place] = value(item);
  return vector;
}

/** Notes a number; 1 when it was not noted before. The lists are short: a client's units. */
function firstTime(seen: number[], item: number): 0 | 1 {
  if (seen.includes(item)) return 0;
  seen.push(item);
  return 1;
}
