import { PageEnd, Refusal } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

export const Mastery = graphql(`
  query Mastery($staffId: ID, $atLeast: Position) {
    mastery(staffId: $staffId, atLeast: $atLeast) {
      staff {
        id
        name
      }
      minutes
      goalMinutes
      minutesLast90Days
      projectedOn
      streak
      longestStreak
      byKind {
        kind
        minutes
      }
    }
  }
`);
export type Road = ResultOf<typeof Mastery>['mastery'];

export const StudyEntries = graphql(
  `
    query StudyEntries($staffId: ID, $after: String, $atLeast: Position) {
      studyEntries(staffId: $staffId, first: 20, after: $after, atLeast: $atLeast) {
        edges {
          node {
            id
            topic
            source
            startedAt
            endedAt
            note
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
export type Study = ResultOf<typeof StudyEntries>['studyEntries']['edges'][number]['node'];

export const LogStudy = graphql(
  `
    mutation LogStudy($input: LogStudyInput!) {
      logStudy(input: $input) {
        studyEntry {
          id
        }
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);
