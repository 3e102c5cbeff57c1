import type { Placements } from '../figures/placements.rules.js';
import type { Scope } from '../figures/scopes.rules.js';
import { type Day, END } from '../kpi/periods.rules.js';

/** Days from one to another, both included. */
export interface Days {
  readonly from: Day;
  readonly to: Day;
}

/** The days, among these, on which somebody stood in one of the scopes: runs of days, oldest first, apart. */
export function daysIn(places: Placements, staff: Scope, scopes: ReadonlySet<Scope>, { from, to }: Days): Days[] {
  const found: Days[] = [];
  const stretches = places.stretchesOf(staff);
  stretches.forEach(({ from: begins, path }, i) => {
    const days = { from: Math.max(begins, from), to: Math.min((stretches[i + 1]?.from ?? END) - 1, to) };
    if (days.from > days.to || !path.some((scope) => scopes.has(scope))) return;
    const last = found.at(-1);
    if (last && last.to === days.from - 1) found[found.length - 1] = { ...last, to: days.to };
    else found.push(days);
  });
  return found;
}

/** Members of staff looked at together, with their days. */
export interface StaffLooked {
  readonly staff: readonly { readonly staffId: string; readonly days: readonly Days[] }[];
  /** From whom on the next look goes; undefined where nobody follows. */
  readonly next: string | undefined;
}

/**
 * The next few who have days, out of candidates by their ids, from one of them on. It stops after `candidatesAtMost` as
 * well, so that a look costs the same however many work in a unit.
 */
export function staffFrom(
  candidates: readonly string[],
  from: string | undefined,
  daysOf: (staffId: string) => readonly Days[],
  { staffAtMost, candidatesAtMost }: { readonly staffAtMost: number; readonly candidatesAtMost: number },
): StaffLooked {
  const staff: { staffId: string; days: readonly Days[] }[] = [];
  const first = from === undefined ? 0 : firstFrom(candidates, from);
  const end = Math.min(candidates.length, first + candidatesAtMost);
  for (let i = first; i < end; i++) {
    const staffId = candidates[i]!;
    const days = daysOf(staffId);
    if (days.length === 0) continue;
    if (staff.length === staffAtMost) return { staff, next: staffId };
    staff.push({ staffId, days });
  }
  return { staff, next: candidates[end] };
}

/** Where the first one stands that is not before an id. */
function firstFrom(sorted: readonly string[], id: string): number {
  let low = 0;
  for (let high = sorted.length; low < high;) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
