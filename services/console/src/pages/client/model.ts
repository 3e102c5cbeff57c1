import { dayOf } from '../../app/days.js';
import type { Consent, Contact } from './documents.js';

export type ConsentStanding = 'valid' | 'expired' | 'withdrawn';

/** How the latest word on a channel for a purpose stands. */
export const consentStanding = ({ decision, valid }: Pick<Consent, 'decision' | 'valid'>): ConsentStanding =>
  decision === 'WITHDRAWN' ? 'withdrawn' : valid ? 'valid' : 'expired';

/** Contacts by the bank's day on which they began, in the order in which they came. */
export function byDay(
  contacts: readonly Contact[],
  timeZone: string,
): { readonly day: string; readonly contacts: readonly Contact[] }[] {
  const days = new Map<string, Contact[]>();
  for (const contact of contacts) {
    const day = dayOf(contact.startedAt, timeZone);
    days.set(day, [...(days.get(day) ?? []), contact]);
  }
  return [...days].map(([day, ofDay]) => ({ day, contacts: ofDay }));
}

/** How long a contact took, in whole minutes, one at least; null where nobody said: it began and ended at one moment. */
export function minutesOf({ startedAt, endedAt }: Pick<Contact, 'startedAt' | 'endedAt'>): number | null {
  const tookMs = Date.parse(endedAt) - Date.parse(startedAt);
  return tookMs === 0 ? null : Math.max(Math.round(tookMs / 60_000), 1);
}

/**
 * The moment of a decision that was made on a day: now for today, noon of the bank for another; null: now, as the
 * platform takes it.
 */
export const decidedAt = (day: string, today: string): string | null =>
  day === '' || day === today ? null : `${day}T12:00:00+08:00`;

/** What somebody may be to a client, in the order in which it is offered. */
export const RELATIONS = [
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
export type Relation = (typeof RELATIONS)[number];

/** The words of a list as it is typed, by Chinese or Latin commas. */
export const listOf = (text: string): string[] =>
  text
    .split(/[,，、;；]/)
    .map((word) => word.trim())
    .filter(Boolean);

/** A whole number as it is typed; 0 for what is none, so that the platform says what is wrong with it. */
export const numberOf = (text: string): number => Math.trunc(Number(text)) || 0;
