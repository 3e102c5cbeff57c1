import type { ClientFacts } from './client-facts.rules.js';
import { type Day, END } from '../kpi/periods.rules.js';
import { type Placements, samePath } from './placements.rules.js';
import type { Scope } from './scopes.rules.js';
import type { WorkingDays } from './working-days.rules.js';

/** One client with one relationship manager in one place of the tree (rule 6): as long as neither changes. */
export interface Part {
  readonly from: Day;
  /** Exclusive. */
  readonly to: Day;
  readonly rm: Scope;
  /** The unit of the relationship manager, those above it, and the unit by itself: see `Stretch`. */
  readonly path: readonly Scope[];
  readonly direct?: Scope;
}

/** A part with the scopes that it counts for. */
export interface CountedPart extends Pick<Part, 'from' | 'to' | 'rm'> {
  readonly scopes: readonly Scope[];
  /** The client's first one: nobody kept the client before. */
  readonly isFirst: boolean;
}

/** The parts of a client, oldest first. A handover, a transfer or a move of the unit starts a new one. */
export function partsOf(facts: Pick<ClientFacts, 'assignments'>, places: Placements): readonly Part[] {
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
      const { path, direct } = stretches[k]!;
      if (last && last.rm === rm && last.to === start && samePath(last.path, path))
        parts[parts.length - 1] = { ...last, to: end };
      else parts.push({ from: start, to: end, rm, path, ...(direct !== undefined && { direct }) });
    }
  }
  return parts;
}

/**
 * The parts as they are counted. A move of a unit starts a new part for its manager and for all above, by the tree of
 * each day. For the unit by itself, which the tree of another day adds up, there is no such move: what it parts is one
 * part there.
 */
export function countedPartsOf(facts: Pick<ClientFacts, 'assignments'>, places: Placements): readonly CountedPart[] {
  const parts = partsOf(facts, places);
  const counted: CountedPart[] = [];
  for (let i = 0; i < parts.length;) {
    const first = parts[i]!;
    let next = i + 1;
    while (next < parts.length && isMoved(parts[next - 1]!, parts[next]!)) next++;
    const moved = next - i > 1;
    for (let k = i; k < next; k++) {
      const { from, to, rm, path, direct } = parts[k]!;
      const scopes = [rm, ...(moved ? path.filter((scope) => scope !== direct) : path)];
      counted.push({ from, to, rm, scopes, isFirst: k === 0 });
    }
    if (moved)
      counted.push({
        ...{ from: first.from, to: parts[next - 1]!.to, rm: first.rm },
        ...{ scopes: [first.direct!], isFirst: i === 0 },
      });
    i = next;
  }
  return counted;
}

/** Whether nothing but a move of the unit, or of one above it, lies between two parts. */
function isMoved(before: Part, after: Part): boolean {
  return (
    before.direct !== undefined && before.direct === after.direct && before.rm === after.rm && before.to === after.from
  );
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

/** From the first working day on which something is owed to a client to the last one, both included. */
export interface Obliged {
  readonly first: Day;
  /** `END` while there is no last one. */
  readonly last: Day;
}

/** When something is owed to a client while a part lasts, oldest first: more than once where it came to nothing between. */
export function obligedIn(
  part: Pick<Part, 'from' | 'to'>,
  rates: ClientFacts['rates'],
  workingDays: Pick<WorkingDays, 'firstWithin' | 'lastWithin'>,
): readonly Obliged[] {
  const obliged: Obliged[] = [];
  let open: Day | undefined;
  const close = (to: Day) => {
    if (open === undefined) return;
    const first = workingDays.firstWithin(open, to - 1);
    if (first !== undefined) obliged.push({ first, last: to === END ? END : workingDays.lastWithin(open, to - 1)! });
    open = undefined;
  };
  for (let i = 0; i < rates.length; i++) {
    const from = i === 0 ? part.from : Math.max(rates[i]!.from, part.from);
    const to = Math.min(rates[i + 1]?.from ?? END, part.to);
    if (from >= to) continue;
    if (rates[i]!.value > 0) open ??= from;
    else close(from);
    if (to === part.to) close(to);
  }
  return obliged;
}
