import type { Role } from '../../app/access.js';
import type { Help } from './documents.js';

export type Act = 'accept' | 'decline' | 'done' | 'withdraw';

interface Whose {
  readonly id: string;
  readonly role: Role;
  readonly unit: { readonly id: string } | null;
}
type Standing = Pick<Help, 'state' | 'step'> & {
  readonly asker: { readonly id: string };
  readonly addressee: { readonly id: string } | null;
  readonly unit: { readonly id: string };
  readonly helper: { readonly id: string } | null;
};

/** A request that is addressed to somebody: to them by name, or to the unit that they head. Pure. */
export const isTo = ({ step, addressee, unit }: Standing, person: Whose): boolean =>
  addressee?.id === person.id || (person.role === 'UNIT_HEAD' && step !== 'PEER' && unit.id === person.unit?.id);

/** What somebody may do about a request as it stands. Pure. */
export function actsOf(request: Standing, person: Whose): readonly Act[] {
  const isAsker = request.asker.id === person.id;
  if (request.state === 'OPEN') {
    if (isAsker) return ['withdraw'];
    return isTo(request, person) ? ['accept', 'decline'] : [];
  }
  if (request.state !== 'ACCEPTED') return [];
  if (isAsker) return ['done', 'withdraw'];
  return request.helper?.id === person.id ? ['done'] : [];
}

export const STEPS = ['PEER', 'SUB_BRANCH', 'BRANCH'] as const;
export type Step = (typeof STEPS)[number];

/** Where a step of the ladder is: climbed past, where the request stands, or above it. Pure. */
export function placeOf(step: Step, at: Step): 'past' | 'here' | 'above' {
  const [place, here] = [STEPS.indexOf(step), STEPS.indexOf(at)];
  return place === here ? 'here' : place < here ? 'past' : 'above';
}

export type Section = 'toMe' | 'mine' | 'unit' | 'all';

/** The lists of a role; none: the page is not for it. Pure. */
export function sectionsOf(role: Role): readonly Section[] {
  if (role === 'RM') return ['toMe', 'mine'];
  if (role === 'UNIT_HEAD') return ['toMe', 'mine', 'unit'];
  return role === 'HEAD_OFFICE' ? ['all'] : [];
}

export const mayAsk = (role: Role): boolean => role === 'RM' || role === 'UNIT_HEAD';

export const STANDINGS = ['going', 'over'] as const;
export type Going = (typeof STANDINGS)[number];
type State = Help['state'];
const STATES_OF: Readonly<Record<Going, readonly State[]>> = {
  going: ['OPEN', 'ACCEPTED'],
  over: ['DONE', 'WITHDRAWN'],
};

/** What a list asks for. Pure. */
export function filterOf(section: Section, going: Going, unitId: string | null) {
  const states = [...STATES_OF[going]];
  if (section === 'toMe') return { toMe: true, states };
  if (section === 'mine') return { mine: true, states };
  return section === 'unit' && unitId ? { unitId, states } : { states };
}
