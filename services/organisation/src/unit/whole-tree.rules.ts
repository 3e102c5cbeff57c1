import { UNIT_KINDS, type UnitPlacement } from '@hengxin/contracts';
import type { Rejected, Rejection } from '@hengxin/event-sourcing';
import { organisationRejections } from '../organisation/organisation.rejections.js';

/** A placement that breaks the tree, and how. */
export interface TreeFault {
  readonly unitId: string;
  readonly validFrom: string | null;
  readonly rejection: Rejection;
  /**
   * The same fault as told of each unit that has a part in it, wherever that one is placed: which of them was moved is
   * not to be seen.
   */
  readonly toldOf: ReadonlyMap<string, Rejection>;
}

const RANKS = new Map(UNIT_KINDS.map((kind, rank) => [kind, rank]));
const BEGINNING = '';

/**
 * Whether placements make a tree on every day: one root, which is the head office; every parent known; nothing below
 * itself; kinds in order downwards, each kind as many levels deep as the bank likes. Between two days of change nothing
 * changes, and on such a day only what moves is looked at. Faults are told of the placements that cause them, in the
 * order of days, then of the list.
 */
export function treeFaults(placements: readonly UnitPlacement[]): TreeFault[] {
  const tree = new GrowingTree();
  const byDay = Map.groupBy(placements, (placement) => placement.validFrom ?? BEGINNING);
  const days = new Set([BEGINNING, ...[...byDay.keys()].sort()]);
  const faults: TreeFault[] = [];
  for (const day of days) {
    const changed = day === BEGINNING ? firstOfEach(placements) : byDay.get(day)!;
    faults.push(...tree.change(changed, day));
  }
  // What is wrong from the beginning is found once more on the day it is dated.
  return [...new Map(faults.map((each) => [`${each.unitId}|${each.validFrom}|${each.rejection.code}`, each])).values()];
}

/** Before its first placement a unit is where that one puts it. */
function firstOfEach(placements: readonly UnitPlacement[]): UnitPlacement[] {
  const first = new Map<string, UnitPlacement>();
  for (const placement of placements) {
    const known = first.get(placement.unitId);
    if (!known || (placement.validFrom ?? BEGINNING) < (known.validFrom ?? BEGINNING))
      first.set(placement.unitId, placement);
  }
  return [...first.values()];
}

/** The tree on one day, moved on from day to day. */
class GrowingTree {
  private readonly units = new Map<string, UnitPlacement>();
  private readonly children = new Map<string, Set<string>>();
  private readonly roots = new Set<string>();
  /** Units seen to hang below the root on this day. */
  private sound = new Set<string>();

  /** Takes in what changes on a day and tells what is wrong with it then. */
  change(changed: readonly UnitPlacement[], day: string): TreeFault[] {
    for (const placement of changed) this.place(placement);
    this.sound = new Set();
    const facts = { from: day === BEGINNING ? '…' : day };
    const moving = new Set(changed.map(({ unitId }) => unitId));
    const faults = changed.flatMap((placement) =>
      this.faultsOf(placement, moving, facts).map((toldOf) => fault(placement, toldOf)),
    );
    return [...faults, ...this.rootFaults(changed, facts)];
  }

  private place(placement: UnitPlacement): void {
    const { unitId, parentId } = placement;
    const before = this.units.get(unitId);
    if (before?.parentId != null) this.children.get(before.parentId)?.delete(unitId);
    if (parentId === null) this.roots.add(unitId);
    else {
      this.roots.delete(unitId);
      const siblings = this.children.get(parentId) ?? new Set();
      this.children.set(parentId, siblings.add(unitId));
    }
    this.units.set(unitId, placement);
  }

  private faultsOf(placement: UnitPlacement, moving: ReadonlySet<string>, facts: { from: string }): ToldOf[] {
    const { unitId, parentId, kind } = placement;
    const below = this.kindFaultBelow(placement, moving);
    if (parentId === null) {
      if (kind !== 'HEAD_OFFICE')
        return [toldOf([unitId], organisationRejections.ROOT_NOT_HEAD_OFFICE({ unitId, kind }))];
      return below;
    }
    const parent = this.units.get(parentId);
    if (!parent) return [toldOf([unitId], organisationRejections.PARENT_UNKNOWN({ unitId, parentId }))];
    const path = this.cycle(unitId);
    if (path) return [cycleToldOf(path, facts)];
    if (!mayHangUnder(placement, parent)) {
      const kinds = { unitId, kind, parentId, parentKind: parent.kind };
      return [toldOf([unitId, parentId], organisationRejections.KIND_OUT_OF_ORDER(kinds))];
    }
    return below;
  }

  /** A change of kind may be at odds with units that stay where they are. */
  private kindFaultBelow(placement: UnitPlacement, moving: ReadonlySet<string>): ToldOf[] {
    for (const unitId of this.children.get(placement.unitId) ?? []) {
      if (moving.has(unitId)) continue;
      const child = this.units.get(unitId)!;
      const facts = { unitId, kind: child.kind, parentId: placement.unitId, parentKind: placement.kind };
      if (!mayHangUnder(child, placement))
        return [toldOf([placement.unitId, unitId], organisationRejections.KIND_OUT_OF_ORDER(facts))];
    }
    return [];
  }

  /** The way from a unit up to itself; undefined when it leads to the top, or to a fault of another unit. */
  private cycle(unitId: string): string[] | undefined {
    const path: string[] = [];
    const seen = new Set<string>();
    for (
      let id: string | null | undefined = unitId;
      id != null && !this.sound.has(id);
      id = this.units.get(id)?.parentId
    ) {
      if (seen.has(id)) return id === unitId ? [...path, id] : undefined;
      seen.add(id);
      path.push(id);
    }
    for (const id of path) this.sound.add(id);
    return undefined;
  }

  private rootFaults(changed: readonly UnitPlacement[], facts: { from: string }): TreeFault[] {
    // Without any root there is a cycle or an orphan, which says it better.
    if (this.roots.size <= 1) return [];
    const rootId = [...this.roots].find((id) => this.units.get(id)!.kind === 'HEAD_OFFICE') ?? [...this.roots][0]!;
    const seconds = changed.filter(({ unitId }) => unitId !== rootId && this.roots.has(unitId));
    return seconds.map((placement) => {
      const { unitId } = placement;
      return fault(
        placement,
        toldOf([unitId, rootId], organisationRejections.SECOND_ROOT({ unitId, rootId, ...facts })),
      );
    });
  }
}

function mayHangUnder(unit: UnitPlacement, parent: UnitPlacement): boolean {
  return unit.kind !== 'HEAD_OFFICE' && RANKS.get(unit.kind)! >= RANKS.get(parent.kind)!;
}

type ToldOf = ReadonlyMap<string, Rejection>;

/** A fault in the same words of each of the units. */
function toldOf(unitIds: readonly string[], { rejection }: Rejected): ToldOf {
  return new Map(unitIds.map((unitId) => [unitId, rejection]));
}

/** A cycle as it looks from each unit on it. */
function cycleToldOf(path: readonly string[], facts: { from: string }): ToldOf {
  const units = path.slice(0, -1);
  return new Map(
    units.map((unitId, place) => {
      const around = [...units.slice(place), ...units.slice(0, place), unitId].join(' < ');
      return [unitId, organisationRejections.UNIT_CYCLE({ unitId, path: around, ...facts }).rejection];
    }),
  );
}

function fault({ unitId, validFrom }: UnitPlacement, told: ToldOf): TreeFault {
  return { unitId, validFrom, rejection: told.get(unitId)!, toldOf: told };
}
