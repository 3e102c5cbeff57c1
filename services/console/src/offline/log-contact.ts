import { graphql, type VariablesOf } from '../api/graphql.js';

export const LogContact = graphql(`
  mutation LogContact($input: LogContactInput!) {
    logContact(input: $input) {
      contact {
        id
        effective
        late
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
export type LogContactInput = VariablesOf<typeof LogContact>['input'];
