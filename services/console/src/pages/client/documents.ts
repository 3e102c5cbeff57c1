import { PageEnd } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';
import { TopicFields } from '../../parts/topics/documents.js';

export const Client = graphql(
  `
    query Client($id: ID!, $atLeast: Position) {
      client(id: $id, atLeast: $atLeast) {
        id
        name
        phone
        tier
        interests
        preferredChannel
        contactsAYear
        lastContactAt
        kind
        taboos
        preferences
        tradingHabits
        doNotContact
        nextDueOn
        prompts {
          kind
          date
          lapsesOn
          text
        }
        topics {
          ...TopicFields
        }
        parts {
          part
          refreshedAt
          fresh
          refreshedBy {
            id
            name
          }
        }
        circle {
          id
          relation
          outsiderName
          note
          client {
            id
            name
          }
        }
        dates {
          id
          label
          calendar
          month
          day
          year
        }
        groups {
          id
          name
          memberCount
          owner {
            id
            name
          }
        }
        birthday {
          calendar
          month
          day
          year
        }
        rm {
          id
          name
        }
        consents {
          channel
          purpose
          decision
          decidedAt
          expiresOn
          valid
        }
        consentHistory {
          channel
          purpose
          decision
          decidedAt
          expiresOn
          wordingVersion
          receiptId
        }
        keepers {
          rm {
            id
            name
          }
          from
          to
        }
      }
    }
  `,
  [TopicFields],
);
export type ShownClient = NonNullable<ResultOf<typeof Client>['client']>;
export type Consent = ShownClient['consents'][number];
export type ConsentWord = ShownClient['consentHistory'][number];

export const ClientContacts = graphql(
  `
    query ClientContacts($filter: ContactFilter!, $after: String, $atLeast: Position) {
      contacts(filter: $filter, first: 20, after: $after, atLeast: $atLeast) {
        edges {
          node {
            id
            channel
            outcome
            startedAt
            endedAt
            effective
            late
            notes
            followUpOn
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
export type Contact = ResultOf<typeof ClientContacts>['contacts']['edges'][number]['node'];
