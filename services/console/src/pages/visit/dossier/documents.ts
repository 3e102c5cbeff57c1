import { graphql, type ResultOf } from '../../../api/graphql.js';

export const Dossier = graphql(`
  query Dossier($visitId: ID!, $atLeast: Position) {
    visitDossier(visitId: $visitId, atLeast: $atLeast) {
      avoid
      openPromises
      suggestedGoals {
        kind
        text
        target
        unit
        facts {
          name
          value
        }
      }
      lastReview {
        result
        reasons
        lesson
        nextTopic
        nextOn
      }
      lastVisits {
        id
        plannedOn
        goal {
          kind
          text
        }
        review {
          result
        }
        findings {
          kind
          text
        }
      }
      lastContacts {
        id
        startedAt
        channel
        outcome
        notes
      }
    }
  }
`);
export type ShownDossier = ResultOf<typeof Dossier>['visitDossier'];

export const Attachments = graphql(`
  query Attachments($visitId: ID!, $atLeast: Position) {
    visit(id: $visitId, atLeast: $atLeast) {
      id
      attachments {
        id
        name
        contentType
        bytes
        addedAt
        addedBy {
          id
          name
        }
        url
      }
    }
  }
`);
export type Attachment = NonNullable<ResultOf<typeof Attachments>['visit']>['attachments'][number];
