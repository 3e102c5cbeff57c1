import type { ClientFacts } from '../figures/client-facts.rules.js';
import { type CountedPart, countedPartsOf } from '../figures/parts.rules.js';
import { BEGINNING, type Day, type Window, windowKey, windowsOf } from '../kpi/periods.rules.js';
import { pathOn, type Placements } from '../figures/placements.rules.js';
import type { Scope } from '../figures/scopes.rules.js';
import { contribute, contributeCourses, type Counting, partDaysOf } from './contributions.js';
import { stepsOf } from './level.js';
import { Moves } from './moves.js';
import type { CourseStep } from './reading.js';
import { SharedClients } from './shared-clients.js';
import { isNothing, type Vector } from './vector.js';

const WINDOWS = 2 ** 20;
const DAYS = 2 ** 17;

/** A client as it was, or as it is: the facts, and the tree that says where people stood. */
export interface ClientView {
  readonly facts: ClientFacts;
  readonly places: Placements;
}

/** The figures of a scope in a window, as far as they moved. */
export interface Moved {
  readonly scope: Scope;
  readonly window: Window;
  readonly vector: number[];
}

/** A scope stands at so much more (or less) from a day on. */
export interface Step {
  /** Its place among the levels of the set. */
  readonly level: number;
  readonly scope: Scope;
  readonly from: Day;
  readonly delta: number;
}

/** The course of a scope in a window that runs, as far as it moved from a day on: an amount and a slope each. */
export interface Coursed {
  readonly scope: Scope;
  readonly window: Window;
  readonly day: Day;
  readonly sums: readonly number[];
}

/** Receives what one cause moved in one window, beside the sheet. */
export type Witness = (scope: Scope, window: Window, moved: Vector) => void;

/** How the figures move: the sum of `after - before` over everyone touched. */
export class Deltas {
  /** Clients reached from several units: see `SharedClients`. */
  readonly shared: SharedClients;
  private readonly sheet = new Map<number, Moved>();
  private readonly steps = new Map<number, number>();
  private readonly courses = new Map<number, { scope: Scope; window: Window; days: Map<Day, number[]> }>();
  private readonly moves: Moves;

  /** `runningOn`: a period that ended before this day will not be asked how it runs. */
  constructor(
    private readonly counting: Counting,
    private readonly runningOn: Day = BEGINNING,
  ) {
    this.moves = new Moves(counting.metrics.measures.length);
    this.shared = new SharedClients(counting.metrics);
  }

  /** A client was touched again: only these windows can have moved, and the level of the portfolio has not. */
  touched(before: ClientView, after: ClientView, windows: Iterable<Window>, witness?: Witness): void {
    const [partsBefore, partsAfter] = partsOfBoth(before, after);
    const isShared = this.shared.concerns(before) || this.shared.concerns(after);
    for (const window of windows) {
      if (isShared) this.shared.move(before, after, window);
      // One window at a time, so that what did not move cancels out before it reaches the sheet.
      this.moves.clear();
      contribute(before.facts, partsBefore, window, before.places, this.counting, this.moves.less);
      contribute(after.facts, partsAfter, window, after.places, this.counting, this.moves.more);
      this.moves.forEach((scope, vector) => {
        add(this.at(scope, window), vector, 1);
        witness?.(scope, window, vector);
      });
      // On its only day a period is as good as over.
      if (window.end < this.runningOn || window.start === window.end) continue;
      contributeCourses(before.facts, partsBefore, window, this.counting, this.courseOf(window, -1));
      contributeCourses(after.facts, partsAfter, window, this.counting, this.courseOf(window, 1));
    }
  }

  /** Windows that a change of a client may move: those of its touches, and those in which its parts count without one. */
  windowsMoved(before: ClientView, after: ClientView, since: Day): Window[] {
    const days = [before, after].flatMap(({ facts, places }) =>
      partDaysOf(facts, countedPartsOf(facts, places), this.counting),
    );
    return windowsOfDays([...days, ...after.facts.touches.map(({ day }) => day)], since);
  }

  /** Who keeps the client, what is owed to it, or the tree has changed from a day on. */
  changed(before: ClientView, after: ClientView, since: Day): void {
    this.touched(before, after, this.windowsMoved(before, after, since));
    this.owed(before, after);
  }

  /**
   * Levels alone, touched or not: from one view of a client to a later one. `news`: nothing but touches, or what the
   * client has, or dates that come round every year, is new, so that the other levels stand.
   */
  owed(before: ClientView, after: ClientView, news: 'TOUCHES' | 'BALANCES' | 'DATES' | 'ANYTHING' = 'ANYTHING'): void {
    const [partsBefore, partsAfter] = partsOfBoth(before, after);
    const {
      metrics: { levels },
      workingDays,
    } = this.counting;
    levels.forEach((level, place) => {
      if (news === 'TOUCHES' && !level.movesWithTouches) return;
      if (news === 'BALANCES' && !level.movesWithBalances) return;
      if (news === 'DATES' && !level.movesWithDates) return;
      const step = (sign: number) => (scope: Scope, from: Day, delta: number) => {
        const key = (scope * levels.length + place) * DAYS + (from - BEGINNING);
        this.steps.set(key, (this.steps.get(key) ?? 0) + sign * delta);
      };
      stepsOf(level, before.facts, partsBefore, workingDays, step(-1));
      stepsOf(level, after.facts, partsAfter, workingDays, step(1));
    });
  }

  /**
   * What counts for a member of staff and the units above on a day, as items of a plan do: so many `times`, negative
   * for no longer.
   */
  onDay(staff: Scope, day: Day, vector: Vector, times: number, places: Placements): void {
    if (times === 0 || isNothing(vector)) return;
    for (const window of windowsOf(day))
      for (const scope of [staff, ...pathOn(places, staff, day)]) add(this.at(scope, window), vector, times);
  }

  /** Every figure that moved, by scope. */
  moved(): Moved[] {
    return [...this.sheet]
      .filter(([, { vector }]) => !isNothing(vector))
      .sort(([a], [b]) => a - b)
      .map(([, moved]) => moved);
  }

  /** Every step of a level that moved. */
  stepped(): Step[] {
    const { length } = this.counting.metrics.levels;
    const found: Step[] = [];
    for (const [key, delta] of this.steps) {
      if (delta === 0) continue;
      const scopeAndLevel = Math.floor(key / DAYS);
      const level = scopeAndLevel % length;
      found.push({ level, scope: (scopeAndLevel - level) / length, from: (key % DAYS) + BEGINNING, delta });
    }
    return found;
  }

  /** Every course that moved. */
  coursed(): Coursed[] {
    const found: Coursed[] = [];
    for (const { scope, window, days } of this.courses.values())
      for (const [day, sums] of days) if (!isNothing(sums)) found.push({ scope, window, day, sums });
    return found;
  }

  private courseOf(window: Window, sign: 1 | -1) {
    const { metrics, workingDays } = this.counting;
    return (course: number, scope: Scope, { day, amount, slope }: CourseStep) => {
      const key = scope * WINDOWS + windowKey(window);
      let moved = this.courses.get(key);
      if (!moved) this.courses.set(key, (moved = { scope, window, days: new Map() }));
      let sums = moved.days.get(day);
      if (!sums) moved.days.set(day, (sums = metrics.courses.flatMap(() => [0, 0])));
      // Kept so that slopes add up: each is taken times the working days of the window, from its first day on.
      sums[2 * course]! += sign * (amount - slope * workingDays.between(window.start, day - 1));
      sums[2 * course + 1]! += sign * slope;
    };
  }

  private at(scope: Scope, window: Window): number[] {
    const key = scope * WINDOWS + windowKey(window);
    let moved = this.sheet.get(key);
    if (!moved) this.sheet.set(key, (moved = { scope, window, vector: this.counting.metrics.noVector() }));
    return moved.vector;
  }
}

/** The parts of two views, worked out once where nothing that they are made of changes between them. */
function partsOfBoth(before: ClientView, after: ClientView): [readonly CountedPart[], readonly CountedPart[]] {
  const parts = countedPartsOf(before.facts, before.places);
  const same = before.facts.assignments === after.facts.assignments && before.places === after.places;
  return [parts, same ? parts : countedPartsOf(after.facts, after.places)];
}

function add(sum: number[], vector: Vector, times: number): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += times * vector[i]!;
}

/** The windows that hold one of these days and end on a day or after it, each once. */
export function windowsOfDays(days: readonly Day[], since: Day = BEGINNING): Window[] {
  const found = new Map<number, Window>();
  for (const day of days)
    for (const window of windowsOf(day)) if (window.end >= since) found.set(windowKey(window), window);
  return [...found.values()];
}
