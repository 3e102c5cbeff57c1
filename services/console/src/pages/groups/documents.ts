import { Refusal } from '../../api/fragments.js';
import { graphql } from '../../api/graphql.js';

export const Groups = graphql(`
  query Groups($atLeast: Position) {
    groups(atLeast: $atLeast) {
      id
      name
      memberCount
    }
  }
`);

export const CreateGroup = graphql(
  `
    mutation CreateGroup($input: CreateGroupInput!) {
      createGroup(input: $input) {
        clientGroup {
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
