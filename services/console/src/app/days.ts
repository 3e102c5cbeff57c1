const DAY_MS = 86_400_000;

/** Days are texts, `YYYY-MM-DD`, and the bank's: none of this looks at the device's clock or time zone. */
const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The day that comes so many days after; before, where the number is negative. */
export const dayAfter = (day: string, days: number): string =>
  new Date(utc(day) + days * DAY_MS).toISOString().slice(0, 10);

/** Whole days from one day to another; negative where the other came before. */
export const daysBetween = (from: string, to: string): number => Math.round((utc(to) - utc(from)) / DAY_MS);

/** 1 for Monday to 7 for Sunday. */
export const weekday = (day: string): number => new Date(utc(day)).getUTCDay() || 7;

/** The day on which a moment falls in a time zone. */
export function dayOf(instant: string, timeZone: string): string {
  // Swedish writes a date as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(instant));
}
