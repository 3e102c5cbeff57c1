import { PageEnd, Refusal } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

export const Leaves = graphql(`
  query Leaves($from: Date, $to: Date) {
    leaves(from: $from, to: $to) {
      id
      from
      to
      portion
      cancelled
      staff {
        id
        name
      }
      cover {
        id
        name
      }
    }
  }
`);
export type Leave = ResultOf<typeof Leaves>['leaves'][number];

/** What the cover of a leave was offered, and what became of it. */
export const LeaveItems = graphql(
  `
    query LeaveItems($staffId: ID!, $from: Date!, $to: Date!, $after: String) {
      leaves(staffId: $staffId, from: $from, to: $to) {
        id
        items(first: 50, after: $after) {
          edges {
            node {
              id
              date
              status
              reason {
                text
              }
              client {
                id
                name
                tier
              }
            }
          }
          pageInfo {
            ...PageEnd
          }
        }
      }
    }
  `,
  [PageEnd],
);
export type CoveredItem = ResultOf<typeof LeaveItems>['leaves'][number]['items']['edges'][number]['node'];

export const TakeLeave = graphql(
  `
    mutation TakeLeave($input: TakeLeaveInput!) {
      takeLeave(input: $input) {
        leave {
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

export const CancelLeave = graphql(
  `
    mutation CancelLeave($input: CancelLeaveInput!) {
      cancelLeave(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);
