import { PageEnd } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

/** All of a report but its rows below: one question, so that its parts are of one moment. */
export const Report = graphql(
  `
    query Report(
      $scope: KpiScope!
      $period: PeriodInput!
      $metrics: [Metric!]
      $from: Date!
      $to: Date!
      $atLeast: Position
    ) {
      kpi(
        scope: $scope
        period: $period
        metrics: $metrics
        compare: [PREVIOUS_PERIOD, SAME_PERIOD_LAST_YEAR, SIBLINGS_MEDIAN]
        atLeast: $atLeast
      ) {
        unit {
          id
          name
          kind
          parent {
            id
            name
          }
        }
        provisional
        closedAt
        digest
        values {
          metric
          value
        }
        comparisons {
          against
          values {
            metric
            value
          }
        }
        revisions(first: 20) {
          edges {
            node {
              at
              changes {
                metric
                before {
                  value
                  numerator
                  denominator
                }
                after {
                  value
                  numerator
                  denominator
                }
              }
            }
          }
          pageInfo {
            ...PageEnd
          }
        }
        restatements(first: 20) {
          edges {
            node {
              at
              cause
              changes {
                metric
                before
                after
              }
            }
          }
          pageInfo {
            ...PageEnd
          }
        }
      }
      kpiSeries(scope: $scope, grain: MONTH, from: $from, to: $to, metrics: $metrics, atLeast: $atLeast) {
        start
        values {
          metric
          value
        }
      }
      base: attainments(scope: $scope, period: $period, level: BASE, atLeast: $atLeast) {
        metric
        value
        target
        attainment
        childrenSum
        difference
      }
      stretch: attainments(scope: $scope, period: $period, level: STRETCH, atLeast: $atLeast) {
        metric
        value
        target
        attainment
        childrenSum
        difference
      }
      challenge: attainments(scope: $scope, period: $period, level: CHALLENGE, atLeast: $atLeast) {
        metric
        value
        target
        attainment
        childrenSum
        difference
      }
    }
  `,
  [PageEnd],
);
export type Reported = ResultOf<typeof Report>;

export const ReportRows = graphql(
  `
    query ReportRows($unitId: ID!, $period: PeriodInput!, $metrics: [Metric!], $after: String, $atLeast: Position) {
      kpiTable(
        unitId: $unitId
        period: $period
        metrics: $metrics
        sortBy: COVERAGE
        first: 100
        after: $after
        atLeast: $atLeast
      ) {
        edges {
          node {
            rank
            unit {
              id
              name
            }
            staff {
              id
              name
            }
            values {
              metric
              value
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
export type ReportRow = ResultOf<typeof ReportRows>['kpiTable']['edges'][number]['node'];
