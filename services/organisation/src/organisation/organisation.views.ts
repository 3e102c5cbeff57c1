import type { BusinessDate, OrgTree, Role, UnitKind, UnitPlacement } from '@hengxin/contracts';
import { maskName } from '@hengxin/identity';
import type { Clock } from '@hengxin/service-kit';
import { type Proposal, proposalId } from '../staff/staff.decider.js';

/** The entity `Unit` as it was on a day. */
export class UnitView {
  readonly __typename = 'Unit';

  private constructor(
    private readonly placement: UnitPlacement,
    private readonly tree: OrgTree,
    private readonly on: BusinessDate,
  ) {}

  static of(unitId: string, tree: OrgTree, on: BusinessDate): UnitView | null {
    const placement = tree.unit(unitId, on);
    return placement ? new UnitView(placement, tree, on) : null;
  }

  get id(): string {
    return this.placement.unitId;
  }

  get name(): string {
    return this.placement.name;
  }

  get kind(): UnitKind {
    return this.placement.kind;
  }

  get parent(): UnitView | null {
    const { parentId } = this.placement;
    return parentId === null ? null : UnitView.of(parentId, this.tree, this.on);
  }
}

/** The entity `Staff`, as of today. */
export class StaffView {
  readonly __typename = 'Staff';

  constructor(
    readonly id: string,
    readonly name: string,
    readonly role: Role,
    readonly unit: UnitView,
  ) {}

  /** As those see a person whose name they may not know. */
  masked(): StaffView {
    return new StaffView(this.id, maskName(this.name), this.role, this.unit);
  }
}

/** A placement that awaits a second word; its unit as it stands on a day. */
export class ProposedPlacementView {
  constructor(
    private readonly proposal: Proposal,
    private readonly tree: OrgTree,
    private readonly on: BusinessDate,
    /** Who proposed it, where that is a member of staff and not an account. */
    readonly proposer: StaffView | null,
  ) {}

  get id(): string {
    return proposalId(this.proposal);
  }

  get staffId(): string {
    return this.proposal.staffId;
  }

  get name(): string {
    return this.proposal.name;
  }

  get role(): Role {
    return this.proposal.role;
  }

  get unit(): UnitView | null {
    return UnitView.of(this.proposal.unitId, this.tree, this.on);
  }

  get validFrom(): BusinessDate | null {
    return this.proposal.validFrom;
  }

  get validTo(): BusinessDate | null {
    return this.proposal.validTo ?? null;
  }

  get proposedBy(): string {
    return this.proposal.proposedBy;
  }
}

/** What time it is for the platform. */
export class BusinessTimeView {
  private constructor(
    /** RFC 3339, in the bank's offset. */
    readonly instant: string,
    readonly businessDate: BusinessDate,
    /** An IANA name. */
    readonly timeZone: string,
  ) {}

  /** The day is that of the moment, also when midnight passes meanwhile. */
  static of(clock: Clock): BusinessTimeView {
    const now = clock.now();
    return new BusinessTimeView(clock.instant(now), clock.dayOf(now), clock.timeZone);
  }
}
