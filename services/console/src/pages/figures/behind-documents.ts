import { ContactLine, PageEnd } from '../../api/fragments.js';
import { graphql } from '../../api/graphql.js';

export const FiguresBehind = graphql(
  `
    query FiguresBehind(
      $scope: KpiScope!
      $period: PeriodInput!
      $metric: Metric!
      $after: String
      $atLeast: Position
    ) {
      kpiContacts(scope: $scope, period: $period, metric: $metric, first: 30, after: $after, atLeast: $atLeast) {
        edges {
          node {
            ...ContactLine
            unit {
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
  [PageEnd, ContactLine],
);
