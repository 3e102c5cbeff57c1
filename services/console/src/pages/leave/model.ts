import type { VariablesOf } from '../../api/graphql.js';
import { dayAfter, daysBetween, weekday } from '../../app/days.js';
import { periodEnd } from '../../app/periods.js';
import type { Leave } from './documents.js';
import type { DayKind, DayKinds } from './kinds-documents.js';

export const PORTIONS = ['FULL', 'MORNING', 'AFTERNOON'] as const;
export type Portion = (typeof PORTIONS)[number];

export type Standing = 'cancelled' | 'over' | 'running' | 'coming';

/** How a leave stands on a day. Pure. */
export function standingOf({ from, to, cancelled }: Pick<Leave, 'from' | 'to' | 'cancelled'>, today: string): Standing {
  if (cancelled) return 'cancelled';
  if (to < today) return 'over';
  return from <= today ? 'running' : 'coming';
}

/** One that is not over may be taken back. */
export const mayCancel = (leave: Pick<Leave, 'from' | 'to' | 'cancelled'>, today: string): boolean =>
  ['running', 'coming'].includes(standingOf(leave, today));

/** A leave that has begun, with a cover: there may be something to tell of what was done. Pure. */
export const isReported = (leave: Pick<Leave, 'from' | 'to' | 'cancelled' | 'cover'>, today: string): boolean =>
  leave.cover !== null && ['running', 'over'].includes(standingOf(leave, today));

/**
 * The colleague who covered last, where they are known to be free on these days; null for none. What is not known of
 * others the platform says when the leave is recorded. Pure.
 */
export function proposedCover(
  leaves: readonly Leave[],
  { staffId, from, to }: { readonly staffId: string; readonly from: string; readonly to: string },
): string | null {
  const held = leaves.filter(({ cancelled }) => !cancelled);
  const isAway = (id: string) => held.some((one) => one.staff.id === id && one.from <= to && from <= one.to);
  const before = held.filter(({ staff, cover }) => staff.id === staffId && cover !== null);
  const last = [...before].sort((a, b) => (a.from < b.from ? 1 : -1))[0]?.cover?.id;
  return last !== undefined && !isAway(last) ? last : null;
}

/** How many days it has, days off among them. */
export const lengthOf = ({ from, to }: Pick<Leave, 'from' | 'to'>): number => daysBetween(from, to) + 1;

/** Those that hold in the order of their days, and behind them those taken back. Pure. */
export function inOrder(leaves: readonly Leave[]): readonly Leave[] {
  return [...leaves].sort(
    (a, b) => Number(a.cancelled) - Number(b.cancelled) || (a.from < b.from ? -1 : Number(a.from > b.from)),
  );
}

/** Every day of the month that begins on `start`. Pure. */
export const daysOfMonth = (start: string): readonly string[] =>
  Array.from({ length: daysBetween(start, periodEnd('MONTH', start)) + 1 }, (_, index) => dayAfter(start, index));

/** Days of one question for what the bank's calendar says of them. */
const DAYS_ASKED = 16;
type AskedDays = VariablesOf<typeof DayKinds>;

/** The days of a month as its two questions hold them; the last day fills up the second. Pure. */
export function kindsAsked(days: readonly string[]): readonly [AskedDays, AskedDays] {
  const half = (from: number) =>
    Object.fromEntries(
      Array.from({ length: DAYS_ASKED }, (_, at) => [`d${at + 1}`, days[from + at] ?? days.at(-1)!] as const),
    ) as AskedDays;
  return [half(0), half(DAYS_ASKED)];
}

/** What the bank's calendar says of days, by day. */
export type Kinds = ReadonlyMap<string, DayKind>;

/** Whether a day is off for the bank; until the calendar is known a week's end is. Pure. */
export function isOff(day: string, kinds: Kinds): boolean {
  const kind = kinds.get(day);
  return kind === undefined ? weekday(day) > 5 : kind === 'WEEKEND' || kind === 'HOLIDAY';
}

/** What makes a day another one than its weekday says: a public holiday, or a week's end that is worked. Pure. */
export function markOf(day: string, kinds: Kinds): 'HOLIDAY' | 'MAKE_UP_WORKING_DAY' | null {
  const kind = kinds.get(day);
  return kind === 'HOLIDAY' || kind === 'MAKE_UP_WORKING_DAY' ? kind : null;
}

/** A person's month. */
export interface Row {
  readonly id: string;
  readonly name: string;
  /** One a day: the leave that lies on it. */
  readonly cells: readonly (Leave | null)[];
  /** One a day: the leave of a colleague whose clients this person sees to. */
  readonly covers: readonly (Leave | null)[];
}

/** A row for everybody of the team, and for everybody else who is away or covers; leaves taken back are no part of it. Pure. */
export function rowsOf(
  leaves: readonly Leave[],
  team: readonly { readonly id: string; readonly name: string }[],
  days: readonly string[],
): readonly Row[] {
  const held = leaves.filter(({ cancelled }) => !cancelled);
  const others = held.flatMap(({ staff, cover }) => (cover ? [staff, cover] : [staff]));
  const people = new Map([...team, ...others].map(({ id, name }) => [id, name]));
  const on = (leaves: readonly Leave[]) =>
    days.map((day) => leaves.find(({ from, to }) => from <= day && day <= to) ?? null);
  return [...people].map(([id, name]) => ({
    id,
    name,
    cells: on(held.filter(({ staff }) => staff.id === id)),
    covers: on(held.filter(({ cover }) => cover?.id === id)),
  }));
}

/** How many of the team are away on each day, half a day as one. Pure. */
export const awayOn = (rows: readonly Row[], days: readonly string[]): readonly number[] =>
  days.map((_, index) => rows.filter(({ cells }) => cells[index]).length);
