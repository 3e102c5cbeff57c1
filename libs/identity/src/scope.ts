import type { BusinessDate, OrgTree } from '@hengxin/contracts';
import type { Caller, Covers, Directory } from './port.js';

/** Everything, or just these ids. */
export type Visible = 'ALL' | ReadonlySet<string>;

/** What decides who may see a client. */
export interface ClientFacts {
  /** The relationship manager who keeps it today, null for nobody. */
  readonly rmId: string | null;
  /** Who helps with it, until that is closed (rule 11). */
  readonly helperIds?: readonly string[];
}

/** What decides who may see a contact: who made it, where they were placed that day, whose the client is today. */
export interface ContactFacts extends ClientFacts {
  readonly staffId: string;
  readonly unitId: string;
}

/** What decides who may see a visit: as of a contact, and who goes along. */
export interface VisitFacts extends ContactFacts {
  readonly takingPart: readonly string[];
}

const NOTHING: ReadonlySet<string> = new Set();
const NO_COVERS: Covers = { coveredBy: () => [] };

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
    private readonly covers: Covers = NO_COVERS,
  ) {}

  /**
   * RM: own clients, and on the days of a leave those of a colleague whom they cover. Unit head: those of the subtree's
   * RMs. Head office: all. Integration: as a unit head. An RM or a head who helps with a client sees it as well.
   * Masking is apart.
   */
  canSeeClient(caller: Caller, client: ClientFacts): boolean {
    switch (caller.role) {
      case 'RM':
        return this.keepsOrCovers(caller, client.rmId, this.today()) || helps(caller, client);
      case 'UNIT_HEAD':
        return this.worksBelow(client.rmId, caller) || helps(caller, client);
      case 'INTEGRATION':
        return this.worksBelow(client.rmId, caller);
      case 'HEAD_OFFICE':
        return true;
      case 'ADMIN':
        return false;
    }
  }

  /**
   * Who may contact a client on a day: as they may see it, but a cover on the days of the leave and on no others,
   * whenever the contact is told.
   */
  canContactClient(caller: Caller, client: ClientFacts, on: BusinessDate): boolean {
    if (caller.role !== 'RM') return this.canSeeClient(caller, client);
    return this.keepsOrCovers(caller, client.rmId, on) || helps(caller, client);
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
   * RM: what they did themselves and what was done for the clients they keep or cover. Unit head: by where it was made,
   * or for the subtree's clients.
   */
  canSeeContact(caller: Caller, contact: ContactFacts): boolean {
    switch (caller.role) {
      case 'RM':
        return (
          contact.staffId === caller.id ||
          this.keepsOrCovers(caller, contact.rmId, this.today()) ||
          helps(caller, contact)
        );
      case 'UNIT_HEAD':
        return this.isBelow(contact.unitId, caller) || this.worksBelow(contact.rmId, caller) || helps(caller, contact);
      case 'INTEGRATION':
        return this.isBelow(contact.unitId, caller);
      case 'HEAD_OFFICE':
        return true;
      case 'ADMIN':
        return false;
    }
  }

  /** As a contact; and those who take part see the visit. */
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
        return new Set([caller.id, ...this.coveredRms(caller)]);
      case 'UNIT_HEAD':
      case 'INTEGRATION':
        return caller.unitId ? this.staffBelow(caller.unitId) : NOTHING;
      case 'HEAD_OFFICE':
        return 'ALL';
      case 'ADMIN':
        return NOTHING;
    }
  }

  /** Relationship managers whose clients the caller may change. A cover sees and contacts them, and changes nothing. */
  changeableRms(caller: Caller): Visible {
    return caller.role === 'RM' ? new Set([caller.id]) : this.visibleRms(caller);
  }

  /** Whether somebody keeps a client or heads who does, and may do more than a cover or a helper. */
  mayChangeClient(caller: Caller, keeperId: string | null): boolean {
    const reach = this.changeableRms(caller);
    return keeperId !== null && (reach === 'ALL' || reach.has(keeperId));
  }

  /** The colleagues whose clients a relationship manager sees to today, since they are on leave. */
  coveredRms({ id, role }: Caller): readonly string[] {
    return role === 'RM' ? this.covers.coveredBy(id, this.today()) : [];
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

  private keepsOrCovers({ id }: Caller, rmId: string | null, on: BusinessDate): boolean {
    return rmId !== null && (rmId === id || this.covers.coveredBy(id, on).includes(rmId));
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

function helps(caller: Caller, { helperIds }: ClientFacts): boolean {
  return helperIds?.includes(caller.id) ?? false;
}
