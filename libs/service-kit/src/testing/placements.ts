import type { Role, StaffPlacement, UnitKind, UnitPlacement } from '@hengxin/contracts';

/** A unit that is there from the beginning and is called as its id says. Without a parent it is the head office. */
export function placedUnit(
  unitId: string,
  parentId: string | null,
  kind: UnitKind = parentId === null ? 'HEAD_OFFICE' : 'BRANCH',
): UnitPlacement {
  return { unitId, parentId, kind, name: unitId, validFrom: null };
}

/** Somebody who is placed from a day on; without one, from the beginning. */
export function placedStaff(
  staffId: string,
  role: Role,
  unitId: string,
  validFrom: string | null = null,
): StaffPlacement {
  return { staffId, role, unitId, validFrom };
}
