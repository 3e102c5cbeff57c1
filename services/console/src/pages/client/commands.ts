import { Refusal } from '../../api/fragments.js';
import { graphql } from '../../api/graphql.js';

export const RecordConsent = graphql(
  `
    mutation RecordConsent($input: RecordConsentInput!) {
      recordConsent(input: $input) {
        receipt {
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

export const ChangeProfile = graphql(
  `
    mutation ChangeProfile($input: ChangeClientProfileInput!) {
      changeClientProfile(input: $input) {
        warnings {
          code
          message
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

export const ConfirmPart = graphql(
  `
    mutation ConfirmPart($input: ConfirmProfilePartInput!) {
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

export const LinkClient = graphql(
  `
    mutation LinkClient($input: LinkClientInput!) {
      linkClient(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const UnlinkClient = graphql(
  `
    mutation UnlinkClient($input: UnlinkClientInput!) {
      unlinkClient(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const SetDate = graphql(
  `
    mutation SetDate($input: SetClientDateInput!) {
      setClientDate(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const RemoveDate = graphql(
  `
    mutation RemoveDate($input: RemoveClientDateInput!) {
      removeClientDate(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);
