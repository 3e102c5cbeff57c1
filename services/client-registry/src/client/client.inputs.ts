import {
  Birthday,
  BusinessDateSchema,
  Channel,
  CircleRelation,
  ClientKind,
  HANDED_OVER_AT_MOST,
  Id,
  Instant,
  line,
  ProfilePart,
  prose,
  Purpose,
  Tier,
} from '@hengxin/contracts';
import { z } from 'zod';

const commandId = line(200);
const name = line(200);
const phone = line(40);
const interests = z.array(line(100)).max(50);
const contactsAYear = z.int().min(0).max(366);

/** Free text that says something, or nothing. */
const words = prose(2000).trim().min(1).nullish();

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
  kind: ClientKind.optional(),
  taboos: interests.optional(),
  preferences: words,
  tradingHabits: words,
  doNotContact: z.boolean().optional(),
});

export const RecordConsentInput = grant.extend({ commandId, clientId: Id, decision: z.enum(['GRANTED', 'WITHDRAWN']) });

export const AssignClientInput = z.object({ commandId, clientId: Id, rmId: Id, from: BusinessDateSchema.nullish() });

export const ConfirmProfilePartInput = z.object({ commandId, clientId: Id, part: ProfilePart });

export const SetClientDateInput = Birthday.extend({
  commandId,
  clientId: Id,
  dateId: Id.nullish(),
  label: line(100),
});

export const RemoveClientDateInput = z.object({ commandId, clientId: Id, dateId: Id });

export const LinkClientInput = z.object({
  commandId,
  clientId: Id,
  relation: CircleRelation,
  otherClientId: Id.nullish(),
  outsiderName: line(200).nullish(),
  note: prose(1000).trim().min(1).nullish(),
});

export const UnlinkClientInput = z.object({ commandId, clientId: Id, linkId: Id });

export const HandOverInput = z.object({
  commandId,
  fromRmId: Id,
  toRmId: Id,
  clientIds: z.array(Id).min(1).max(HANDED_OVER_AT_MOST).nullish(),
  from: BusinessDateSchema.nullish(),
});

export type HandOverInput = z.output<typeof HandOverInput>;
export type ConfirmProfilePartInput = z.output<typeof ConfirmProfilePartInput>;
export type SetClientDateInput = z.output<typeof SetClientDateInput>;
export type RemoveClientDateInput = z.output<typeof RemoveClientDateInput>;
export type LinkClientInput = z.output<typeof LinkClientInput>;
export type UnlinkClientInput = z.output<typeof UnlinkClientInput>;
export type RegisterClientInput = z.output<typeof RegisterClientInput>;
export type ChangeClientProfileInput = z.output<typeof ChangeClientProfileInput>;
export type RecordConsentInput = z.output<typeof RecordConsentInput>;
export type AssignClientInput = z.output<typeof AssignClientInput>;
