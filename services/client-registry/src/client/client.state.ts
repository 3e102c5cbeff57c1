import type {
  BusinessDate,
  ClientAssigned,
  ClientDateRemoved,
  ClientDateSet,
  ClientProfileChanged,
  ClientRegistered,
  ConsentGranted,
  ConsentWithdrawn,
  OutsiderLinked,
  OutsiderUnlinked,
  ProfilePartConfirmed,
} from '@hengxin/contracts';
import type { DataOf, Decider, EventOf } from '@hengxin/event-sourcing';
import type { ClientCommand } from './client.commands.js';
import { type Assignment, type ClientDate, type OutsiderLink, type Profile, UNTOLD } from './client.facts.js';
import { type ConsentLedger, withWord } from '../consent/consent-ledger.rules.js';

export type ClientEvent = EventOf<
  | typeof ClientRegistered
  | typeof ClientProfileChanged
  | typeof ConsentGranted
  | typeof ConsentWithdrawn
  | typeof ClientAssigned
  | typeof ProfilePartConfirmed
  | typeof ClientDateSet
  | typeof ClientDateRemoved
  | typeof OutsiderLinked
  | typeof OutsiderUnlinked
>;

/** One client, as its stream tells. `profile` is null until the client is registered. */
export interface Client {
  readonly clientId: string | null;
  readonly profile: Profile | null;
  readonly consents: ConsentLedger;
  /** In order of their days, no two on the same day: one relationship manager on any day. */
  readonly assignments: readonly Assignment[];
  readonly registeredOn: BusinessDate | null;
  /** In the order in which they were told first. */
  readonly dates: readonly ClientDate[];
  readonly outsiders: readonly OutsiderLink[];
}

export const noClient: Client = {
  clientId: null,
  profile: null,
  consents: {},
  assignments: [],
  registeredOn: null,
  dates: [],
  outsiders: [],
};

export const evolveClient: Decider<ClientCommand, ClientEvent, Client>['evolve'] = {
  ClientRegistered: ({
    clientId,
    name,
    phone,
    tier,
    interests,
    preferredChannel,
    birthday,
    contactsAYear,
    consents,
    keeper,
    registeredOn,
  }) => ({
    ...noClient,
    clientId,
    registeredOn,
    profile: { name, phone, tier, interests, preferredChannel, birthday, contactsAYear, ...UNTOLD },
    consents: consents.reduce<ConsentLedger>(
      (ledger, word) => withWord(ledger, { ...word, decision: 'GRANTED', receiptId: null }),
      {},
    ),
    assignments: keeper ? [keeper] : [],
  }),
  ClientProfileChanged: (data, client) => ({
    ...client,
    profile: client.profile && { ...client.profile, ...changesOf(data) },
  }),
  ConsentGranted: ({ clientId: _, ...word }, client) => ({
    ...client,
    consents: withWord(client.consents, { ...word, decision: 'GRANTED', receiptId: null }),
  }),
  ConsentWithdrawn: ({ clientId: _, ...word }, client) => ({
    ...client,
    consents: withWord(client.consents, { ...word, decision: 'WITHDRAWN', expiresOn: null }),
  }),
  ClientAssigned: ({ rmId, from }, client) => ({ ...client, assignments: [...client.assignments, { rmId, from }] }),
  ProfilePartConfirmed: (_, client) => client,
  ClientDateSet: (data, client) => ({ ...client, dates: withDate(client.dates, data) }),
  ClientDateRemoved: ({ dateId }, client) => ({ ...client, dates: withoutDate(client.dates, dateId) }),
  OutsiderLinked: ({ linkId, relation, name }, client) => ({
    ...client,
    outsiders: [...client.outsiders, { linkId, relation, name }],
  }),
  OutsiderUnlinked: ({ linkId }, client) => ({
    ...client,
    outsiders: client.outsiders.filter((known) => known.linkId !== linkId),
  }),
};

/** A date told again keeps its place. */
export function withDate(dates: readonly ClientDate[], { dateId, label, date }: ClientDate): ClientDate[] {
  const place = dates.findIndex((known) => known.dateId === dateId);
  return place < 0 ? [...dates, { dateId, label, date }] : dates.with(place, { dateId, label, date });
}

export function withoutDate(dates: readonly ClientDate[], dateId: string): ClientDate[] {
  return dates.filter((known) => known.dateId !== dateId);
}

/** The profile fields that a change names. Null clears a fact; undefined leaves it. */
export function changesOf({
  clientId: _client,
  changedOn: _day,
  changedAt: _moment,
  ...named
}: DataOf<typeof ClientProfileChanged>): Partial<Profile> {
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as Partial<Profile>;
}
