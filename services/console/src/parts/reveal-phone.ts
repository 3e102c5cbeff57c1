import { execute } from '../api/execute.js';
import { Fault } from '../api/fault.js';
import { graphql } from '../api/graphql.js';

const RevealPhone = graphql(`
  query RevealPhone($id: ID!) {
    client(id: $id) {
      id
      phone(reveal: true)
    }
  }
`);

/**
 * The whole number of a client, which is recorded; `said` is the platform's sentence where it does not tell it, empty
 * without a network. It is kept nowhere.
 */
export async function revealPhone(
  clientId: string,
): Promise<{ readonly number: string | null } | { readonly said: string }> {
  try {
    const { client } = await execute(RevealPhone, { id: clientId });
    return { number: client?.phone ?? null };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { said: error.message };
  }
}
