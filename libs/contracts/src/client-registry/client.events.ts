import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import {
  Birthday,
  BusinessDate,
  Channel,
  CircleRelation,
  ClientKind,
  Id,
  Instant,
  ProfilePart,
  Purpose,
  Tier,
} from '../values.js';

const words = {
  channel: Channel,
  purpose: Purpose,
  decidedAt: Instant,
  wordingVersion: storedText({ max: 64 }).nullable(),
  evidence: personal(storedText({ max: 2000 }).nullable()),
};

const grant = { ...words, expiresOn: BusinessDate.nullable().describe('Last day on which it is valid.') };

/**
 * All that is known on the day, in one event. Most clients of a bank come out of a file and never get another event.
 */
export const ClientRegistered = defineEvent('ClientRegistered', {
  version: 2,
  summary: 'The bank knows this client; with what the client allowed and who keeps it, where that is known by then.',
  data: z.object({
    clientId: Id,
    name: personal(storedText({ min: 1, max: 200 })),
    phone: personal(storedText({ max: 40 }).nullable()),
    tier: Tier,
    interests: personal(z.array(storedText({ min: 1, max: 100 })).max(50)),
    preferredChannel: Channel.nullable(),
    birthday: personal(Birthday.nullable()),
    contactsAYear: z.int().min(0).max(366).describe('Contacts a year that the bank owes this client.'),
    registeredOn: BusinessDate,
    consents: z
      .array(z.object(grant))
      .default([])
      .describe('What the client allowed so far; later words are events of their own.'),
    keeper: z
      .object({ rmId: Id, from: BusinessDate })
      .nullable()
      .default(null)
      .describe('The relationship manager who keeps the client first, and from which day on.'),
  }),
  upcasters: { 1: (data) => ({ ...data, consents: [], keeper: null }) },
});

export const ClientProfileChanged = defineEvent('ClientProfileChanged', {
  version: 1,
  summary: 'Facts about a client changed; only the changed ones are given.',
  data: z.object({
    clientId: Id,
    name: personal(storedText({ min: 1, max: 200 }).optional()),
    phone: personal(storedText({ max: 40 }).nullish()),
    tier: Tier.optional(),
    interests: personal(
      z
        .array(storedText({ min: 1, max: 100 }))
        .max(50)
        .optional(),
    ),
    preferredChannel: Channel.nullish(),
    birthday: personal(Birthday.nullish()),
    contactsAYear: z.int().min(0).max(366).optional(),
    kind: ClientKind.optional().describe('A person or a company; a person until something else is told.'),
    taboos: personal(
      z
        .array(storedText({ min: 1, max: 100 }))
        .max(50)
        .optional(),
    ).describe('What is not to be talked about: the whole list.'),
    preferences: personal(storedText({ max: 2000 }).nullish()),
    tradingHabits: personal(storedText({ max: 2000 }).nullish()),
    doNotContact: z
      .boolean()
      .optional()
      .describe('True: nobody plans the client until it is taken back, and what is planned is cancelled.'),
    changedOn: BusinessDate.describe('From this day on the new contacts a year count.'),
    changedAt: Instant.optional().describe('By the clock of the bank; absent in events of before it was kept.'),
  }),
});

export const ConsentGranted = defineEvent('ConsentGranted', {
  version: 1,
  summary: 'A client allowed contact over a channel for a purpose.',
  data: z.object({ clientId: Id, ...grant }),
});

export const ConsentWithdrawn = defineEvent('ConsentWithdrawn', {
  version: 1,
  summary: 'A client took back the consent to a channel for a purpose.',
  data: z.object({ clientId: Id, ...words, receiptId: Id.describe('The receipt the client gets.') }),
});

export const ClientAssigned = defineEvent('ClientAssigned', {
  version: 1,
  summary: 'A relationship manager keeps this client from a day on; another one before makes it a handover.',
  data: z.object({ clientId: Id, rmId: Id, from: BusinessDate, previousRmId: Id.nullable() }),
});

export const ProfilePartConfirmed = defineEvent('ProfilePartConfirmed', {
  version: 1,
  summary: 'Somebody looked at a part of what is known of a client: it is still true.',
  data: z.object({ clientId: Id, part: ProfilePart, confirmedAt: Instant, confirmedOn: BusinessDate }),
});

export const ClientDateSet = defineEvent('ClientDateSet', {
  version: 1,
  summary: 'A day that matters to a client comes round each year; told again, it is another day or another label.',
  data: z.object({
    clientId: Id,
    dateId: Id,
    label: personal(storedText({ min: 1, max: 100 })),
    date: personal(Birthday),
    setAt: Instant,
    setOn: BusinessDate,
  }),
});

export const ClientDateRemoved = defineEvent('ClientDateRemoved', {
  version: 1,
  summary: 'A day matters to a client no more.',
  data: z.object({ clientId: Id, dateId: Id, removedAt: Instant, removedOn: BusinessDate }),
});

export const OutsiderLinked = defineEvent('OutsiderLinked', {
  version: 1,
  summary: 'Somebody who is no client of the bank belongs to the circle of a client.',
  data: z.object({
    clientId: Id,
    linkId: Id,
    relation: CircleRelation.describe('What the outsider is to the client.'),
    name: personal(storedText({ min: 1, max: 200 })),
    note: personal(storedText({ max: 1000 }).nullable()),
    linkedAt: Instant,
    linkedOn: BusinessDate,
  }),
});

export const OutsiderUnlinked = defineEvent('OutsiderUnlinked', {
  version: 1,
  summary: 'An outsider belongs to the circle of a client no more.',
  data: z.object({ clientId: Id, linkId: Id, unlinkedAt: Instant, unlinkedOn: BusinessDate }),
});

export const Client = defineAggregate({
  context: 'client-registry',
  name: 'client',
  key: 'clientId',
  events: {
    ClientRegistered,
    ClientProfileChanged,
    ConsentGranted,
    ConsentWithdrawn,
    ClientAssigned,
    ProfilePartConfirmed,
    ClientDateSet,
    ClientDateRemoved,
    OutsiderLinked,
    OutsiderUnlinked,
  },
});
