import type { ClientFacts } from './client-facts.js';
import { contribute } from './contributions.js';
import { type Figures, isNothing, type Move, noFigures } from './figures.js';
import { Moves } from './moves.js';
import { partsOf } from './parts.js';
import { BEGINNING, type Day, type Window, windowKey, windowsOf } from './periods.js';
import { pathOn, type Places } from './places.js';
import { levels } from './portfolio.js';
import type { Scope } from './scopes.js';
import type { WorkingDays } from './working-days.js';

const WINDOWS = 2 ** 20;
const DAYS = 2 ** 17;

/** A client as it was, or as it is: the facts, and the tree that says where people stood. */
export interface ClientView {
  readonly facts: ClientFacts;
  readonly places: Places;
}

/** The figures of a scope in a window, as far as they moved. */
export interface Moved {
  readonly scope: Scope;
  readonly window: Window;
  readonly figures: Figures;
}

/** What one cause moved in one window; hears of it beside the sheet. */
export type Witness = (scope: Scope, window: Window, moved: Move) => void;

/** How the figures move: the sum of `after - before` over everyone touched. */
export class Deltas {
  private readonly sheet = new Map<number, Moved>();
  private readonly steps = new Map<number, number>();
  private readonly moves = new Moves();

  constructor(private readonly workingDays: WorkingDays) {}

  /** A client was touched anew: only these windows can have moved, and the level of the portfolio has not. */
  touched(before: ClientView, after: ClientView, windows: Iterable<Window>, witness?: Witness): void {
    const partsBefore = partsOf(before.facts, before.places);
    const same = before.facts.assignments === after.facts.assignments && before.places === after.places;
    const partsAfter = same ? partsBefore : partsOf(after.facts, after.places);
    for (const window of windows) {
      // One window at a time, so that what did not move cancels out before it reaches the sheet.
      this.moves.clear();
      contribute(before.facts, partsBefore, window, before.places, this.workingDays, this.moves.less);
      contribute(after.facts, partsAfter, window, after.places, this.workingDays, this.moves.more);
      this.moves.forEach((scope, touches, contacts, clients, covered) => {
        const figures = this.at(scope, window);
        figures.touches += touches;
        figures.contacts += contacts;
        figures.clients += clients;
        figures.covered += covered;
        witness?.(scope, window, { touches, contacts, clients, covered });
      });
    }
  }

  /** Who keeps the client, what is owed to it, or the tree has changed from a day on. */
  changed(before: ClientView, after: ClientView, since: Day): void {
    this.touched(before, after, windowsTouched(after.facts, since));
    this.owed(before, after);
  }

  /** The level of the portfolio alone, whoever was touched: from one view of a client to a later one. */
  owed(before: ClientView, after: ClientView): void {
    const step = (sign: number) => (scope: Scope, from: Day, delta: number) => {
      const key = scope * DAYS + (from - BEGINNING);
      this.steps.set(key, (this.steps.get(key) ?? 0) + sign * delta);
    };
    levels(before.facts, partsOf(before.facts, before.places), step(-1));
    levels(after.facts, partsOf(after.facts, after.places), step(1));
  }

  /** Plan items of a member of staff on a day were drawn or done (or, with negative numbers, no longer are). */
  planned(staff: Scope, day: Day, drawn: number, done: number, places: Places): void {
    if (drawn === 0 && done === 0) return;
    for (const window of windowsOf(day))
      for (const scope of [staff, ...pathOn(places, staff, day)]) {
        const figures = this.at(scope, window);
        figures.drawn += drawn;
        figures.done += done;
      }
  }

  /** Every figure that moved, by scope. */
  moved(): Moved[] {
    return [...this.sheet]
      .filter(([, { figures }]) => !isNothing(figures))
      .sort(([a], [b]) => a - b)
      .map(([, moved]) => moved);
  }

  /** Every step of a portfolio's level that moved. */
  stepped(): { scope: Scope; from: Day; delta: number }[] {
    const found: { scope: Scope; from: Day; delta: number }[] = [];
    for (const [key, delta] of this.steps)
      if (delta !== 0) found.push({ scope: Math.floor(key / DAYS), from: (key % DAYS) + BEGINNING, delta });
    return found;
  }

  private at(scope: Scope, window: Window): Figures {
    const key = scope * WINDOWS + windowKey(window);
    let moved = this.sheet.get(key);
    if (!moved) this.sheet.set(key, (moved = { scope, window, figures: noFigures() }));
    return moved.figures;
  }
}

/** The windows that end on or after a day and hold a touch of the client: elsewhere a client contributes nothing. */
export function windowsTouched(facts: ClientFacts, since: Day = BEGINNING): Window[] {
  const found = new Map<number, Window>();
  for (const { day } of facts.touches) for (const window of windowsOf(day)) if (window.end >= since) found.set(windowKey(window), window);
  return [...found.values()];
}
