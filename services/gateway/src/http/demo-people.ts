import { ROLES, type Role } from '@hengxin/contracts';

/** Somebody to sign in as. */
export interface DemoPerson {
  readonly staffId: string;
  readonly name: string;
  readonly role: Role;
  readonly unit: { readonly id: string; readonly name: string };
}

interface Listed<Node> {
  readonly edges: readonly { readonly node: Node }[];
}
interface Placed extends Omit<DemoPerson, 'staffId'> {
  readonly id: string;
}
type Level = Readonly<Record<string, Listed<Placed>>>;

/** Asks the organisation as an administrator, who sees every unit and its staff. */
export type AskOrganisation = <Data extends object>(query: string) => Promise<Partial<Data>>;

const OF_EACH_ROLE = 3;
const UNITS_OF_A_LEVEL = 4;
/** A bank may be deeper: who works below is not among those to choose from. */
const MOST_LEVELS = 6;
const PAGE = 50;

/**
 * A few people of each role, from the head office down: a handful of units of each level are looked at, in a bank of
 * any size.
 */
export async function demoPeople(ask: AskOrganisation): Promise<readonly DemoPerson[]> {
  const people: DemoPerson[] = [];
  const { units } = await ask<{ units: Listed<{ id: string }> }>('{ units(first: 1) { edges { node { id } } } }');
  let level = idsOf(units);
  for (let depth = 0; depth < MOST_LEVELS && level.length > 0; depth++) {
    const found = await ask<Level>(levelQuery(level));
    for (const [n] of level.entries()) people.push(...nodesOf(found[`s${n}`]).map(personOf));
    level = spread(level.map((_, n) => idsOf(found[`u${n}`])));
  }
  return ROLES.flatMap((role) => people.filter((person) => person.role === role).slice(0, OF_EACH_ROLE));
}

/** Of each unit its staff and the units below. */
function levelQuery(unitIds: readonly string[]): string {
  const parts = unitIds.map((id, n) => {
    const unit = JSON.stringify(id);
    return `s${n}: staff(unitId: ${unit}, first: ${PAGE}) { edges { node { id name role unit { id name } } } }
      u${n}: units(parentId: ${unit}, first: ${UNITS_OF_A_LEVEL}) { edges { node { id } } }`;
  });
  return `{ ${parts.join(' ')} }`;
}

/** Children of different parents before those of the same. */
function spread(children: readonly (readonly string[])[]): readonly string[] {
  const longest = Math.max(0, ...children.map(({ length }) => length));
  const turns = Array.from({ length: longest }, (_, n) => children.flatMap((of) => of[n] ?? []));
  return turns.flat().slice(0, UNITS_OF_A_LEVEL);
}

const nodesOf = <Node>(list: Listed<Node> | undefined): readonly Node[] => (list?.edges ?? []).map(({ node }) => node);
const idsOf = (list: Listed<{ readonly id: string }> | undefined): readonly string[] =>
  nodesOf(list).map(({ id }) => id);
const personOf = ({ id, name, role, unit }: Placed): DemoPerson => ({
  staffId: id,
  name,
  role,
  unit: { id: unit.id, name: unit.name },
});
