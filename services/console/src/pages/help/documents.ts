import { PageEnd, Refusal } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

/** A request for help as a card of a list shows it. */
export const HelpLine = graphql(`
  fragment HelpLine on HelpRequest @_unmask {
    id
    step
    text
    state
    askedAt
    answerDueAt
    climbs
    overdue
    client {
      id
      name
      tier
    }
    visit {
      id
      plannedOn
    }
    asker {
      id
      name
    }
    addressee {
      id
      name
    }
    unit {
      id
      name
    }
    helper {
      id
      name
    }
  }
`);
export type Help = ResultOf<typeof HelpLine>;

export const HelpRequests = graphql(
  `
    query HelpRequests($filter: HelpFilter, $after: String, $atLeast: Position) {
      helpRequests(filter: $filter, first: 20, after: $after, atLeast: $atLeast) {
        edges {
          node {
            ...HelpLine
          }
        }
        pageInfo {
          ...PageEnd
        }
      }
    }
  `,
  [HelpLine, PageEnd],
);

/** A request that has just come to the caller. */
export const HelpAsked = graphql(`
  subscription HelpAsked {
    helpAsked {
      id
    }
  }
`);

export const AskForHelp = graphql(
  `
    mutation AskForHelp($input: AskForHelpInput!) {
      askForHelp(input: $input) {
        helpRequest {
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

export const AnswerHelp = graphql(
  `
    mutation AnswerHelp($input: AnswerHelpInput!) {
      answerHelp(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);

export const CloseHelp = graphql(
  `
    mutation CloseHelp($input: CloseHelpInput!) {
      closeHelp(input: $input) {
        errors {
          ...Refusal
        }
        position
      }
    }
  `,
  [Refusal],
);
