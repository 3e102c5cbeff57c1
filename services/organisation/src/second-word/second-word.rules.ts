import { type StaffPlacement, WIDE_ROLES } from '@hengxin/contracts';

/** Later than any day. */
const NO_LAST_DAY = '9999-12-31';

/**
 * True for a placement that has the person leave after the first day of what is proposed for them. The proposer did not
 * know of the leave, and the approved proposal would bring the person back.
 */
export function leavesAfter({ validFrom, validTo }: StaffPlacement, proposal: StaffPlacement): boolean {
  if (!validTo || proposal.validFrom === null) return false;
  return (validFrom ?? '') < proposal.validFrom && proposal.validFrom < validTo;
}

/**
 * True for a placement that gives one of the wide roles, or gives it in another unit or for longer than what is known
 * for its first day. What takes rights away, or corrects a name, needs no second word.
 */
export function givesMore(placement: StaffPlacement, known: StaffPlacement | undefined): boolean {
  if (!WIDE_ROLES.has(placement.role)) return false;
  if (known?.role !== placement.role || known.unitId !== placement.unitId) return true;
  return (placement.validTo ?? NO_LAST_DAY) > (known.validTo ?? NO_LAST_DAY);
}
