import { ContactLine, FigureValue, PageEnd, Refusal } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

export const TeamUnit = graphql(`
  query TeamUnit($id: ID!) {
    unit(id: $id) {
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

export const TeamTable = graphql(
  `
    query TeamTable($unitId: ID!, $period: PeriodInput!, $after: String, $atLeast: Position) {
      kpiTable(
        unitId: $unitId
        period: $period
        metrics: [PLAN_COMPLETION, CONTACTS]
        sortBy: PLAN_COMPLETION
        first: 100
        after: $after
        atLeast: $atLeast
      ) {
        edges {
          node {
            trend
            unit {
              id
              name
            }
            staff {
              id
              name
            }
            values {
              ...FigureValue
            }
          }
        }
        pageInfo {
          ...PageEnd
        }
      }
    }
  `,
  [PageEnd, FigureValue],
);

export const TeamContacts = graphql(
  `
    query TeamContacts($unitId: ID!, $from: Date!, $after: String, $atLeast: Position) {
      contacts(filter: { unitId: $unitId, from: $from }, first: 20, after: $after, atLeast: $atLeast) {
        edges {
          node {
            ...ContactLine
          }
        }
        pageInfo {
          ...PageEnd
        }
      }
    }
  `,
  [PageEnd, ContactLine],
);

export const TeamContactLogged = graphql(
  `
    subscription TeamContactLogged($unitId: ID!) {
      contactLogged(unitId: $unitId) {
        ...ContactLine
      }
    }
  `,
  [ContactLine],
);

export const TeamClients = graphql(
  `
    query TeamClients($rmId: ID!, $first: Int!, $after: String, $atLeast: Position) {
      clients(filter: { rmId: $rmId }, first: $first, after: $after, atLeast: $atLeast) {
        edges {
          node {
            id
            name
            tier
            lastContactAt
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

export const HandoverPreview = graphql(`
  query HandoverPreview($fromRmId: ID!, $toRmId: ID!, $clientIds: [ID!], $from: Date, $atLeast: Position) {
    handoverPreview(fromRmId: $fromRmId, toRmId: $toRmId, clientIds: $clientIds, from: $from, atLeast: $atLeast) {
      clients
      promises
      openItems
      plannedVisits
      helpRequests
      toPortfolio
      refusals {
        code
        message
      }
    }
  }
`);

export const HandOver = graphql(
  `
    mutation HandOver($input: HandOverInput!) {
      handOver(input: $input) {
        handover {
          clients
        }
        warnings {
          message
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

export type TeamRow = ResultOf<typeof TeamTable>['kpiTable']['edges'][number]['node'];
export type LoggedContact = ResultOf<typeof TeamContacts>['contacts']['edges'][number]['node'];
