import { ContactLine, PageEnd } from '../../api/fragments.js';
import { graphql, type VariablesOf } from '../../api/graphql.js';

/** Rows that a page of the sheet holds, and one of a file: as many as may be asked for. */
export const ROWS_SHOWN = 30;
export const ROWS_SAVED = 100;

export const FiguresBehind = graphql(
  `
    query FiguresBehind(
      $scope: KpiScope!
      $period: PeriodInput!
      $metric: Metric!
      $first: Int!
      $after: String
      $atLeast: Position
    ) {
      kpiContacts(scope: $scope, period: $period, metric: $metric, first: $first, after: $after, atLeast: $atLeast) {
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
export type BehindAsked = Pick<VariablesOf<typeof FiguresBehind>, 'scope' | 'period' | 'metric'>;
