import { PageEnd, Refusal } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

export const Playbooks = graphql(
  `
    query Playbooks($topic: String, $after: String, $atLeast: Position) {
      playbooks(topic: $topic, first: 50, after: $after, atLeast: $atLeast) {
        edges {
          node {
            id
            version
            title
            text
            topics
            productCodes
          }
        }
        pageInfo {
          ...PageEnd
        }
      }
    }
  `,
  [PageEnd],
);
export type Playbook = ResultOf<typeof Playbooks>['playbooks']['edges'][number]['node'];

export const SavePlaybook = graphql(
  `
    mutation SavePlaybook($input: SavePlaybookInput!) {
      savePlaybook(input: $input) {
        playbook {
          id
          version
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
