import { Refusal } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

export const CockpitScorecards = graphql(`
  query CockpitScorecards($atLeast: Position) {
    scorecards(atLeast: $atLeast) {
      id
      name
      version
      validFrom
      roles
      groups {
        group
        weight
        items {
          metric
          weight
          level
          cap
        }
      }
    }
  }
`);
export type Scorecard = ResultOf<typeof CockpitScorecards>['scorecards'][number];

/** What each figure is about. */
export const CockpitMetricGroups = graphql(`
  query CockpitMetricGroups {
    metrics {
      code
      group
    }
  }
`);

export const SaveScorecard = graphql(
  `
    mutation SaveScorecard($input: SaveScorecardInput!) {
      saveScorecard(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);
