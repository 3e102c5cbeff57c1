import { useAskPages, useAsk } from '../api/ask.js';
import { useEveryPage } from '../api/every-page.js';
import { PageEnd } from '../api/fragments.js';
import { graphql } from '../api/graphql.js';

const PlaceOf = graphql(`
  query PlaceOf($id: ID!) {
    unit(id: $id) {
      id
      name
      parent {
        id
        name
      }
    }
  }
`);

const UnitsBelow = graphql(
  `
    query UnitsBelow($parentId: ID!, $after: String) {
      units(parentId: $parentId, first: 100, after: $after) {
        edges {
          node {
            id
            name
          }
        }
        pageInfo {
          ...PageEnd
        }
      }
    }
  `,
  [PageEnd],
);

const StaffIn = graphql(
  `
    query StaffIn($unitId: ID!, $after: String) {
      staff(unitId: $unitId, first: 100, after: $after) {
        edges {
          node {
            id
            name
            role
          }
        }
        pageInfo {
          ...PageEnd
        }
      }
    }
  `,
  [PageEnd],
);

/** Somebody or some place by code and name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A unit, those beside it and those below it, as far as the caller sees them; the unit itself first. */
export function useUnitsAround(unitId: string): readonly Named[] {
  const own = useAsk(PlaceOf, { id: unitId }).data?.unit;
  const parentId = own?.parent?.id;
  const beside = useAskPages(UnitsBelow, { parentId: parentId ?? '' }, ({ units }) => units, {
    when: parentId !== undefined,
  });
  const below = useAskPages(UnitsBelow, { parentId: unitId }, ({ units }) => units);
  const others = [...(beside.edges ?? []), ...(below.edges ?? [])].map(({ node }) => node);
  return own ? [own, ...others.filter(({ id }) => id !== own.id)] : [];
}

/** The relationship managers placed in a unit. */
export function useManagersIn(unitId: string): readonly Named[] {
  const list = useAskPages(StaffIn, { unitId }, ({ staff }) => staff);
  return useEveryPage(list)?.filter(({ role }) => role === 'RM') ?? [];
}
