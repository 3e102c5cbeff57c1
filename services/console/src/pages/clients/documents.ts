import { PageEnd } from '../../api/fragments.js';
import { graphql } from '../../api/graphql.js';

/** What a line of a list of clients shows. */
const ClientLine = graphql(`
  fragment ClientLine on Client @_unmask {
    id
    name
    tier
    interests
    preferredChannel
    lastContactAt
    contactsAYear
    consents {
      channel
      purpose
      valid
    }
    rm {
      id
      name
    }
  }
`);

export const Clients = graphql(
  `
    query Clients($filter: ClientFilter, $after: String, $atLeast: Position) {
      clients(filter: $filter, first: 50, after: $after, atLeast: $atLeast) {
        edges {
          node {
            ...ClientLine
          }
        }
        pageInfo {
          ...PageEnd
        }
      }
    }
  `,
  [ClientLine, PageEnd],
);

/** Those whom a text may mean: by name, pinyin, code, or the last four digits of the phone. */
export const SearchClients = graphql(
  `
    query SearchClients($text: String!, $after: String, $atLeast: Position) {
      searchClients(text: $text, first: 50, after: $after, atLeast: $atLeast) {
        edges {
          node {
            ...ClientLine
          }
        }
        pageInfo {
          ...PageEnd
        }
      }
    }
  `,
  [ClientLine, PageEnd],
);

export const RegisterClient = graphql(`
  mutation RegisterClient($input: RegisterClientInput!) {
    registerClient(input: $input) {
      client {
        id
      }
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
