import type { ClientFacts } from './client-facts.js';
import { type Day, END } from './periods.js';
import { type Places, samePath } from './places.js';
import type { Scope } from './scopes.js';
import type { WorkingDays } from './working-days.js';

/** One client with one relationship manager in one place of the tree (rule 6): as long as neither changes. */
export interface Part {
  readonly from: Day;
  /** Exclusive. */
  readonly to: Day;
  readonly rm: Scope;
  /** The unit of the relationship manager and those above it. */
  readonly path: readonly Scope[];
}

/** The parts of a client, oldest first. A handover, a transfer or a move of the unit starts a new one. */
export function partsOf(facts: Pick<ClientFacts, 'assignments'>, places: Places): readonly Part[] {
  const parts: Part[] = [];
  const { assignments } = facts;
  for (let i = 0; i < assignments.length; i++) {
    const { from, value: rm } = assignments[i]!;
    const until = assignments[i + 1]?.from ?? END;
    const stretches = places.stretchesOf(rm);
    for (let k = 0; k < stretches.length; k++) {
      const start = Math.max(stretches[k]!.from, from);
      const end = Math.min(stretches[k + 1]?.from ?? END, until);
      if (start >= end) continue;
      const last = parts[parts.length - 1];
      const path = stretches[k]!.path;
      if (last && last.rm === rm && last.to === start && samePath(last.path, path)) parts[parts.length - 1] = { ...last, to: end };
      else parts.push({ from: start, to: end, rm, path });
    }
  }
  return parts;
}

/** Contact-days owed from `from` to `to`, both included: contacts a year x working days, with the rate of each day. */
export function targetOf(rates: ClientFacts['rates'], from: Day, to: Day, workingDays: WorkingDays): number {
  let target = 0;
  for (let i = 0; i < rates.length; i++) {
    const start = i === 0 ? from : Math.max(rates[i]!.from, from);
    const end = Math.min((rates[i + 1]?.from ?? END) - 1, to);
    if (start <= end) target += rates[i]!.value * workingDays.between(start, end);
  }
  return target;
}
