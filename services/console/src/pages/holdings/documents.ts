import { PageEnd } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

/** What a client has, and the signals of it that are alive. */
export const Holdings = graphql(`
  query Holdings($id: ID!) {
    client(id: $id) {
      id
      deposits
      loans
      holdings {
        id
        productCode
        productName
        kind
        balance
        asOf
        openedOn
        maturesOn
        closedOn
      }
      prompts {
        kind
        label
        from
        lapsesOn
        facts {
          name
          value
        }
      }
    }
  }
`);
export type Told = NonNullable<ResultOf<typeof Holdings>['client']>;

/** Deposits and loans day by day. */
export const Balances = graphql(`
  query Balances($id: ID!, $from: Date!, $to: Date!) {
    client(id: $id) {
      id
      balances(from: $from, to: $to) {
        date
        deposits
        loans
      }
    }
  }
`);
export type BalanceDay = NonNullable<ResultOf<typeof Balances>['client']>['balances'][number];

/** Codes of clients of whom a file told, and whom the registry does not know. */
export const KeptAside = graphql(
  `
    query KeptAside($after: String, $atLeast: Position) {
      holdingsKeptAside(first: 20, after: $after, atLeast: $atLeast) {
        edges {
          node {
            clientId
            rows
            firstDay
            lastDay
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
