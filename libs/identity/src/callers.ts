import type { BusinessDate } from '@hengxin/contracts';
import type { Caller, Directory } from './port.js';
import { NotAuthenticated, type TokenClaims } from './token-verifier.js';

/**
 * Who a verified token stands for today. Role and place of a member of staff come from the organisation's own data,
 * never from the token, so that a transfer counts at once. Before their first day and after their last they are nobody.
 * A service account has its role by a claim the issuer signed, and is nobody of the staff file: where a token is both,
 * it is taken for neither.
 */
export function callerOf(claims: TokenClaims, directory: Directory, today: BusinessDate): Caller {
  const { sub, hengxin_role: role, hengxin_unit: unitId = null } = claims;
  if (role !== undefined) return accountOf(sub, role, unitId, directory);
  const placement = directory.tree.staffPlacedOn(sub, today);
  if (!placement) throw new NotAuthenticated('STAFF_UNKNOWN');
  return { id: sub, role: placement.role, unitId: placement.unitId, isStaff: true };
}

function accountOf(id: string, role: string, unitId: string | null, { tree }: Directory): Caller {
  if (tree.placementsOf(id).length > 0) throw new NotAuthenticated('ACCOUNT_IS_STAFF');
  if (role !== 'ADMIN' && role !== 'INTEGRATION') throw new NotAuthenticated('STAFF_UNKNOWN');
  return { id, role, unitId, isStaff: false };
}
