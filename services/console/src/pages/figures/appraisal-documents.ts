import { PageEnd, Refusal } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

export const FiguresAttainments = graphql(`
  query FiguresAttainments($scope: KpiScope!, $period: PeriodInput!, $level: TargetLevel!, $atLeast: Position) {
    attainments(scope: $scope, period: $period, level: $level, atLeast: $atLeast) {
      metric
      value
      target
      attainment
      childrenSum
      difference
    }
  }
`);
export type Attained = ResultOf<typeof FiguresAttainments>['attainments'][number];

export const FiguresTargets = graphql(`
  query FiguresTargets($scope: KpiScope!, $year: Int!, $atLeast: Position) {
    targets(scope: $scope, year: $year, atLeast: $atLeast) {
      metric
      month
      base
      stretch
      challenge
    }
  }
`);

export const SetTargets = graphql(
  `
    mutation SetTargets($input: SetTargetsInput!) {
      setTargets(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const FiguresScore = graphql(`
  query FiguresScore($scope: KpiScope!, $period: PeriodInput!, $atLeast: Position) {
    score(scope: $scope, period: $period, atLeast: $atLeast) {
      score
      scope {
        unit {
          id
          name
        }
      }
      scorecard {
        id
        name
        version
        groups {
          group
          weight
        }
      }
      steps {
        group
        metric
        value
        target
        attainment
        capped
        weight
        points
        note
      }
    }
  }
`);
export type Score = ResultOf<typeof FiguresScore>['score'];
export type ScoreStep = Score['steps'][number];

export const FiguresBoard = graphql(
  `
    query FiguresBoard($metric: Metric!, $period: PeriodInput!, $unitId: ID, $after: String, $atLeast: Position) {
      leaderboard(metric: $metric, period: $period, unitId: $unitId, first: 50, after: $after, atLeast: $atLeast) {
        edges {
          node {
            rank
            value
            peers
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
