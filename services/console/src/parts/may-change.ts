import type { Role } from '../app/access.js';

interface Somebody {
  readonly id: string;
  readonly role: Role;
}

/**
 * Whether somebody may change what is known of a client, keep gifts for them and ask for help with them: the manager
 * who keeps them, and heads. Who covers or helps sees and contacts a client, and changes nothing. Pure.
 */
export const mayChangeClient = (person: Somebody | null, rm: { readonly id: string } | null): boolean =>
  person?.role === 'UNIT_HEAD' || (person?.role === 'RM' && person.id === rm?.id);

/** The manager whose clients alone are offered where something is to be changed; undefined: all that are seen. Pure. */
export const keeperOf = (person: Somebody | null): string | undefined =>
  person?.role === 'RM' ? person.id : undefined;
