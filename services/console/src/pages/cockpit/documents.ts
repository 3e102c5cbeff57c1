import { PageEnd, Refusal } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

export const CockpitUnit = graphql(`
  query CockpitUnit($scope: KpiScope!, $period: PeriodInput!, $atLeast: Position) {
    kpi(scope: $scope, period: $period, metrics: [CONTACTS], atLeast: $atLeast) {
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
      provisional
    }
  }
`);
export type CockpitPlace = NonNullable<ResultOf<typeof CockpitUnit>['kpi']['unit']>;

export const CockpitTrends = graphql(`
  query CockpitTrends(
    $scope: KpiScope!
    $grain: Grain!
    $from: Date!
    $to: Date!
    $metrics: [Metric!]
    $view: TreeView!
    $year: Int!
    $yearBefore: Int!
    $atLeast: Position
  ) {
    kpiSeries(scope: $scope, grain: $grain, from: $from, to: $to, metrics: $metrics, view: $view, atLeast: $atLeast) {
      start
      values {
        metric
        value
      }
    }
    targets(scope: $scope, year: $year, atLeast: $atLeast) {
      metric
      month
      base
    }
    targetsBefore: targets(scope: $scope, year: $yearBefore, atLeast: $atLeast) {
      metric
      month
      base
    }
  }
`);

export const CockpitMap = graphql(
  `
    query CockpitMap(
      $unitId: ID!
      $period: PeriodInput!
      $metrics: [Metric!]
      $sortBy: Metric!
      $view: TreeView!
      $after: String
      $atLeast: Position
    ) {
      kpiTable(
        unitId: $unitId
        period: $period
        metrics: $metrics
        sortBy: $sortBy
        view: $view
        first: 50
        after: $after
        atLeast: $atLeast
      ) {
        edges {
          node {
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
export type MapRow = ResultOf<typeof CockpitMap>['kpiTable']['edges'][number]['node'];

/** Which way each figure is better. */
export const CockpitMetrics = graphql(`
  query CockpitMetrics {
    metrics {
      code
      direction
    }
  }
`);

export const CockpitLevels = graphql(`
  query CockpitLevels($scope: KpiScope!, $period: PeriodInput!, $atLeast: Position) {
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
`);
export type Attained = ResultOf<typeof CockpitLevels>['base'][number];

export const CockpitSpread = graphql(`
  query CockpitSpread($unitId: ID!, $period: PeriodInput!, $metric: Metric!, $atLeast: Position) {
    kpiDistribution(unitId: $unitId, period: $period, metric: $metric, atLeast: $atLeast) {
      staff
      withoutValue
      least
      lowerQuartile
      median
      upperQuartile
      most
      bars {
        from
        to
        staff
      }
    }
    kpi(scope: { unitId: $unitId }, period: $period, metrics: [$metric], atLeast: $atLeast) {
      values {
        metric
        value
      }
    }
  }
`);

export const CockpitNotices = graphql(
  `
    query CockpitNotices($unitId: ID, $open: Boolean, $after: String, $atLeast: Position) {
      coachingNotices(unitId: $unitId, open: $open, first: 20, after: $after, atLeast: $atLeast) {
        edges {
          node {
            id
            unit {
              id
              name
            }
            head {
              id
              name
            }
            months
            figures {
              metric
              value
            }
            replyDueOn
            reply
            repliedAt
            overdue
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
export type Notice = ResultOf<typeof CockpitNotices>['coachingNotices']['edges'][number]['node'];

export const ReplyToNotice = graphql(
  `
    mutation ReplyToNotice($input: ReplyToNoticeInput!) {
      replyToNotice(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const CockpitClosing = graphql(`
  query CockpitClosing($scope: KpiScope!, $period: PeriodInput!, $atLeast: Position) {
    kpi(scope: $scope, period: $period, metrics: [CONTACTS], atLeast: $atLeast) {
      closed
      closedAt
      digest
      period {
        end
      }
    }
  }
`);

export const ClosePeriod = graphql(
  `
    mutation ClosePeriod($input: ClosePeriodInput!) {
      closePeriod(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const CockpitShownThen = graphql(`
  query CockpitShownThen(
    $scope: KpiScope!
    $period: PeriodInput!
    $metrics: [Metric!]
    $closing: Instant!
    $asOf: Instant!
    $atLeast: Position
  ) {
    closing: kpi(scope: $scope, period: $period, metrics: $metrics, asOf: $closing, atLeast: $atLeast) {
      values {
        metric
        value
        numerator
        denominator
      }
    }
    then: kpi(scope: $scope, period: $period, metrics: $metrics, asOf: $asOf, atLeast: $atLeast) {
      values {
        metric
        value
        numerator
        denominator
      }
    }
    now: kpi(scope: $scope, period: $period, metrics: $metrics, atLeast: $atLeast) {
      values {
        metric
        value
        numerator
        denominator
      }
    }
  }
`);

export const CockpitRevisions = graphql(
  `
    query CockpitRevisions(
      $scope: KpiScope!
      $period: PeriodInput!
      $metrics: [Metric!]
      $after: String
      $atLeast: Position
    ) {
      kpi(scope: $scope, period: $period, metrics: $metrics, atLeast: $atLeast) {
        revisions(first: 20, after: $after) {
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
      }
    }
  `,
  [PageEnd],
);
export type Revision = ResultOf<typeof CockpitRevisions>['kpi']['revisions']['edges'][number]['node'];
