import { Refusal } from '../../api/fragments.js';
import { graphql } from '../../api/graphql.js';

export const SplitCredit = graphql(
  `
    mutation SplitCredit($input: SplitCreditInput!) {
      splitCredit(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);
