import { PageEnd, Refusal } from '../../api/fragments.js';
import { graphql, type VariablesOf } from '../../api/graphql.js';

export const Segment = graphql(`
  query Segment($id: ID!, $atLeast: Position) {
    segment(id: $id, atLeast: $atLeast) {
      id
      name
      filter
    }
  }
`);

export const ClientCount = graphql(`
  query ClientCount($filter: SegmentFilter!, $atLeast: Position) {
    clientCount(filter: $filter, atLeast: $atLeast)
  }
`);

/** A filter as the platform takes it; `model.ts` makes no others. */
export type SegmentFilter = VariablesOf<typeof ClientCount>['filter'];

export const SegmentClients = graphql(
  `
    query SegmentClients($filter: ClientFilter, $after: String, $atLeast: Position) {
      clients(filter: $filter, first: 20, after: $after, atLeast: $atLeast) {
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

export const SaveSegment = graphql(
  `
    mutation SaveSegment($input: SaveSegmentInput!) {
      saveSegment(input: $input) {
        segment {
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

export const RetireSegment = graphql(
  `
    mutation RetireSegment($input: RetireSegmentInput!) {
      retireSegment(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);
