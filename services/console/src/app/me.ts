import { useAsk } from '../api/ask.js';
import { graphql } from '../api/graphql.js';
import { session } from '../session/session.js';
import type { Role } from './access.js';

const Me = graphql(`
  query Me {
    me {
      id
      name
      role
      unit {
        id
        name
        kind
      }
    }
  }
`);

/** The person who is signed in. A service account is nobody of the staff and placed nowhere. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly unit: {
    readonly id: string;
    readonly name: string;
    readonly kind: 'HEAD_OFFICE' | 'BRANCH' | 'SUB_BRANCH';
  } | null;
}

/** The platform's word on who is in; null until it is known. Kept, so that it is known without a network too. */
export function useMe(): { readonly person: Person | null; readonly fault: Error | null } {
  const account = session.accountRole();
  const { data, error } = useAsk(Me, {}, { when: account === null, keep: true });
  if (account !== null)
    return { person: { id: session.subject(), name: session.subject(), role: account, unit: null }, fault: null };
  return { person: data?.me ?? null, fault: error };
}
