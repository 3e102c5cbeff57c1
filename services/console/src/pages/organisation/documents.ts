import { PageEnd, Refusal } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

export const OrganisationUnits = graphql(
  `
    query OrganisationUnits($parentId: ID, $on: Date!, $after: String) {
      units(parentId: $parentId, on: $on, first: 100, after: $after) {
        edges {
          node {
            id
            name
            kind
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

export const OrganisationUnit = graphql(`
  query OrganisationUnit($id: ID!, $on: Date!) {
    unit(id: $id, on: $on) {
      id
      name
      kind
      parent {
        id
        name
      }
    }
  }
`);

export const OrganisationStaff = graphql(
  `
    query OrganisationStaff($unitId: ID!, $on: Date!, $after: String) {
      staff(unitId: $unitId, on: $on, first: 100, after: $after) {
        edges {
          node {
            id
            name
            role
            unit {
              id
              name
            }
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

export const OrganisationAwaiting = graphql(
  `
    query OrganisationAwaiting($after: String, $atLeast: Position) {
      placementsAwaiting(first: 50, after: $after, atLeast: $atLeast) {
        edges {
          node {
            id
            staffId
            name
            role
            unit {
              id
              name
            }
            validFrom
            validTo
            proposedBy
            proposer {
              id
              name
            }
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

export const ApprovePlacement = graphql(
  `
    mutation ApprovePlacement($input: ApprovePlacementInput!) {
      approvePlacement(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const ApprovePlacements = graphql(
  `
    mutation ApprovePlacements($input: ApprovePlacementsInput!) {
      approvePlacements(input: $input) {
        placements {
          id
        }
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const DeclinePlacement = graphql(
  `
    mutation DeclinePlacement($input: DeclinePlacementInput!) {
      declinePlacement(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export type UnitNode = ResultOf<typeof OrganisationUnits>['units']['edges'][number]['node'];
export type StaffNode = ResultOf<typeof OrganisationStaff>['staff']['edges'][number]['node'];
export type Proposal = ResultOf<typeof OrganisationAwaiting>['placementsAwaiting']['edges'][number]['node'];
