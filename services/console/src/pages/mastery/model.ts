const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
/** The bank's hours, of Asia/Shanghai, where no clock is put forward. */
const AHEAD_MS = 8 * HOUR_MINUTES * MINUTE_MS;

/** What evidences minutes, in the order of the platform; one that is not known here is shown by its code. */
export const KINDS = ['CONTACT', 'VISIT', 'PREPARATION', 'REVIEW', 'STUDY'] as const;
export type Kind = (typeof KINDS)[number];
export const isKind = (kind: string): kind is Kind => KINDS.some((one) => one === kind);

/** Hours with one place where there are few, whole ones from a hundred on. Pure. */
export const hoursOf = (minutes: number): number => {
  const hours = minutes / HOUR_MINUTES;
  return hours < 100 ? Math.round(hours * 10) / 10 : Math.floor(hours);
};

/** Stretches of the road, a thousand hours each. */
export const STRETCHES = 10;

/** How much of each stretch lies behind, 0 to 1. Pure. */
export function roadOf(minutes: number, goalMinutes: number): readonly number[] {
  const each = goalMinutes / STRETCHES;
  return Array.from({ length: STRETCHES }, (_, index) => Math.min(Math.max((minutes - index * each) / each, 0), 1));
}

/** The bars of the kinds against the longest, 0 to 1, the longest first; those of nothing are left out. Pure. */
export function barsOf<K extends { readonly minutes: number }>(kinds: readonly K[]) {
  const told = kinds.filter(({ minutes }) => minutes > 0).sort((a, b) => b.minutes - a.minutes);
  const longest = told[0]?.minutes ?? 1;
  return told.map((kind) => ({ ...kind, share: kind.minutes / longest }));
}

/** How long something took. */
export const MINUTES = [15, 30, 45, 60, 90, 120] as const;

/** The bank's hour at which study began that took so long and has just ended, `HH:MM`, on the same day. Pure. */
export function begunAt(nowMs: number, minutes: number): string {
  const of = (ms: number) => new Date(ms + AHEAD_MS).toISOString();
  const [now, begun] = [of(nowMs), of(nowMs - minutes * MINUTE_MS)];
  return begun.slice(0, 10) === now.slice(0, 10) ? begun.slice(11, 16) : '00:00';
}

/** From when to when study took place, of a day and an hour of the bank; null where one of them is none. Pure. */
export function spanOf(day: string, hour: string, minutes: number): { startedAt: string; endedAt: string } | null {
  const startedAt = `${day}T${hour}:00+08:00`;
  const startedMs = Date.parse(startedAt);
  if (Number.isNaN(startedMs)) return null;
  return { startedAt, endedAt: new Date(startedMs + minutes * MINUTE_MS).toISOString() };
}

/** Whole minutes of an entry. Pure. */
export const lengthOf = ({ startedAt, endedAt }: { readonly startedAt: string; readonly endedAt: string }): number =>
  Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / MINUTE_MS);
