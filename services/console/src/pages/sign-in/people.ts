import type { DemoChoice } from '../../session/session.js';
import type { Role } from '../../app/access.js';

/** Somebody whom the demo issuer lets in. */
export interface Person {
  readonly staffId: string;
  readonly name: string;
  readonly role: Role;
  readonly unit: { readonly id: string; readonly name: string } | null;
}
/** One to choose; without a person, the one whom the demo bank always has in the role. */
export interface Choosable {
  readonly role: Role;
  readonly id: string;
  readonly choice: DemoChoice;
  readonly person: Person | null;
}

const ALWAYS: readonly { readonly role: Role; readonly id: string }[] = [
  { role: 'RM', id: 'S0001' },
  { role: 'UNIT_HEAD', id: 'M00001' },
  { role: 'HEAD_OFFICE', id: 'H0001' },
];
const ADMIN: Choosable = {
  role: 'ADMIN',
  id: 'ADMIN',
  choice: { account: 'console-admin', role: 'ADMIN' },
  person: null,
};

const choosable = (person: Person): Choosable => ({
  role: person.role,
  id: person.staffId,
  choice: { staffId: person.staffId },
  person,
});

/**
 * One of each role first, since that is what a visitor looks for; then all others. Without a list, those whom the demo
 * bank always has.
 */
export function choosables(people: readonly Person[]): {
  readonly first: readonly Choosable[];
  readonly others: readonly Choosable[];
} {
  const first = ALWAYS.map(({ role, id }): Choosable => {
    const person =
      people.find((one) => one.staffId === id && one.role === role) ?? people.find((one) => one.role === role);
    return person ? choosable(person) : { role, id, choice: { staffId: id }, person: null };
  });
  const others = people.filter(({ staffId }) => first.every(({ id }) => id !== staffId)).map(choosable);
  return { first: [...first, ADMIN], others };
}

/** Whom the demo issuer names; nobody where it names none. */
export async function demoPeople(): Promise<readonly Person[]> {
  const answer = await fetch('/demo/people').catch(() => null);
  if (!answer?.ok) return [];
  const { people = [] } = (await answer.json().catch(() => ({}))) as { people?: readonly Person[] };
  return people;
}
