import { PageEnd, Refusal } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

/** A visit as a line of a list shows it. */
export const VisitLine = graphql(`
  fragment VisitLine on Visit @_unmask {
    id
    plannedOn
    plannedAt
    place
    state
    reviewDueAt
    reviewOverdue
    client {
      id
      name
      tier
    }
    staff {
      id
      name
    }
    goal {
      kind
      text
      target
      unit
    }
    preparation {
      score
      required
      ready
    }
    review {
      result
    }
  }
`);
export type VisitLine = ResultOf<typeof VisitLine>;

export const Visits = graphql(
  `
    query Visits($filter: VisitFilter, $after: String, $atLeast: Position) {
      visits(filter: $filter, first: 50, after: $after, atLeast: $atLeast) {
        edges {
          node {
            ...VisitLine
          }
        }
        pageInfo {
          ...PageEnd
        }
      }
    }
  `,
  [VisitLine, PageEnd],
);

/** One of the caller's whose review has just fallen due. */
export const ReviewsDue = graphql(`
  subscription ReviewsDue {
    reviewsDue {
      id
    }
  }
`);

export const PlanVisit = graphql(
  `
    mutation PlanVisit($input: PlanVisitInput!) {
      planVisit(input: $input) {
        visit {
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

export const Reasons = graphql(`
  query Reasons($unitId: ID!, $period: PeriodInput!, $atLeast: Position) {
    reasons(unitId: $unitId, period: $period, atLeast: $atLeast) {
      unit {
        id
        name
      }
      staff {
        id
        name
      }
      reason
      visits
      meanPreparation
    }
  }
`);
export type ReasonRow = ResultOf<typeof Reasons>['reasons'][number];
