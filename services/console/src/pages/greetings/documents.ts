import { PageEnd, Refusal } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

/** Festivals of the days to come, with how many are still to be greeted. */
export const GreetingLists = graphql(`
  query GreetingLists($from: Date!, $to: Date!) {
    greetings(from: $from, to: $to) {
      festival
      date
      opensOn
      provisional
      toGreet
      greeted
    }
  }
`);
export type Festival = ResultOf<typeof GreetingLists>['greetings'][number];

/** Those of one festival who are still to be greeted, or who were. */
export const ToGreet = graphql(
  `
    query ToGreet($date: Date!, $greeted: Boolean!, $after: String) {
      greetings(from: $date, to: $date) {
        festival
        date
        clients(first: 50, after: $after, greeted: $greeted) {
          edges {
            node {
              id
              name
              tier
              preferredChannel
              consents {
                channel
                purpose
                valid
              }
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
export type ClientToGreet = ResultOf<typeof ToGreet>['greetings'][number]['clients']['edges'][number]['node'];

export const RecordGreetings = graphql(
  `
    mutation RecordGreetings($input: RecordGreetingsInput!) {
      recordGreetings(input: $input) {
        greetingList {
          toGreet
          greeted
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
