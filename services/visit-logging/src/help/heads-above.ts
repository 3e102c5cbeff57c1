import type { BusinessDate, OrgTree } from '@hengxin/contracts';
import type { HeadedUnit } from './help.rules.js';

/** The units from one upward, each with the head that it has on the day; `exceptId` is taken for none. */
export function headsAbove(
  tree: OrgTree,
  unitId: string,
  day: BusinessDate,
  exceptId?: string,
): [HeadedUnit, ...HeadedUnit[]] {
  const path = tree.path(unitId, day);
  const heads = tree
    .staffOf(new Set(path), day)
    .filter(({ staffId, role }) => role === 'UNIT_HEAD' && staffId !== exceptId && tree.staffPlacedOn(staffId, day));
  const headed = path.map((id) => ({
    unitId: id,
    headId: heads.find((head) => head.unitId === id)?.staffId ?? null,
  }));
  return [headed[0] ?? { unitId, headId: null }, ...headed.slice(1)];
}
