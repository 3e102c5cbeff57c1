import type { ClientFacts } from '../figures/client-facts.rules.js';
import { directOn, type Placements } from '../figures/placements.rules.js';
import type { Scope } from '../figures/scopes.rules.js';
import { type Window, windowKey } from '../kpi/periods.rules.js';
import type { MetricSet } from './metric-set.js';

/** A client at a time: see `ClientView`. */
interface View {
  readonly facts: Pick<ClientFacts, 'touches'>;
  readonly places: Placements;
}

/** So many more clients (or fewer) whom a measure counts in a window, each reached there from these units. */
export interface Shared {
  /** The measure's place in a vector. */
  readonly place: number;
  readonly window: Window;
  /** Two or more, each by itself: see `Scopes.direct`. */
  readonly units: readonly Scope[];
  readonly clients: number;
}

/**
 * Clients who were reached from several units in one window. A client counts once a scope; so units that are added up
 * by the tree of another day count such a client too often, and this says how often. Few are shared, for most clients
 * are reached from the unit of their manager alone.
 */
export class SharedClients {
  private readonly found = new Map<string, { place: number; window: Window; units: Scope[]; clients: number }>();

  constructor(private readonly metrics: Pick<MetricSet, 'perClient'>) {}

  /** Whether a client was ever reached from more than one unit: else there is nothing to move. */
  concerns({ facts: { touches }, places }: View): boolean {
    let first: Scope | undefined;
    for (const { staff, day } of touches) {
      const unit = directOn(places, staff, day);
      if (unit === undefined || unit === first) continue;
      if (first !== undefined) return true;
      first = unit;
    }
    return false;
  }

  /** A client was reached otherwise than before, as far as a window goes. */
  move(before: View, after: View, window: Window): void {
    this.take(before, window, -1);
    this.take(after, window, 1);
  }

  /** Everything that moved. */
  moved(): Shared[] {
    return [...this.found.values()].filter(({ clients }) => clients !== 0);
  }

  private take({ facts: { touches }, places }: View, window: Window, sign: 1 | -1): void {
    for (const { place, counts } of this.metrics.perClient) {
      const units: Scope[] = [];
      for (const touch of touches) {
        if (touch.day < window.start || touch.day > window.end || !counts(touch)) continue;
        const unit = directOn(places, touch.staff, touch.day);
        if (unit !== undefined && !units.includes(unit)) units.push(unit);
      }
      if (units.length < 2) continue;
      units.sort((a, b) => a - b);
      const key = `${place} ${windowKey(window)} ${units.join()}`;
      let shared = this.found.get(key);
      if (!shared) this.found.set(key, (shared = { place, window, units, clients: 0 }));
      shared.clients += sign;
    }
  }
}
