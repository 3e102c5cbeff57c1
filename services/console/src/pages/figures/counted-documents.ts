import { PageEnd } from '../../api/fragments.js';
import { graphql } from '../../api/graphql.js';

export const FiguresCounted = graphql(
  `
    query FiguresCounted(
      $scope: KpiScope!
      $period: PeriodInput!
      $metric: Metric!
      $reached: Boolean
      $after: String
      $atLeast: Position
    ) {
      kpiCounted(
        scope: $scope
        period: $period
        metric: $metric
        reached: $reached
        first: 30
        after: $after
        atLeast: $atLeast
      ) {
        edges {
          node {
            date
            about
            aboutId
            value
            numerator
            denominator
            client {
              id
              name
            }
            staff {
              id
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
