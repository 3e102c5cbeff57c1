import type { Role, UnitKind } from '../values.js';
import type { BusinessDate } from '../calendar/dates.js';

/** Where a unit hangs, from a day on (null: from the beginning). */
export interface UnitPlacement {
  readonly unitId: string;
  readonly parentId: string | null;
  readonly kind: UnitKind;
  readonly name: string;
  readonly validFrom: BusinessDate | null;
}

/**
 * Where a member of staff works, from a day on (null: from the beginning) and up to a last one (null or left out: none
 * is set).
 */
export interface StaffPlacement {
  readonly staffId: string;
  readonly role: Role;
  readonly unitId: string;
  readonly validFrom: BusinessDate | null;
  /** The last day, included. A later placement brings the person back. */
  readonly validTo?: BusinessDate | null | undefined;
}

/**
 * Roles that see beyond the own clients, or run the platform: nobody gets one by the word of a single administrator.
 */
export const WIDE_ROLES: ReadonlySet<Role> = new Set<Role>(['UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION', 'ADMIN']);

const BEGINNING = '';

/** Paths kept at a time: those of a large bank on a few days. */
const PATHS_KEPT = 200_000;

/**
 * The effective-dated organisation: units, and who works where. Every question names its day. Before a unit's or a
 * person's first placement the first one answers, so that history imported from before the tree has a home. After a
 * person's last day the last one answers, so that what they leave behind has a home. That is right for asking where
 * something belongs; who may do or get something, and who is there at all, is asked of `staffPlacedOn` and
 * `unitPlacedOn`.
 */
export class OrgTree {
  private readonly unitRows = new Map<string, UnitPlacement[]>();
  private readonly staffRows = new Map<string, StaffPlacement[]>();
  private readonly pathCache = new Map<string, readonly string[]>();
  /**
   * Days on which some unit changes place; between two of them every path is the same. A first placement is none: it
   * holds before its day.
   */
  private readonly moveDays = new Set<string>();
  private sortedMoveDays: readonly string[] | undefined;

  /** Takes a placement in; one with the same unit and day replaces the earlier one. */
  placeUnit(placement: UnitPlacement): void {
    put(this.unitRows, placement.unitId, placement);
    const known = this.moveDays.size;
    for (const day of movesOf(this.historyOf(placement.unitId))) this.moveDays.add(day);
    if (this.moveDays.size > known) this.sortedMoveDays = undefined;
    this.pathCache.clear();
  }

  /** Takes a placement in; one with the same person and day replaces the earlier one. */
  placeStaff(placement: StaffPlacement): void {
    put(this.staffRows, placement.staffId, placement);
  }

  unit(unitId: string, on: BusinessDate): UnitPlacement | undefined {
    return at(this.unitRows.get(unitId), on);
  }

  staff(staffId: string, on: BusinessDate): StaffPlacement | undefined {
    return at(this.staffRows.get(staffId), on);
  }

  /** A unit as it stands on a day, if it does yet: nothing before its first placement. */
  unitPlacedOn(unitId: string, on: BusinessDate): UnitPlacement | undefined {
    return begun(this.unit(unitId, on), on);
  }

  /**
   * Where a person works on a day, if they do: before their first day and after their last they have neither role nor
   * rights.
   */
  staffPlacedOn(staffId: string, on: BusinessDate): StaffPlacement | undefined {
    const placement = begun(this.staff(staffId, on), on);
    return placement && (placement.validTo ?? on) >= on ? placement : undefined;
  }

  /** Whether anybody was ever given a role of those, on any day. Costs one pass over the staff. */
  hasEverHeld(roles: ReadonlySet<Role>): boolean {
    for (const rows of this.staffRows.values()) if (rows.some(({ role }) => roles.has(role))) return true;
    return false;
  }

  /** A person's placements, oldest first. */
  placementsOf(staffId: string): readonly StaffPlacement[] {
    return this.staffRows.get(staffId) ?? [];
  }

  /** A unit's placements, oldest first. */
  historyOf(unitId: string): readonly UnitPlacement[] {
    return this.unitRows.get(unitId) ?? [];
  }

  /** The unit and those above it on a day, from the unit up to the root; empty for an unknown unit. */
  path(unitId: string, on: BusinessDate): readonly string[] {
    const epoch = this.epochOf(on);
    const key = `${epoch}|${unitId}`;
    let path = this.pathCache.get(key);
    if (!path) {
      const found: string[] = [];
      for (let id: string | null = unitId; id !== null && !found.includes(id);) {
        const placement = this.unit(id, epoch);
        if (!placement) break;
        found.push(id);
        id = placement.parentId;
      }
      // A caller may name any text: only of units is anything kept.
      if (found.length === 0) return found;
      if (this.pathCache.size >= PATHS_KEPT) this.pathCache.clear();
      this.pathCache.set(key, (path = found));
    }
    return path;
  }

  /**
   * Days on which the path of a unit may change: its own moves, and those of every unit that it ever hung below. Oldest
   * first.
   */
  moveDaysAbove(unitId: string): readonly BusinessDate[] {
    const days = new Set<BusinessDate>();
    // Grows while it is walked: each unit's parents of any day come behind it, every one once.
    const above = new Set([unitId]);
    for (const id of above) {
      const history = this.historyOf(id);
      for (const day of movesOf(history)) days.add(day);
      for (const { parentId } of history) if (parentId !== null) above.add(parentId);
    }
    return [...days].sort();
  }

  /** True when `unitId` is `ancestorId` or hangs below it on a day. */
  isWithin(unitId: string, ancestorId: string, on: BusinessDate): boolean {
    return this.path(unitId, on).includes(ancestorId);
  }

  /** Days after `from` and up to `to` on which some unit moves: a path holds between two of them. Oldest first. */
  moveDaysBetween(from: BusinessDate, to: BusinessDate): readonly BusinessDate[] {
    return this.sorted().filter((day) => day > from && day <= to);
  }

  /** Direct children of a unit on a day, by id. With null: the roots. Costs one pass over the units. */
  children(parentId: string | null, on: BusinessDate): UnitPlacement[] {
    const found: UnitPlacement[] = [];
    for (const rows of this.unitRows.values()) {
      const placement = at(rows, on);
      if (placement && placement.parentId === parentId) found.push(placement);
    }
    return found.sort((a, b) => (a.unitId < b.unitId ? -1 : 1));
  }

  /** A unit and all below it on a day. Costs one pass over the units. */
  subtree(unitId: string, on: BusinessDate): Set<string> {
    return new Set([...this.unitRows.keys()].filter((id) => this.isWithin(id, unitId, on)));
  }

  /**
   * Everyone placed directly in one of the units on a day, those who left from there included, by id. Costs one pass
   * over the staff.
   */
  staffOf(units: ReadonlySet<string>, on: BusinessDate): StaffPlacement[] {
    const found: StaffPlacement[] = [];
    for (const rows of this.staffRows.values()) {
      const placement = at(rows, on);
      if (placement && units.has(placement.unitId)) found.push(placement);
    }
    return found.sort((a, b) => (a.staffId < b.staffId ? -1 : 1));
  }

  unitIds(): Iterable<string> {
    return this.unitRows.keys();
  }

  staffIds(): Iterable<string> {
    return this.staffRows.keys();
  }

  /** The last move day on or before a day. */
  private epochOf(on: BusinessDate): string {
    const days = this.sorted();
    let low = 0;
    for (let high = days.length; low < high;) {
      const middle = (low + high) >>> 1;
      if (days[middle]! <= on) low = middle + 1;
      else high = middle;
    }
    return days[low - 1] ?? BEGINNING;
  }

  private sorted(): readonly string[] {
    return (this.sortedMoveDays ??= [...this.moveDays].sort());
  }
}

/** The days on which a unit with this history, oldest first, changes place. */
function movesOf(history: readonly UnitPlacement[]): BusinessDate[] {
  return history.flatMap(({ validFrom }, i) => (i === 0 || validFrom === null ? [] : [validFrom]));
}

function put<P extends { validFrom: BusinessDate | null }>(rows: Map<string, P[]>, id: string, placement: P): void {
  const day = placement.validFrom ?? BEGINNING;
  const kept = (rows.get(id) ?? []).filter((row) => (row.validFrom ?? BEGINNING) !== day);
  rows.set(
    id,
    [...kept, placement].sort((a, b) => ((a.validFrom ?? BEGINNING) < (b.validFrom ?? BEGINNING) ? -1 : 1)),
  );
}

function at<P extends { validFrom: BusinessDate | null }>(
  rows: readonly P[] | undefined,
  on: BusinessDate,
): P | undefined {
  if (!rows) return undefined;
  let found = rows[0];
  for (const row of rows) {
    if ((row.validFrom ?? BEGINNING) > on) break;
    found = row;
  }
  return found;
}

function begun<P extends { validFrom: BusinessDate | null }>(
  placement: P | undefined,
  on: BusinessDate,
): P | undefined {
  return placement && (placement.validFrom ?? BEGINNING) <= on ? placement : undefined;
}
