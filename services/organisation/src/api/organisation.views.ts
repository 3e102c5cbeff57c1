import type { BusinessDate, OrgTree, Role, UnitKind, UnitPlacement } from '@hengxin/contracts';
import { maskName } from '@hengxin/identity';

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
