import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { Birthday, BusinessDate, Channel, Id, Instant, Purpose, Tier } from '../values.js';

export const ClientRegistered = defineEvent('ClientRegistered', {
  version: 1,
  summary: 'The bank knows this client.',
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
  }),
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

const consent = {
  clientId: Id,
  channel: Channel,
  purpose: Purpose,
  decidedAt: Instant,
  wordingVersion: z.string().max(64).nullable(),
  evidence: personal(z.string().max(2000).nullable()),
};

export const ConsentGranted = defineEvent('ConsentGranted', {
  version: 1,
  summary: 'A client allowed contact over a channel for a purpose.',
  data: z.object({ ...consent, expiresOn: BusinessDate.nullable().describe('Last day on which it is valid.') }),
});

export const ConsentWithdrawn = defineEvent('ConsentWithdrawn', {
  version: 1,
  summary: 'A client took back the consent to a channel for a purpose.',
  data: z.object({ ...consent, receiptId: Id.describe('The receipt the client gets.') }),
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
