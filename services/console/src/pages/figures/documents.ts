import { FigureValue, PageEnd } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

export const Figures = graphql(
  `
    query Figures($scope: KpiScope!, $period: PeriodInput!, $compare: [Comparison!], $atLeast: Position) {
      kpi(scope: $scope, period: $period, compare: $compare, atLeast: $atLeast) {
        unit {
          id
          name
          kind
          parent {
            id
            name
            parent {
              id
              name
              parent {
                id
                name
              }
            }
          }
        }
        staff {
          id
          name
          unit {
            id
            name
          }
        }
        provisional
        values {
          ...FigureValue
        }
        comparisons {
          against
          values {
            ...FigureValue
          }
        }
      }
    }
  `,
  [FigureValue],
);

export const FiguresTrend = graphql(`
  query FiguresTrend(
    $scope: KpiScope!
    $grain: Grain!
    $from: Date!
    $to: Date!
    $metrics: [Metric!]
    $atLeast: Position
  ) {
    kpiSeries(scope: $scope, grain: $grain, from: $from, to: $to, metrics: $metrics, atLeast: $atLeast) {
      start
      provisional
      values {
        value
      }
    }
  }
`);

export const FiguresTable = graphql(
  `
    query FiguresTable(
      $unitId: ID!
      $period: PeriodInput!
      $sortBy: Metric!
      $descending: Boolean!
      $first: Int!
      $after: String
      $atLeast: Position
    ) {
      kpiTable(
        unitId: $unitId
        period: $period
        sortBy: $sortBy
        descending: $descending
        first: $first
        after: $after
        atLeast: $atLeast
      ) {
        edges {
          node {
            rank
            trend
            unit {
              id
              name
            }
            staff {
              id
              name
            }
            values {
              ...FigureValue
            }
          }
        }
        pageInfo {
          ...PageEnd
        }
      }
    }
  `,
  [PageEnd, FigureValue],
);

export const FiguresContactLogged = graphql(`
  subscription FiguresContactLogged($unitId: ID!) {
    contactLogged(unitId: $unitId) {
      id
    }
  }
`);

export type Result = ResultOf<typeof Figures>['kpi'];
export type Row = ResultOf<typeof FiguresTable>['kpiTable']['edges'][number]['node'];
export const ROWS_A_PAGE = 50;
