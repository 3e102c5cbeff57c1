import { dayAfter, daysBetween, weekday } from '../../app/days.js';
import { type ConsentWord, reachOf } from '../../parts/reach-model.js';

export const TIERS = ['STANDARD', 'GOLD', 'PLATINUM', 'PRIVATE'] as const;
export type TierName = (typeof TIERS)[number];
/** Days without contact by which the list can be narrowed. */
export const SILENCES = [30, 60, 90, 180] as const;

/** What narrows the list, as the address holds it. */
export interface Narrowing {
  readonly tiers: readonly TierName[];
  /** Days without contact; null: any. */
  readonly silentDays: number | null;
  readonly rmId: string | null;
  readonly unitId: string | null;
}

/** What the address says; what it can't say is left out. */
export function narrowingOf(address: URLSearchParams): Narrowing {
  const silent = Number(address.get('silent'));
  return {
    tiers: TIERS.filter((tier) => address.getAll('tier').includes(tier)),
    silentDays: Number.isInteger(silent) && silent > 0 ? silent : null,
    rmId: address.get('rm'),
    unitId: address.get('unit'),
  };
}

/** The address of a narrowing. */
export function addressOf({ tiers, silentDays, rmId, unitId }: Narrowing): URLSearchParams {
  const address = new URLSearchParams(tiers.map((tier) => ['tier', tier]));
  if (silentDays !== null) address.set('silent', String(silentDays));
  if (rmId !== null) address.set('rm', rmId);
  if (unitId !== null) address.set('unit', unitId);
  return address;
}

/** The filter that the platform is asked with on a day. */
export const filterOf = ({ tiers, silentDays, rmId, unitId }: Narrowing, today: string) => ({
  tiers: tiers.length > 0 ? [...tiers] : null,
  notContactedSince: silentDays === null ? null : dayAfter(today, -silentDays),
  rmId,
  unitId,
});

/** How a client stands against the contacts owed: days since the last one, and whether the next is due. */
export function standing(
  lastContactOn: string | null,
  contactsAYear: number,
  today: string,
): { readonly days: number | null; readonly isDue: boolean } {
  const interval = contactsAYear > 0 ? Math.ceil(365 / contactsAYear) : null;
  const days = lastContactOn === null ? null : daysBetween(lastContactOn, today);
  return { days, isDue: interval !== null && (days === null || days >= interval) };
}

/** What sets a client of the list apart today. */
export type Mark = 'onPlan' | 'contactedToday' | 'contactedThisWeek' | 'noConsent';

/** The marks of a client; a week begins on Monday. `planned`: they stand in today's plan and are not done. */
export function marksOf(
  lastContactOn: string | null,
  consents: readonly ConsentWord[],
  today: string,
  planned: boolean,
): readonly Mark[] {
  const monday = dayAfter(today, 1 - weekday(today));
  const marks: Mark[] = [];
  if (planned) marks.push('onPlan');
  if (lastContactOn === today) marks.push('contactedToday');
  else if (lastContactOn !== null && lastContactOn >= monday) marks.push('contactedThisWeek');
  if (reachOf(consents, null).service.length === 0) marks.push('noConsent');
  return marks;
}

/** Those whose name or code holds a text; all for an empty one. */
export function means<C extends { readonly id: string; readonly name: string }>(
  clients: readonly C[],
  text: string,
): readonly C[] {
  const wanted = text.trim().toLowerCase();
  return clients.filter(({ id, name }) => name.toLowerCase().includes(wanted) || id.toLowerCase().includes(wanted));
}

/** A text that may be a client's whole code; four digits are rather the end of a phone number. */
export const isCode = (text: string): boolean =>
  /^[A-Za-z0-9._-]*\d[A-Za-z0-9._-]*$/.test(text) && !/^\d{4}$/.test(text);
