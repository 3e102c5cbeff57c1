import type { BusinessDate } from '@hengxin/contracts';
import type { Caller, Directory } from './port.js';
import { NotAuthenticated, type TokenClaims } from './token-verifier.js';

/**
 * Who a verified token stands for today. Role and place of a member of staff come from the organisation's own data, never from
 * the token, so that a transfer counts at once. Whoever is to be placed later is nobody until the day. A subject that is no staff can
 * only be a service account, by a claim the issuer signed.
 */
export function callerOf(claims: TokenClaims, directory: Directory, today: BusinessDate): Caller {
  const placement = directory.tree.staffPlacedOn(claims.sub, today);
  if (placement) return { id: claims.sub, role: placement.role, unitId: placement.unitId, isStaff: true };
  const isToCome = directory.tree.placementsOf(claims.sub).length > 0;
  const role = isToCome ? undefined : claims.hengxin_role;
  if (role === 'ADMIN' || role === 'INTEGRATION') return { id: claims.sub, role, unitId: claims.hengxin_unit ?? null, isStaff: false };
  throw new NotAuthenticated('STAFF_UNKNOWN');
}
