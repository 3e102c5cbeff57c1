import { addDays, type BusinessDate, dayNumber, type Role } from '@hengxin/contracts';
import type { Directory } from '@hengxin/identity';
import { staffKey, unitKey } from './scopes.rules.js';
import type { Counted, UnitDays } from '../contacts/counted-contacts.queries.js';

/** A row of a table of figures, before its figures. */
export interface OrgRow {
  readonly id: string;
  readonly kind: 'unit' | 'staff';
  /** Under which its figures are kept. */
  readonly scopeKey: string;
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

  /** The children of a unit on a day; of a unit without children, its relationship managers. */
  below(unitId: string, on: BusinessDate): readonly OrgRow[] {
    return this.once(`below ${unitId} ${on}`, () => {
      const { tree } = this.directory;
      const children = tree.children(unitId, on);
      if (children.length > 0)
        return children.map(({ unitId: id }): OrgRow => ({ id, kind: 'unit', scopeKey: unitKey(id) }));
      const rms = tree.staffOf(new Set([unitId]), on).filter(({ role }) => role === 'RM');
      return rms.map(({ staffId: id }): OrgRow => ({ id, kind: 'staff', scopeKey: staffKey(id) }));
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

  private once<T>(question: string, answer: () => T): T {
    if (this.version !== this.directory.version || this.kept.size > KEPT) {
      this.kept.clear();
      this.version = this.directory.version;
    }
    if (!this.kept.has(question)) this.kept.set(question, answer());
    return this.kept.get(question) as T;
  }
}
