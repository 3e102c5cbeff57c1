import type { BusinessDate, OrgTree } from '@hengxin/contracts';
import type { Caller, Directory } from './port.js';

/** Everything, or just these ids. */
export type Visible = 'ALL' | ReadonlySet<string>;

/** What decides who may see a client: the relationship manager who keeps it today, null for nobody. */
export interface ClientFacts {
  readonly rmId: string | null;
}

/** What decides who may see a contact: who made it, where they were placed that day, who keeps the client today. */
export interface ContactFacts {
  readonly staffId: string;
  readonly unitId: string;
  readonly rmId: string | null;
}

/** What decides who may see a visit: as of a contact, and who goes along. */
export interface VisitFacts extends ContactFacts {
  readonly takingPart: readonly string[];
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Rule 24 in one place: who sees what, as the tree stands today. One instance a process; every answer is from memory.
 */
export class UnitScope {
  private readonly subtrees = new Map<string, ReadonlySet<string>>();
  private readonly staffOfUnits = new Map<string, ReadonlySet<string>>();
  private cachedFor = '';

  constructor(
    private readonly directory: Directory,
    private readonly today: () => BusinessDate,
  ) {}

  /**
   * RM: own clients. Unit head: those of the subtree's RMs. Head office: all. Integration: as a unit head. Masking is
   * apart.
   */
  canSeeClient(caller: Caller, client: ClientFacts): boolean {
    switch (caller.role) {
      case 'RM':
        return client.rmId !== null && client.rmId === caller.id;
      case 'UNIT_HEAD':
      case 'INTEGRATION':
        return this.worksBelow(client.rmId, caller);
      case 'HEAD_OFFICE':
        return true;
      case 'ADMIN':
        return false;
    }
  }

  /** True when the client's name is shown as 欧** to this caller. */
  masksNames(caller: Caller): boolean {
    return caller.role !== 'RM' && caller.role !== 'UNIT_HEAD';
  }

  /** Who may have the phone number unmasked (and is recorded): the client's RM and the heads above that RM. */
  canRevealPhone(caller: Caller, client: ClientFacts): boolean {
    return !this.masksNames(caller) && this.canSeeClient(caller, client);
  }

  /**
   * RM: what they did themselves and what was done for their clients. Unit head: by where it was made, or for the
   * subtree's clients.
   */
  canSeeContact(caller: Caller, contact: ContactFacts): boolean {
    switch (caller.role) {
      case 'RM':
        return contact.staffId === caller.id || (contact.rmId !== null && contact.rmId === caller.id);
      case 'UNIT_HEAD':
        return this.isBelow(contact.unitId, caller) || this.worksBelow(contact.rmId, caller);
      case 'INTEGRATION':
        return this.isBelow(contact.unitId, caller);
      case 'HEAD_OFFICE':
        return true;
      case 'ADMIN':
        return false;
    }
  }

  /** As a contact; and whoever takes part sees the visit. */
  canSeeVisit(caller: Caller, visit: VisitFacts): boolean {
    if (caller.role === 'RM' && visit.takingPart.includes(caller.id)) return true;
    return this.canSeeContact(caller, visit);
  }

  /** Notes are free text about a person and can't be masked: only for those who know the client by name. */
  canReadNotes(caller: Caller, contact: ContactFacts): boolean {
    return !this.masksNames(caller) && this.canSeeContact(caller, contact);
  }

  /**
   * Lists of a unit's children and staff. RM: the own unit. Unit head, integration: the subtree. Head office, admin:
   * all.
   */
  canSeeUnit(caller: Caller, unitId: string): boolean {
    if (caller.role === 'HEAD_OFFICE' || caller.role === 'ADMIN') return true;
    if (caller.role === 'RM') return caller.unitId === unitId;
    return this.isBelow(unitId, caller);
  }

  /** A person's work. RM: the own. Unit head, integration: all who work in the subtree. Head office, admin: all. */
  canSeeStaff(caller: Caller, staffId: string): boolean {
    if (caller.role === 'HEAD_OFFICE' || caller.role === 'ADMIN') return true;
    if (caller.id === staffId && caller.isStaff) return true;
    return caller.role !== 'RM' && this.worksBelow(staffId, caller);
  }

  /** Figures of a unit or a person: as far as they can be seen, and none for an admin. */
  canSeeFigures(caller: Caller, scope: { readonly unitId?: string | null; readonly staffId?: string | null }): boolean {
    if (caller.role === 'ADMIN') return false;
    if (scope.staffId) return this.canSeeStaff(caller, scope.staffId);
    return !!scope.unitId && this.canSeeUnit(caller, scope.unitId);
  }

  /** Units whose contacts and figures the caller may read. */
  visibleUnits(caller: Caller): Visible {
    switch (caller.role) {
      case 'RM':
        return caller.unitId ? new Set([caller.unitId]) : NOTHING;
      case 'UNIT_HEAD':
      case 'INTEGRATION':
        return caller.unitId ? this.subtree(caller.unitId) : NOTHING;
      case 'HEAD_OFFICE':
        return 'ALL';
      case 'ADMIN':
        return NOTHING;
    }
  }

  /** Relationship managers whose clients the caller may read. */
  visibleRms(caller: Caller): Visible {
    switch (caller.role) {
      case 'RM':
        return new Set([caller.id]);
      case 'UNIT_HEAD':
      case 'INTEGRATION':
        return caller.unitId ? this.staffBelow(caller.unitId) : NOTHING;
      case 'HEAD_OFFICE':
        return 'ALL';
      case 'ADMIN':
        return NOTHING;
    }
  }

  /** A unit and all below it today. */
  subtree(unitId: string): ReadonlySet<string> {
    return this.kept(this.subtrees, unitId, (tree, today) => tree.subtree(unitId, today));
  }

  /** Everyone who works in a unit or below it today. */
  staffBelow(unitId: string): ReadonlySet<string> {
    return this.kept(
      this.staffOfUnits,
      unitId,
      (tree, today) => new Set(tree.staffOf(this.subtree(unitId), today).map((row) => row.staffId)),
    );
  }

  private isBelow(unitId: string, caller: Caller): boolean {
    return caller.unitId !== null && this.directory.tree.isWithin(unitId, caller.unitId, this.today());
  }

  private worksBelow(staffId: string | null, caller: Caller): boolean {
    const placement = staffId === null ? undefined : this.directory.tree.staff(staffId, this.today());
    return placement !== undefined && this.isBelow(placement.unitId, caller);
  }

  /** Subtrees cost a pass over the tree, so they are kept until the tree or the day changes. */
  private kept(
    cache: Map<string, ReadonlySet<string>>,
    unitId: string,
    compute: (tree: OrgTree, today: BusinessDate) => ReadonlySet<string>,
  ): ReadonlySet<string> {
    const { tree, version } = this.directory;
    const today = this.today();
    // A caller may ask about any text, and what is kept must end somewhere.
    if (!tree.unit(unitId, today)) return NOTHING;
    const era = `${version}|${today}`;
    if (era !== this.cachedFor) {
      this.subtrees.clear();
      this.staffOfUnits.clear();
      this.cachedFor = era;
    }
    let found = cache.get(unitId);
    if (!found) cache.set(unitId, (found = compute(tree, today)));
    return found;
  }
}
