import { Refusal } from '../api/fragments.js';
import { graphql, type VariablesOf } from '../api/graphql.js';

export const LogContact = graphql(
  `
    mutation LogContact($input: LogContactInput!) {
      logContact(input: $input) {
        contact {
          id
          effective
          late
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
export type LogContactInput = VariablesOf<typeof LogContact>['input'];
