import { Refusal } from '../../api/fragments.js';
import { graphql } from '../../api/graphql.js';

/** A link for the client of a visit that is over. */
export const RequestRating = graphql(
  `
    mutation RequestRating($input: RequestRatingInput!) {
      requestRating(input: $input) {
        ratingLink {
          url
          expiresAt
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
