import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { Birthday, BusinessDate, Channel, Id, Instant, Purpose, Tier } from '../values.js';

const words = {
  channel: Channel,
  purpose: Purpose,
  decidedAt: Instant,
  wordingVersion: z.string().max(64).nullable(),
  evidence: personal(z.string().max(2000).nullable()),
};

const grant = { ...words, expiresOn: BusinessDate.nullable().describe('Last day on which it is valid.') };

/** All that is known on the day, in one event: most clients of a bank come out of a file and never hear of more. */
export const ClientRegistered = defineEvent('ClientRegistered', {
  version: 2,
  summary: 'The bank knows this client; with what the client allowed and who keeps it, where that is known by then.',
  data: z.object({
    clientId: Id,
    name: personal(z.string().min(1).max(200)),
    phone: personal(z.string().max(40).nullable()),
    tier: Tier,
    interests: personal(z.array(z.string().min(1).max(100)).max(50)),
    preferredChannel: Channel.nullable(),
    birthday: personal(Birthday.nullable()),
    contactsAYear: z.int().min(0).max(366).describe('Contacts a year that the bank owes this client.'),
    registeredOn: BusinessDate,
    consents: z.array(z.object(grant)).default([]).describe('What the client allowed so far; later words are events of their own.'),
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
    name: personal(z.string().min(1).max(200).optional()),
    phone: personal(z.string().max(40).nullish()),
    tier: Tier.optional(),
    interests: personal(z.array(z.string().min(1).max(100)).max(50).optional()),
    preferredChannel: Channel.nullish(),
    birthday: personal(Birthday.nullish()),
    contactsAYear: z.int().min(0).max(366).optional(),
    changedOn: BusinessDate.describe('From this day on the new contacts a year count.'),
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

export const Client = defineAggregate({
  context: 'client-registry',
  name: 'client',
  key: 'clientId',
  events: { ClientRegistered, ClientProfileChanged, ConsentGranted, ConsentWithdrawn, ClientAssigned },
});
