import { listOf } from '../../app/address.js';
import { isDay } from '../../app/periods.js';

/** What the address asks for. */
export interface View {
  /** The tree is shown as it was on this day. */
  readonly on: string;
  /** Moves since this day are shown; null: none are. */
  readonly since: string | null;
  readonly unitId: string | null;
  readonly open: readonly string[];
}

/** Reads an address; what makes no sense in it is as if it were not there. Pure. */
export function viewOf(params: URLSearchParams, today: string): View {
  const [on, since] = [params.get('on'), params.get('since')];
  const day = isDay(on) ? on : today;
  return {
    on: day,
    since: isDay(since) && since < day ? since : null,
    unitId: params.get('unit'),
    open: listOf(params.get('open')),
  };
}

interface Thing {
  readonly id: string;
  readonly name: string;
}
export interface Moves<T extends Thing> {
  readonly came: readonly T[];
  readonly left: readonly T[];
  /** Under another name than before. */
  readonly renamed: readonly { readonly before: string; readonly now: T }[];
}

/** Who or what came to a place between two days, left it, or has another name there; by id. Pure. */
export function movesOf<T extends Thing>(before: readonly T[], now: readonly T[]): Moves<T> {
  const [earlier, later] = [new Map(before.map((one) => [one.id, one])), new Set(now.map(({ id }) => id))];
  return {
    came: now.filter(({ id }) => !earlier.has(id)),
    left: before.filter(({ id }) => !later.has(id)),
    renamed: now.flatMap((one) => {
      const known = earlier.get(one.id);
      return known && known.name !== one.name ? [{ before: known.name, now: one }] : [];
    }),
  };
}
export const hasMoves = ({ came, left, renamed }: Moves<Thing>): boolean =>
  came.length + left.length + renamed.length > 0;

/** Those first who lead, then by name of their role, then by id. Pure. */
export const byRole = <T extends { readonly id: string; readonly role: string }>(staff: readonly T[]): readonly T[] =>
  [...staff].sort((a, b) => rank(a.role) - rank(b.role) || (a.id < b.id ? -1 : Number(a.id > b.id)));
const RANKS = ['UNIT_HEAD', 'HEAD_OFFICE', 'RM', 'ADMIN', 'INTEGRATION'];
const rank = (role: string): number => RANKS.indexOf(role);
