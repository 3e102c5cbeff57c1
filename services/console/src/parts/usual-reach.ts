import { useAsk } from '../api/ask.js';
import { graphql } from '../api/graphql.js';

const UsualReach = graphql(`
  query UsualReach($id: ID!) {
    client(id: $id) {
      reach {
        text
      }
    }
  }
`);

/**
 * Over which channel and at what hours a client answers best, as the platform says it; null where nothing was learnt.
 * A question of its own: who learns it may be down while the client is known.
 */
export const useUsualReach = (clientId: string, when = true): string | null =>
  useAsk(UsualReach, { id: clientId }, { when, keep: true }).data?.client?.reach?.text ?? null;
