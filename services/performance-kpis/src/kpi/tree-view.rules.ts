import type { ScopeFigures } from '../metrics/metric-set.js';
import type { Window } from './periods.rules.js';

/** Clients of a window whom a measure counts, each reached from all of these units and from no other. */
export interface SharedOfWindow {
  readonly grain: number;
  readonly start: number;
  /** The measure's name. */
  readonly measure: string;
  readonly units: readonly string[];
  readonly clients: number;
}

/**
 * The figures of units that are added up, with each client once whom several of them count: whom two share was counted
 * once too often, whom three share twice.
 */
export function withoutShared(
  figures: ScopeFigures,
  shared: readonly SharedOfWindow[],
  { grain, start }: Pick<Window, 'grain' | 'start'>,
  units: ReadonlySet<string>,
): ScopeFigures {
  let found = figures;
  for (const each of shared) {
    if (each.grain !== grain || each.start !== start) continue;
    const times = each.units.filter((unit) => units.has(unit)).length;
    if (times < 2) continue;
    found = { ...found, [each.measure]: found[each.measure]! - each.clients * (times - 1) };
  }
  return found;
}
