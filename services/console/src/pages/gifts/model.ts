import type { Role } from '../../app/access.js';
import type { Gift } from './documents.js';

export type Act = 'approve' | 'decline' | 'issue' | 'handOver' | 'return';

/** What somebody may do with a gift as it stands; whose client it is the platform looks at again. Pure. */
export function actsOf(
  { state, awaitingApproval, staff }: Pick<Gift, 'state' | 'awaitingApproval'> & { readonly staff: { id: string } },
  person: { readonly id: string; readonly role: Role },
): readonly Act[] {
  if (person.role !== 'RM' && person.role !== 'UNIT_HEAD') return [];
  if (state === 'ISSUED') return ['handOver', 'return'];
  if (state !== 'RESERVED') return [];
  if (!awaitingApproval) return ['issue', 'return'];
  // Nobody says a word on what they reserved themselves.
  return person.role === 'UNIT_HEAD' && staff.id !== person.id ? ['approve', 'decline'] : ['return'];
}

export type Section = 'approvals' | 'gifts' | 'catalogue';

/** The parts of the page for a role, what waits for it first; none: the page is not for it. Pure. */
export function sectionsOf(role: Role): readonly Section[] {
  if (role === 'RM' || role === 'HEAD_OFFICE') return ['gifts', 'catalogue'];
  if (role === 'UNIT_HEAD') return ['approvals', 'gifts', 'catalogue'];
  return role === 'ADMIN' ? ['catalogue'] : [];
}

/** Who says what may be given, and who fills a stock. */
export const mayDefine = (role: Role): boolean => role === 'ADMIN';
export const mayFill = (role: Role): boolean => role === 'ADMIN' || role === 'UNIT_HEAD' || role === 'HEAD_OFFICE';
/** Who keeps a piece for a client. */
export const mayReserve = (role: Role): boolean => role === 'RM' || role === 'UNIT_HEAD';

export const STANDINGS = ['open', 'all'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Gifts on their way, or all. */
export const statesOf = (standing: Standing): ('RESERVED' | 'ISSUED')[] | null =>
  standing === 'open' ? ['RESERVED', 'ISSUED'] : null;

/** A whole number as it is typed; 0 for what is none, so that the platform says what is wrong with it. */
export const piecesOf = (text: string): number => Math.trunc(Number(text)) || 0;
