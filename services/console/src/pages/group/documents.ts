import { PageEnd, Refusal } from '../../api/fragments.js';
import { graphql } from '../../api/graphql.js';

export const Group = graphql(`
  query Group($id: ID!, $atLeast: Position) {
    group(id: $id, atLeast: $atLeast) {
      id
      name
      memberCount
      left(first: 20) {
        edges {
          node {
            because
            leftAt
            client {
              id
              name
            }
          }
        }
      }
    }
  }
`);

export const GroupMembers = graphql(
  `
    query GroupMembers($id: ID!, $after: String, $atLeast: Position) {
      group(id: $id, atLeast: $atLeast) {
        members(first: 50, after: $after) {
          edges {
            node {
              id
              name
              tier
            }
          }
          pageInfo {
            ...PageEnd
          }
        }
      }
    }
  `,
  [PageEnd],
);

export const GroupPosts = graphql(
  `
    query GroupPosts($id: ID!, $after: String, $atLeast: Position) {
      group(id: $id, atLeast: $atLeast) {
        posts(first: 20, after: $after) {
          edges {
            node {
              id
              text
              sentAt
              reached
              state
              failure
            }
          }
          pageInfo {
            ...PageEnd
          }
        }
      }
    }
  `,
  [PageEnd],
);

export const ChangeGroupMembers = graphql(
  `
    mutation ChangeGroupMembers($input: ChangeGroupMembersInput!) {
      changeGroupMembers(input: $input) {
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

export const PostToGroup = graphql(
  `
    mutation PostToGroup($input: PostToGroupInput!) {
      postToGroup(input: $input) {
        groupPost {
          reached
          state
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
