import { PageEnd, Refusal } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

export const ComplaintLine = graphql(`
  fragment ComplaintLine on Complaint @_unmask {
    id
    state
    text
    productCode
    heardAt
    answerDueAt
    overdue
    climbs
    answer
    answeredAt
    inTime
    closingWord
    closedAt
    client {
      id
      name
      tier
    }
    visit {
      id
    }
    heardBy {
      id
      name
    }
    unit {
      id
      name
    }
    addressee {
      id
      name
    }
    answeredBy {
      id
      name
    }
  }
`);
export type ComplaintLine = ResultOf<typeof ComplaintLine>;

export const Complaints = graphql(
  `
    query Complaints($filter: ComplaintFilter, $after: String, $atLeast: Position) {
      complaints(filter: $filter, first: 20, after: $after, atLeast: $atLeast) {
        edges {
          node {
            ...ComplaintLine
          }
        }
        pageInfo {
          ...PageEnd
        }
      }
    }
  `,
  [ComplaintLine, PageEnd],
);

export const AnswerComplaint = graphql(
  `
    mutation AnswerComplaint($input: AnswerComplaintInput!) {
      answerComplaint(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const CloseComplaint = graphql(
  `
    mutation CloseComplaint($input: CloseComplaintInput!) {
      closeComplaint(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);
