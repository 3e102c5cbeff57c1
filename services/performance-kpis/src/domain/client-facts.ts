import type { Day } from './periods.js';
import type { Scope } from './scopes.js';

/** A touch of a client. */
export interface Touch {
  readonly day: Day;
  readonly staff: Scope;
  /** An effective touch is a contact (rule 5). */
  readonly effective: boolean;
}

/** From a day on, a number: contacts a year, or who keeps the client. */
export interface Change {
  readonly from: Day;
  readonly value: number;
}

/** Everything about one client that figures depend on. */
export interface ClientFacts {
  /** Contacts a year, oldest first. Before the first change the first one holds: the bank owed them since it kept the client. */
  readonly rates: readonly Change[];
  /** The relationship manager (a staff scope), oldest first. Before the first one nobody keeps the client. */
  readonly assignments: readonly Change[];
  readonly touches: readonly Touch[];
}

export const NO_FACTS: ClientFacts = { rates: [], assignments: [], touches: [] };

/** The changes with one more; a later word on the same day replaces the earlier one. */
export function withChange(changes: readonly Change[], change: Change): readonly Change[] {
  const kept = changes.filter(({ from }) => from !== change.from);
  return [...kept, change].sort((a, b) => a.from - b.from);
}
