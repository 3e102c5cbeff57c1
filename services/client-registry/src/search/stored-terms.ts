import type { Tx } from '@hengxin/event-bus';
import { clientSearch } from './search.tables.js';
import { termsOf } from './search-terms.js';

/** What decides under which terms a client is found, and by whom. */
export interface Findable {
  readonly client_id: string;
  readonly rm_id: string | null;
  readonly name: string | null;
  readonly phone: string | null;
}

const keep = clientSearch.putting('keep', { update: 'keep' });
/** Clients whose terms are written by one statement: some ten rows each. */
const AT_ONCE = 2_000;

/** Writes the terms of these clients again. `known`: those of them who may have terms already. */
export async function putTerms(clients: readonly Findable[], known: readonly string[], tx: Tx): Promise<void> {
  if (known.length > 0) await tx.query('delete from client_search where client_id = any($1)', [known], 'terms-forget');
  for (let at = 0; at < clients.length; at += AT_ONCE)
    await keep(
      tx,
      clients.slice(at, at + AT_ONCE).flatMap(({ client_id, rm_id, name, phone }) =>
        // Whom nobody keeps is found by id alone.
        rm_id === null || name === null ? [] : termsOf({ name, phone }).map((term) => ({ rm_id, term, client_id })),
      ),
    );
}

export function isFoundElse(a: Findable, b: Findable): boolean {
  return a.rm_id !== b.rm_id || a.name !== b.name || a.phone !== b.phone;
}

/** After another relationship manager came to keep them. */
export async function moveTerms(clientIds: readonly string[], tx: Tx): Promise<void> {
  for (let at = 0; at < clientIds.length; at += AT_ONCE) {
    const ids = clientIds.slice(at, at + AT_ONCE);
    await putTerms(await tx.query<Findable>(FINDABLE, [ids], 'terms-of'), ids, tx);
  }
}

const FINDABLE = 'select client_id, rm_id, name, phone from client where client_id = any($1) order by client_id';
