import { graphql, type ResultOf } from '../../api/graphql.js';

export const Client = graphql(`
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
`);
export type ShownClient = NonNullable<ResultOf<typeof Client>['client']>;
export type Consent = ShownClient['consents'][number];
export type ConsentWord = ShownClient['consentHistory'][number];

export const ClientContacts = graphql(`
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
        hasNextPage
        endCursor
      }
    }
  }
`);
export type Contact = ResultOf<typeof ClientContacts>['contacts']['edges'][number]['node'];

export const RecordConsent = graphql(`
  mutation RecordConsent($input: RecordConsentInput!) {
    recordConsent(input: $input) {
      receipt {
        id
      }
      errors {
        code
        field
        message
      }
      position
    }
  }
`);

export const ChangeProfile = graphql(`
  mutation ChangeProfile($input: ChangeClientProfileInput!) {
    changeClientProfile(input: $input) {
      warnings {
        code
        message
      }
      errors {
        code
        field
        message
      }
      position
    }
  }
`);

export const ConfirmPart = graphql(`
  mutation ConfirmPart($input: ConfirmProfilePartInput!) {
    confirmProfilePart(input: $input) {
      errors {
        code
        field
        message
      }
      position
    }
  }
`);

export const LinkClient = graphql(`
  mutation LinkClient($input: LinkClientInput!) {
    linkClient(input: $input) {
      errors {
        code
        field
        message
      }
      position
    }
  }
`);

export const UnlinkClient = graphql(`
  mutation UnlinkClient($input: UnlinkClientInput!) {
    unlinkClient(input: $input) {
      errors {
        code
        field
        message
      }
      position
    }
  }
`);

export const SetDate = graphql(`
  mutation SetDate($input: SetClientDateInput!) {
    setClientDate(input: $input) {
      errors {
        code
        field
        message
      }
      position
    }
  }
`);

export const RemoveDate = graphql(`
  mutation RemoveDate($input: RemoveClientDateInput!) {
    removeClientDate(input: $input) {
      errors {
        code
        field
        message
      }
      position
    }
  }
`);
