import { PageEnd } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

export const FiguresExplained = graphql(`
  query FiguresExplained($scope: KpiScope!, $period: PeriodInput!, $metric: Metric!, $atLeast: Position) {
    kpiExplain(scope: $scope, period: $period, metric: $metric, atLeast: $atLeast) {
      value
      sentence
      steps {
        label
        value
        rule
        contactIds
      }
    }
  }
`);
export type Step = ResultOf<typeof FiguresExplained>['kpiExplain']['steps'][number];

/** Whose the contacts of an explanation are: as many as it names. */
export const FiguresExplainedContacts = graphql(
  `
    query FiguresExplainedContacts(
      $scope: KpiScope!
      $period: PeriodInput!
      $metric: Metric!
      $after: String
      $atLeast: Position
    ) {
      kpiContacts(scope: $scope, period: $period, metric: $metric, first: 100, after: $after, atLeast: $atLeast) {
        edges {
          node {
            id
            startedAt
            client {
              id
              name
            }
            staff {
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
