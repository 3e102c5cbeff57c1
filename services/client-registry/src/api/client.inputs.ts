import { Birthday, BusinessDateSchema, Channel, Id, Instant, line, prose, Purpose, Tier } from '@hengxin/contracts';
import { z } from 'zod';

const commandId = line(200);
const name = line(200);
const phone = line(40);
const interests = z.array(line(100)).max(50);
const contactsAYear = z.int().min(0).max(366);

/** A birthday without a year is kept with year null. */
const birthday = Birthday.transform((given) => ({ ...given, year: given.year ?? null }));

const grant = z.object({
  channel: Channel,
  purpose: Purpose,
  decidedAt: Instant.nullish(),
  expiresOn: BusinessDateSchema.nullish(),
  wordingVersion: line(64).nullish(),
  evidence: prose(2000).trim().min(1).nullish(),
});

export const RegisterClientInput = z.object({
  commandId,
  id: Id,
  name,
  phone: phone.nullish(),
  tier: Tier,
  rmId: Id.nullish(),
  interests: interests.nullish(),
  preferredChannel: Channel.nullish(),
  birthday: birthday.nullish(),
  consents: z.array(grant).max(20).nullish(),
  contactsAYear: contactsAYear.nullish(),
});

/** Null clears what can be absent; what is left out stays. */
export const ChangeClientProfileInput = z.object({
  commandId,
  clientId: Id,
  name: name.optional(),
  phone: phone.nullish(),
  tier: Tier.optional(),
  interests: interests.optional(),
  preferredChannel: Channel.nullish(),
  birthday: birthday.nullish(),
  contactsAYear: contactsAYear.optional(),
});

export const RecordConsentInput = grant.extend({ commandId, clientId: Id, decision: z.enum(['GRANTED', 'WITHDRAWN']) });

export const AssignClientInput = z.object({ commandId, clientId: Id, rmId: Id, from: BusinessDateSchema.nullish() });

export type RegisterClientInput = z.output<typeof RegisterClientInput>;
export type ChangeClientProfileInput = z.output<typeof ChangeClientProfileInput>;
export type RecordConsentInput = z.output<typeof RecordConsentInput>;
export type AssignClientInput = z.output<typeof AssignClientInput>;
