import { addDays, type BusinessDate, dayNumber, type Role, type StaffPlacement } from '@hengxin/contracts';
import type { Directory } from '@hengxin/identity';
import { staffKey, unitKey } from './scopes.rules.js';
import type { Window } from '../kpi/periods.rules.js';
import type { Counted, UnitDays } from '../contacts/counted-contacts.queries.js';

/** A row of a table of figures, before its figures. */
export interface OrgRow {
  readonly id: string;
  readonly kind: 'unit' | 'staff';
  /** Under which its figures are kept. */
  readonly scopeKey: string;
}

/** A row below a unit. */
export interface RowBelow extends OrgRow {
  /** False for who has left before the period or begins after it: a row of theirs needs figures of the period. */
  readonly isThere: boolean;
}

/** Days from one to another, both included. */
interface Days {
  readonly start: BusinessDate;
  readonly end: BusinessDate;
}

const KEPT = 500;

/**
 * What a table or a list of contacts needs to know of the tree. Each answer costs a pass over the tree, so it is kept
 * until the tree changes.
 */
export class OrgRows {
  private readonly kept = new Map<string, unknown>();
  private version = -1;

  constructor(private readonly directory: Directory) {}

  /**
   * The children of a unit on a day, for the figures of a period; of a unit without children in it, its relationship
   * managers. By the tree of a day outside the period it says who hangs there, and the period who was in the bank.
   */
  below(unitId: string, on: BusinessDate, { start, end }: Days): readonly RowBelow[] {
    return this.once(`below ${unitId} ${on} ${start} ${end}`, () => {
      const { tree } = this.directory;
      const units = tree.children(unitId, on).map(({ unitId: id }): RowBelow => {
        const begins = tree.historyOf(id)[0]?.validFrom ?? start;
        return { id, kind: 'unit', scopeKey: unitKey(id), isThere: begins <= end };
      });
      if (units.some(({ isThere }) => isThere)) return units;
      const rms = tree.staffOf(new Set([unitId]), on).filter(({ role }) => role === 'RM');
      const where = start <= on && on <= end ? unitId : undefined;
      const managers = rms.map(({ staffId: id }): RowBelow => {
        const isThere = isPlacedIn(tree.placementsOf(id), { start, end }, where);
        return { id, kind: 'staff', scopeKey: staffKey(id), isThere };
      });
      return [...units, ...managers];
    });
  }

  /** Everyone of a role who works in a unit or below it on a day. */
  staffBelow(unitId: string, on: BusinessDate, role: Role): readonly OrgRow[] {
    return this.once(`staff ${unitId} ${on} ${role}`, () => {
      const { tree } = this.directory;
      const staff = tree.staffOf(tree.subtree(unitId, on), on).filter((person) => person.role === role);
      return staff.map(({ staffId: id }): OrgRow => ({ id, kind: 'staff', scopeKey: staffKey(id) }));
    });
  }

  /** A unit and all below it on a day. */
  unitsBelow(unitId: string, on: BusinessDate): ReadonlySet<string> {
    return this.once(`units ${unitId} ${on}`, () => this.directory.tree.subtree(unitId, on));
  }

  /** The units of a subtree from a day to another, each for the days on which it belonged to it. */
  subtree(unitId: string, from: BusinessDate, to: BusinessDate): Counted {
    return this.once(`subtree ${unitId} ${from} ${to}`, () => {
      const { tree } = this.directory;
      const starts = [from, ...tree.moveDaysBetween(from, to)];
      const all = [...tree.unitIds()].length;
      const units: UnitDays[] = [];
      const latest = new Map<string, number>();
      let everyone = true;
      starts.forEach((start, i) => {
        const first = dayNumber(start);
        const last = i + 1 < starts.length ? dayNumber(addDays(starts[i + 1]!, -1)) : dayNumber(to);
        const members = tree.subtree(unitId, start);
        everyone &&= members.size === all;
        for (const member of members) {
          const place = latest.get(member);
          // One entry while a unit stays; one that left and came back has two.
          if (place !== undefined && units[place]!.to === first - 1) units[place] = { ...units[place]!, to: last };
          else latest.set(member, units.push({ unitId: member, from: first, to: last }) - 1);
        }
      });
      return everyone ? 'EVERYONE' : { units };
    });
  }

  /** The units that hang in a subtree on a day, for all the days of a window. */
  subtreeNow(unitId: string, on: BusinessDate, { start, end }: Pick<Window, 'start' | 'end'>): Counted {
    const members = this.unitsBelow(unitId, on);
    if (members.size === [...this.directory.tree.unitIds()].length) return 'EVERYONE';
    return { units: [...members].map((member) => ({ unitId: member, from: start, to: end })) };
  }

  private once<T>(question: string, answer: () => T): T {
    if (this.version !== this.directory.version || this.kept.size > KEPT) {
      this.kept.clear();
      this.version = this.directory.version;
    }
    if (!this.kept.has(question)) this.kept.set(question, answer());
    return this.kept.get(question) as T;
  }
}

/** Whether somebody with these placements, oldest first, works on any of the days: in a unit, or in any. */
export function isPlacedIn(
  placements: readonly StaffPlacement[],
  { start, end }: Days,
  unitId: string | undefined,
): boolean {
  return placements.some((placement, i) => {
    const next = placements[i + 1]?.validFrom ?? null;
    const { validFrom, validTo } = placement;
    const isThen = (validFrom ?? start) <= end && (validTo ?? end) >= start && (next === null || next > start);
    return isThen && (unitId === undefined || placement.unitId === unitId);
  });
}
