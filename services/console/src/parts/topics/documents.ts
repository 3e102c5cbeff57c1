import { graphql, type ResultOf } from '../../api/graphql.js';

/** A topic as every page shows it, with the playbooks to be read. */
export const TopicFields = graphql(`
  fragment TopicFields on TopicSuggestion @_unmask {
    topic
    because
    lastUsedOn
    lastReaction
    playbooks {
      id
      title
      text
    }
  }
`);
export type Topic = ResultOf<typeof TopicFields>;
