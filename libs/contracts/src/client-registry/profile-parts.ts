import type { DataOf } from '@hengxin/event-sourcing';
import { type BusinessDate, daysBetween } from '../calendar/dates.js';
import type { ProfilePart } from '../values.js';
import type { ClientProfileChanged } from './client.events.js';

/** A part is fresh for so many days after the day on which it was refreshed, the last one included. */
export const PART_FRESH_DAYS = 30;

/** The parts of a dossier that belong to the client, in the order of the enum; the goal is a visit's. */
export const CLIENT_PARTS = [
  'PROFILE',
  'DEPOSITS_AND_LOANS',
  'PRODUCTS',
  'TRADING_HABITS',
  'PREFERENCES',
  'CIRCLE',
] as const satisfies readonly ProfilePart[];
export type ClientPart = (typeof CLIENT_PARTS)[number];

/** The parts of which the core system's feed of holdings tells. */
export const FED_PARTS = ['DEPOSITS_AND_LOANS', 'PRODUCTS'] as const satisfies readonly ClientPart[];

/** Which part a fact of the profile belongs to; what is not named here is told of by nobody in person. */
const PART_OF = {
  name: 'PROFILE',
  phone: 'PROFILE',
  tier: 'PROFILE',
  kind: 'PROFILE',
  birthday: 'PROFILE',
  contactsAYear: 'PROFILE',
  doNotContact: 'PROFILE',
  interests: 'PREFERENCES',
  taboos: 'PREFERENCES',
  preferences: 'PREFERENCES',
  preferredChannel: 'PREFERENCES',
  tradingHabits: 'TRADING_HABITS',
} as const satisfies Record<
  Exclude<keyof DataOf<typeof ClientProfileChanged>, 'clientId' | 'changedOn' | 'changedAt'>,
  ClientPart
>;

/** The parts that a change of a profile refreshes. */
export function partsOfChange(changes: Partial<DataOf<typeof ClientProfileChanged>>): ClientPart[] {
  const named = Object.entries(changes).filter(([fact, value]) => value !== undefined && fact in PART_OF);
  return [...new Set(named.map(([fact]) => PART_OF[fact as keyof typeof PART_OF]))];
}

/** Rule 8: whether a part that was refreshed on a day (null: never) is fresh on another. */
export function isPartFresh(refreshedOn: BusinessDate | null, on: BusinessDate): boolean {
  return refreshedOn !== null && daysBetween(refreshedOn, on) <= PART_FRESH_DAYS;
}
