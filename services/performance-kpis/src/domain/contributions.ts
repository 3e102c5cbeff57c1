import type { ClientFacts, Touch } from './client-facts.js';
import { mondayOf, type Window } from './periods.js';
import { type Part, targetOf } from './parts.js';
import { pathOn, type Places } from './places.js';
import type { Scope } from './scopes.js';
import type { WorkingDays } from './working-days.js';

/** Takes what a client adds to a scope: touches, contacts, clients contacted (0 or 1), contact-days covered. Called more than once a scope. */
export type AddFigures = (scope: Scope, touches: number, contacts: number, clients: number, covered: number) => void;

/**
 * Everything that one client contributes to the figures of one window (rules 5, 6 and 14). Pure, so that any fact, however late,
 * moves the figures by `after - before`: the order of arrival can't matter.
 * A touch counts for whoever made it and the units above them on its day; coverage counts for the client's own part.
 */
export function contribute(
  facts: ClientFacts,
  parts: readonly Part[],
  window: Window,
  places: Places,
  workingDays: WorkingDays,
  add: AddFigures,
): void {
  const contacts: Touch[] = [];
  const reached: Scope[] = [];
  for (const touch of facts.touches) {
    if (touch.day < window.start || touch.day > window.end) continue;
    const effective = touch.effective ? 1 : 0;
    if (effective) contacts.push(touch);
    add(touch.staff, 1, effective, effective && firstTime(reached, touch.staff), 0);
    for (const unit of pathOn(places, touch.staff, touch.day)) add(unit, 1, effective, effective && firstTime(reached, unit), 0);
  }
  if (contacts.length === 0) return;
  for (const part of parts) {
    const covered = coveredOf(facts, part, contacts, window, workingDays);
    if (covered === 0) continue;
    add(part.rm, 0, 0, 0, covered);
    for (const unit of part.path) add(unit, 0, 0, 0, covered);
  }
}

/** min(actual, target) of a part in a window, in contact-days (rule 6): weeks with a contact x working days of the window's year, at most the target. */
function coveredOf(facts: ClientFacts, part: Part, contacts: readonly Touch[], window: Window, workingDays: WorkingDays): number {
  const from = Math.max(part.from, window.start);
  const to = Math.min(part.to - 1, window.end);
  if (from > to) return 0;
  const weeks: number[] = [];
  for (const { day } of contacts) if (day >= from && day <= to) firstTime(weeks, mondayOf(day));
  if (weeks.length === 0) return 0;
  return Math.min(weeks.length * workingDays.ofYearOf(window.start), targetOf(facts.rates, from, to, workingDays));
}

/** Notes a number; 1 when it was not noted before. The lists are short: a client's units and weeks. */
function firstTime(seen: number[], item: number): 0 | 1 {
  if (seen.includes(item)) return 0;
  seen.push(item);
  return 1;
}
