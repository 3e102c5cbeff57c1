import { dayNumber, type OrgTree } from '@hengxin/contracts';
import { BEGINNING, type Day } from '../kpi/periods.rules.js';
import type { Scope, Scopes } from './scopes.rules.js';

/** From a day on: all that a fact of this place counts for. Empty while the organisation doesn't know the place. */
export interface Stretch {
  readonly from: Day;
  /** The unit, those above it, and last the unit by itself. */
  readonly path: readonly Scope[];
  /** The unit by itself (`Scopes.direct`): what the tree of another day adds up. */
  readonly direct?: Scope;
}

const NOWHERE: readonly Stretch[] = [{ from: BEGINNING, path: [] }];

/**
 * Where people stood in the tree, as maximal stretches of one path. A transfer and a move of a unit above both start a
 * new one.
 */
export interface Placements {
  /** Oldest first; the first one holds from the beginning. */
  stretchesOf(staff: Scope): readonly Stretch[];
}

/** The path of a member of staff on a day. */
export function pathOn(places: Placements, staff: Scope, day: Day): readonly Scope[] {
  return stretchOn(places.stretchesOf(staff), day).path;
}

/** The unit by itself in which a member of staff stood on a day; undefined where the organisation doesn't know it. */
export function directOn(places: Placements, staff: Scope, day: Day): Scope | undefined {
  return stretchOn(places.stretchesOf(staff), day).direct;
}

export function stretchOn(stretches: readonly Stretch[], day: Day): Stretch {
  let found = stretches[0]!;
  for (let i = 1; i < stretches.length && stretches[i]!.from <= day; i++) found = stretches[i]!;
  return found;
}

/** The places of a tree as it stands now; `forget` after the tree has changed. */
export class TreePlacements implements Placements {
  private readonly ofStaff = new Map<Scope, readonly Stretch[]>();
  private readonly ofUnit = new Map<string, readonly Stretch[]>();

  constructor(
    private readonly tree: OrgTree,
    private readonly scopes: Scopes,
  ) {}

  stretchesOf(staff: Scope): readonly Stretch[] {
    let stretches = this.ofStaff.get(staff);
    if (!stretches) this.ofStaff.set(staff, (stretches = this.build(staff)));
    return stretches;
  }

  /** A member of staff was placed: their stretches are to be worked out again. */
  forgetStaff(staff: Scope): void {
    this.ofStaff.delete(staff);
  }

  /** A unit was placed: any path may be another now. */
  forgetAll(): void {
    this.ofStaff.clear();
    this.ofUnit.clear();
  }

  private build(staff: Scope): readonly Stretch[] {
    const placements = this.tree.placementsOf(this.scopes.id(staff));
    if (placements.length === 0) return NOWHERE;
    const found: Stretch[] = [];
    placements.forEach((placement, i) => {
      const from = i === 0 || placement.validFrom === null ? BEGINNING : dayNumber(placement.validFrom);
      const next = placements[i + 1]?.validFrom;
      const to = next ? dayNumber(next) : Infinity;
      const ofUnit = this.unitStretches(placement.unitId);
      ofUnit.forEach((stretch, k) => {
        const start = Math.max(stretch.from, from);
        const end = Math.min(ofUnit[k + 1]?.from ?? Infinity, to);
        if (start < end) push(found, { ...stretch, from: start });
      });
    });
    return found;
  }

  private unitStretches(unitId: string): readonly Stretch[] {
    let stretches = this.ofUnit.get(unitId);
    if (!stretches) {
      const found: Stretch[] = [];
      for (const day of ['', ...this.tree.moveDaysAbove(unitId)]) {
        const above = this.tree.path(unitId, day).map((id) => this.scopes.unit(id));
        const from = day === '' ? BEGINNING : dayNumber(day);
        const direct = this.scopes.direct(unitId);
        push(found, above.length === 0 ? { from, path: above } : { from, path: [...above, direct], direct });
      }
      this.ofUnit.set(unitId, (stretches = found));
    }
    return stretches;
  }
}

function push(found: Stretch[], stretch: Stretch): void {
  const last = found.at(-1);
  if (last && samePath(last.path, stretch.path)) return;
  found.push(stretch);
}

export function samePath(a: readonly Scope[], b: readonly Scope[]): boolean {
  return a === b || (a.length === b.length && a.every((scope, i) => scope === b[i]));
}

/** The first day on which two histories of places differ; undefined when they never do. */
export function firstDifference(a: readonly Stretch[], b: readonly Stretch[]): Day | undefined {
  if (a === b) return undefined;
  const days = [...a, ...b].map(({ from }) => from).sort((x, y) => x - y);
  return days.find((day) => !samePath(stretchOn(a, day).path, stretchOn(b, day).path));
}
