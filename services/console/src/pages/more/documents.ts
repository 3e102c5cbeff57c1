import { graphql } from '../../api/graphql.js';

/** What waits for a manager: requests to answer, and greetings of festivals whose lists are open. */
export const WaitsForManager = graphql(`
  query WaitsForManager($from: Date!, $to: Date!) {
    helpRequests(filter: { toMe: true, states: [OPEN] }, first: 20) {
      edges {
        node {
          id
        }
      }
      pageInfo {
        hasNextPage
      }
    }
    greetings(from: $from, to: $to) {
      date
      opensOn
      toGreet
    }
  }
`);

/** What waits for a head: requests to answer, and gifts to approve. */
export const WaitsForHead = graphql(`
  query WaitsForHead {
    helpRequests(filter: { toMe: true, states: [OPEN] }, first: 20) {
      edges {
        node {
          id
        }
      }
      pageInfo {
        hasNextPage
      }
    }
    gifts(filter: { awaitingApproval: true, states: [RESERVED] }, first: 20) {
      edges {
        node {
          id
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);
