import { z } from 'zod';
import { FIRST_DAY, INSTANT_PATTERN, readInstant } from './instant.js';

/** A code of the bank's own, or ours where the bank has none. */
export const ID_PATTERN = /^[A-Za-z0-9._-]{1,64}$/;
export const Id = z.string().regex(ID_PATTERN, 'an id has 1 to 64 of A-Z a-z 0-9 . _ -');
/**
 * A business date in the bank's time zone, YYYY-MM-DD, of the years 1000 to 9999: what both PostgreSQL and JavaScript
 * take.
 */
export const BusinessDate = z.iso.date().refine((date) => date >= FIRST_DAY, { params: { format: 'date' } });
/**
 * A moment, RFC 3339 with an offset of -14:00 to +14:00 and at most nine digits of a second, in the years that the
 * calendar knows. It comes out in its one spelling: what is stored and shown is never the caller's own text. One check,
 * since every event passes it.
 */
export const Instant = z
  .string()
  .check((given) => {
    const { fault, instant } = readInstant(given.value);
    given.value = instant;
    if (fault === 'malformed') given.issues.push({ code: 'invalid_format', format: 'datetime', input: instant });
    if (fault === 'outside the calendar')
      given.issues.push({ code: 'custom', params: { outsideCalendar: true }, input: instant });
  })
  .meta({ format: 'date-time', pattern: INSTANT_PATTERN.source });

export const ROLES = ['RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION', 'ADMIN'] as const;
export const UNIT_KINDS = ['HEAD_OFFICE', 'BRANCH', 'SUB_BRANCH'] as const;
export const CHANNELS = ['PHONE', 'SMS', 'WECHAT', 'WECHAT_GROUP', 'EMAIL', 'VISIT'] as const;
export const PURPOSES = ['SERVICE', 'MARKETING'] as const;
export const TIERS = ['STANDARD', 'GOLD', 'PLATINUM', 'PRIVATE'] as const;
export const CLIENT_KINDS = ['PERSON', 'COMPANY'] as const;
export const PROFILE_PARTS = [
  'PROFILE',
  'DEPOSITS_AND_LOANS',
  'PRODUCTS',
  'TRADING_HABITS',
  'PREFERENCES',
  'CIRCLE',
  'GOAL',
] as const;
export const CIRCLE_RELATIONS = [
  'SPOUSE',
  'PARENT',
  'CHILD',
  'RELATIVE',
  'FRIEND',
  'PARTNER',
  'EMPLOYER',
  'EMPLOYEE',
  'REFERRER',
  'REFERRED',
  'OTHER',
] as const;
export const OUTCOMES = ['ENGAGED', 'INTERESTED', 'COMMITTED', 'DECLINED', 'NO_ANSWER', 'MESSAGE_LEFT'] as const;
/** How a client took a topic (rule 12). */
export const REACTIONS = ['WARM', 'NEUTRAL', 'COLD'] as const;
export const REASON_CODES = ['PROMISE', 'OCCASION', 'SIGNAL', 'CADENCE', 'ADDED'] as const;
export const DAY_KINDS = ['WORKING_DAY', 'MAKE_UP_WORKING_DAY', 'WEEKEND', 'HOLIDAY', 'LEAVE'] as const;
export const CALENDARS = ['SOLAR', 'LUNAR'] as const;
export const DAY_PORTIONS = ['FULL', 'MORNING', 'AFTERNOON'] as const;
export const PROMPT_KINDS = [
  'BIRTHDAY',
  'ANNIVERSARY',
  'PRODUCT_ANNIVERSARY',
  'DEPOSIT_MATURING',
  'LARGE_INFLOW',
  'BALANCE_FALL',
  'PRODUCT_CLOSED',
  'DORMANT',
] as const;
export const HOLDING_KINDS = [
  'DEMAND_DEPOSIT',
  'TIME_DEPOSIT',
  'LOAN',
  'WEALTH',
  'INSURANCE',
  'CARD',
  'OTHER',
] as const;
/** The prompts that are mined from data (rule 20). */
export const SIGNAL_KINDS = [
  'DEPOSIT_MATURING',
  'LARGE_INFLOW',
  'BALANCE_FALL',
  'PRODUCT_CLOSED',
  'DORMANT',
] as const satisfies readonly (typeof PROMPT_KINDS)[number][];

export const Role = z.enum(ROLES);
export const UnitKind = z.enum(UNIT_KINDS);
export const Channel = z.enum(CHANNELS);
export const Purpose = z.enum(PURPOSES);
export const Tier = z.enum(TIERS);
export const ClientKind = z.enum(CLIENT_KINDS);
export const ProfilePart = z.enum(PROFILE_PARTS);
export const CircleRelation = z.enum(CIRCLE_RELATIONS);
export const ContactOutcome = z.enum(OUTCOMES);
export const Reaction = z.enum(REACTIONS);
export const ReasonCode = z.enum(REASON_CODES);
export const DayKind = z.enum(DAY_KINDS);
export const PromptKind = z.enum(PROMPT_KINDS);
export const HoldingKind = z.enum(HOLDING_KINDS);
export const SignalKind = z.enum(SIGNAL_KINDS);
/** Which part of each day of a leave. */
export const DayPortion = z.enum(DAY_PORTIONS);
/** A birthday as the client keeps it: by the solar or the lunar calendar; the year is often unknown. */
export const Birthday = z.object({
  calendar: z.enum(CALENDARS),
  month: z.int().min(1).max(12),
  day: z.int().min(1).max(31),
  year: z.int().min(1900).max(2100).nullish(),
});

export type Role = z.infer<typeof Role>;
export type UnitKind = z.infer<typeof UnitKind>;
export type Channel = z.infer<typeof Channel>;
export type Purpose = z.infer<typeof Purpose>;
export type Tier = z.infer<typeof Tier>;
export type ClientKind = z.infer<typeof ClientKind>;
export type ProfilePart = z.infer<typeof ProfilePart>;
export type CircleRelation = z.infer<typeof CircleRelation>;
export type ContactOutcome = z.infer<typeof ContactOutcome>;
export type Reaction = z.infer<typeof Reaction>;
export type ReasonCode = z.infer<typeof ReasonCode>;
export type DayKind = z.infer<typeof DayKind>;
export type PromptKind = z.infer<typeof PromptKind>;
export type HoldingKind = z.infer<typeof HoldingKind>;
export type SignalKind = z.infer<typeof SignalKind>;
export type DayPortion = z.infer<typeof DayPortion>;
export type Birthday = z.infer<typeof Birthday>;
