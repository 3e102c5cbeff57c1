import { PageEnd, Refusal } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

/** A gift as a card of a list shows it. */
export const GiftLine = graphql(`
  fragment GiftLine on Gift @_unmask {
    id
    state
    inPerson
    awaitingApproval
    reservedAt
    item {
      id
      name
      value
    }
    client {
      id
      name
      tier
    }
    staff {
      id
      name
    }
    visit {
      id
      plannedOn
    }
    approvedBy {
      id
      name
    }
  }
`);
export type Gift = ResultOf<typeof GiftLine>;

export const Gifts = graphql(
  `
    query Gifts($filter: GiftFilter, $after: String, $atLeast: Position) {
      gifts(filter: $filter, first: 20, after: $after, atLeast: $atLeast) {
        edges {
          node {
            ...GiftLine
          }
        }
        pageInfo {
          ...PageEnd
        }
      }
    }
  `,
  [GiftLine, PageEnd],
);

/** What may be given, with the pieces that a unit has left. */
export const GiftItems = graphql(`
  query GiftItems($unitId: ID!, $atLeast: Position) {
    giftItems(atLeast: $atLeast) {
      id
      name
      value
      stock(unitId: $unitId)
    }
  }
`);
export type GiftItem = ResultOf<typeof GiftItems>['giftItems'][number];

export const ReserveGift = graphql(
  `
    mutation ReserveGift($input: ReserveGiftInput!) {
      reserveGift(input: $input) {
        gift {
          id
          awaitingApproval
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

export const ApproveGift = graphql(
  `
    mutation ApproveGift($input: ApproveGiftInput!) {
      approveGift(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const IssueGift = graphql(
  `
    mutation IssueGift($input: IssueGiftInput!) {
      issueGift(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const HandOverGift = graphql(
  `
    mutation HandOverGift($input: HandOverGiftInput!) {
      handOverGift(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const ReturnGift = graphql(
  `
    mutation ReturnGift($input: ReturnGiftInput!) {
      returnGift(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const DefineGiftItem = graphql(
  `
    mutation DefineGiftItem($input: DefineGiftItemInput!) {
      defineGiftItem(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const AddGiftStock = graphql(
  `
    mutation AddGiftStock($input: AddGiftStockInput!) {
      addGiftStock(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);
