import { Refusal } from '../../api/fragments.js';
import { graphql } from '../../api/graphql.js';

export const DeferItem = graphql(
  `
    mutation DeferItem($input: DeferPlanItemInput!) {
      deferPlanItem(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const SkipItem = graphql(
  `
    mutation SkipItem($input: SkipPlanItemInput!) {
      skipPlanItem(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const AddItem = graphql(
  `
    mutation AddItem($input: AddPlanItemInput!) {
      addPlanItem(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);
