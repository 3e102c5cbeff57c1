import { Refusal } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';
import { TopicFields } from '../../parts/topics/documents.js';

export const Visit = graphql(
  `
    query Visit($id: ID!, $atLeast: Position) {
      visit(id: $id, atLeast: $atLeast) {
        id
        plannedOn
        plannedAt
        place
        district
        state
        startedAt
        endedAt
        cancelReason
        reviewDueAt
        reviewOverdue
        client {
          id
          name
          tier
          interests
          preferences
          doNotContact
          lastContactAt
          rm {
            id
          }
          topics {
            ...TopicFields
          }
        }
        staff {
          id
          name
        }
        participants {
          id
          name
        }
        goal {
          kind
          text
          target
          unit
          achieved
        }
        preparation {
          score
          required
          ready
          frozenAt
          overrideReason
          parts {
            part
            refreshedAt
            fresh
            refreshedBy {
              id
              name
            }
          }
        }
        findings {
          kind
          text
          amount
          dueOn
        }
        review {
          result
          reasons
          lesson
          nextTopic
          nextOn
          reviewedAt
          onTime
        }
      }
    }
  `,
  [TopicFields],
);
export type ShownVisit = NonNullable<ResultOf<typeof Visit>['visit']>;

export const Checklist = graphql(`
  query Checklist {
    visitChecklist {
      item
      text
      version
    }
  }
`);

export const ConfirmClientPart = graphql(
  `
    mutation ConfirmClientPart($input: ConfirmProfilePartInput!) {
      confirmProfilePart(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const SetVisitGoal = graphql(
  `
    mutation SetVisitGoal($input: SetVisitGoalInput!) {
      setVisitGoal(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const StartVisit = graphql(
  `
    mutation StartVisit($input: StartVisitInput!) {
      startVisit(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const EndVisit = graphql(
  `
    mutation EndVisit($input: EndVisitInput!) {
      endVisit(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const ReviewVisit = graphql(
  `
    mutation ReviewVisit($input: ReviewVisitInput!) {
      reviewVisit(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const CancelVisit = graphql(
  `
    mutation CancelVisit($input: CancelVisitInput!) {
      cancelVisit(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);
