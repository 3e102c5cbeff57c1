import type { ClientAssigned, ClientProfileChanged, ClientRegistered, ConsentGranted, ConsentWithdrawn } from '@hengxin/contracts';
import type { DataOf, Decider, EventOf } from '@hengxin/event-sourcing';
import type { ClientCommand } from './client.commands.js';
import type { Assignment, Profile } from './client.facts.js';
import { type ConsentLedger, withWord } from './consent-ledger.js';

export type ClientEvent = EventOf<
  typeof ClientRegistered | typeof ClientProfileChanged | typeof ConsentGranted | typeof ConsentWithdrawn | typeof ClientAssigned
>;

/** One client, as its stream tells. `profile` is null until the client is registered. */
export interface Client {
  readonly clientId: string | null;
  readonly profile: Profile | null;
  readonly consents: ConsentLedger;
  /** In order of their days, no two on the same day: one relationship manager on any day. */
  readonly assignments: readonly Assignment[];
}

export const noClient: Client = { clientId: null, profile: null, consents: {}, assignments: [] };

export const evolveClient: Decider<ClientCommand, ClientEvent, Client>['evolve'] = {
  ClientRegistered: ({ clientId, name, phone, tier, interests, preferredChannel, birthday, contactsAYear, consents, keeper }) => ({
    clientId,
    profile: { name, phone, tier, interests, preferredChannel, birthday, contactsAYear },
    consents: consents.reduce<ConsentLedger>((ledger, word) => withWord(ledger, { ...word, decision: 'GRANTED', receiptId: null }), {}),
    assignments: keeper ? [keeper] : [],
  }),
  ClientProfileChanged: (data, client) => ({ ...client, profile: client.profile && { ...client.profile, ...changesOf(data) } }),
  ConsentGranted: ({ clientId: _, ...word }, client) => ({
    ...client,
    consents: withWord(client.consents, { ...word, decision: 'GRANTED', receiptId: null }),
  }),
  ConsentWithdrawn: ({ clientId: _, ...word }, client) => ({
    ...client,
    consents: withWord(client.consents, { ...word, decision: 'WITHDRAWN', expiresOn: null }),
  }),
  ClientAssigned: ({ rmId, from }, client) => ({ ...client, assignments: [...client.assignments, { rmId, from }] }),
};

/** The profile fields that a change names. Null clears a fact; undefined leaves it. */
export function changesOf(data: Omit<DataOf<typeof ClientProfileChanged>, 'clientId' | 'changedOn'>): Partial<Profile> {
  const { name, phone, tier, interests, preferredChannel, birthday, contactsAYear } = data;
  const named = { name, phone, tier, interests, preferredChannel, birthday, contactsAYear };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as Partial<Profile>;
}
