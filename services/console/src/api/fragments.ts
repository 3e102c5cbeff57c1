import { graphql } from './graphql.js';

/** Where a page of a list ends. */
export const PageEnd = graphql(`
  fragment PageEnd on PageInfo @_unmask {
    hasNextPage
    endCursor
  }
`);

/** Why a command was refused. */
export const Refusal = graphql(`
  fragment Refusal on Rejection @_unmask {
    code
    field
    message
  }
`);

/** A figure with both its sides. */
export const FigureValue = graphql(`
  fragment FigureValue on KpiValue @_unmask {
    metric
    value
    numerator
    denominator
  }
`);

/** A contact as a line of a list shows it. */
export const ContactLine = graphql(`
  fragment ContactLine on Contact @_unmask {
    id
    startedAt
    channel
    outcome
    effective
    late
    client {
      id
      name
      tier
    }
    staff {
      id
      name
    }
  }
`);
