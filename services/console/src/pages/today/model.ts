import { dayAfter, daysBetween, weekday } from '../../app/days.js';
import type { DayContact, Item, PlanDay, Year } from './documents.js';

/**
 * A contact of an item that the page knows of before the plan tells it. `touch`: it reached nobody, and so leaves the
 * item open.
 */
export type Pending = 'waiting' | 'taken' | 'touch';

/** An item as the page shows it. */
export interface ShownItem extends Item {
  /** Logged on this device and not answered yet. */
  readonly isWaiting: boolean;
}
export interface DayView {
  /** Of earlier days, still to be done. */
  readonly missed: readonly ShownItem[];
  readonly open: readonly ShownItem[];
  /** Done, put off, left out: what needs no hand any more. */
  readonly settled: readonly ShownItem[];
  /** Of the day's own items, those done; what is logged and waits for the network counts. */
  readonly done: number;
  /** The day's own items, those left out that fell away. */
  readonly all: number;
}

interface QueuedContact {
  readonly state: 'waiting' | 'refused' | 'taken';
  readonly input: { readonly planItemId?: string | null; readonly outcome: string; readonly channel: string };
}

/** One that reached nobody, or many at once, does no plan item. */
const isTouch = ({ outcome, channel }: { readonly outcome: string; readonly channel: string }) =>
  outcome === 'NO_ANSWER' || outcome === 'MESSAGE_LEFT' || channel === 'WECHAT_GROUP';

/** What waits on the device, by the plan item that it was made for. A refused one does nothing. */
export function pendingOf(queue: readonly QueuedContact[]): ReadonlyMap<string, Pending> {
  const pending = new Map<string, Pending>();
  for (const { state, input } of queue) {
    if (state === 'refused' || !input.planItemId) continue;
    if (!isTouch(input)) pending.set(input.planItemId, state);
    else if (state === 'waiting' && !pending.has(input.planItemId)) pending.set(input.planItemId, 'touch');
  }
  return pending;
}

/** Items as they stand with what this device logged. */
export const shownItems = (items: readonly Item[], pending: ReadonlyMap<string, Pending>): readonly ShownItem[] =>
  items.map((item) => {
    const state = pending.get(item.id);
    const isOpen = item.status === 'OPEN' || item.status === 'MISSED';
    const isDone = isOpen && (state === 'waiting' || state === 'taken');
    return {
      ...item,
      status: isDone ? 'DONE' : item.status,
      isWaiting: isOpen && (state === 'waiting' || state === 'touch'),
    };
  });

/** The day in the groups in which it is worked through. */
export function dayView(date: string, items: readonly Item[], pending: ReadonlyMap<string, Pending>): DayView {
  const shown = shownItems(items, pending);
  const own = shown.filter((item) => item.date === date && item.status !== 'CANCELLED');
  return {
    missed: shown.filter(({ status }) => status === 'MISSED'),
    open: shown.filter(({ status }) => status === 'OPEN'),
    settled: shown.filter(({ status }) => status !== 'OPEN' && status !== 'MISSED'),
    done: own.filter(({ status }) => status === 'DONE').length,
    all: own.length,
  };
}

/** What came of a client of the day. */
export type CameOf = Pick<DayContact, 'channel' | 'outcome' | 'startedAt'>;

interface LoggedHere {
  readonly state: 'waiting' | 'refused' | 'taken';
  readonly input: CameOf & { readonly clientId: string };
}

/**
 * The newest effective contact of each client: of those that the platform tells, and of those that this device logged
 * and has no answer to, which are newer.
 */
export function outcomesByClient(
  told: readonly DayContact[],
  logged: readonly LoggedHere[],
): ReadonlyMap<string, CameOf> {
  const newestLast = [...told].sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  const here = logged.filter(({ state, input }) => state !== 'refused' && !isTouch(input));
  return new Map<string, CameOf>([
    ...newestLast.map((contact) => [contact.client.id, contact] as const),
    ...here.map(({ input }) => [input.clientId, input] as const),
  ]);
}

/** Why a client stands in the plan, as facts for a short line; `sentence` where only the platform's own says it. */
export type ReasonLine =
  | { readonly kind: 'never'; readonly intervalDays: number }
  | { readonly kind: 'since'; readonly days: number; readonly intervalDays: number }
  | { readonly kind: 'promised'; readonly on: string; readonly overdueDays: number }
  | { readonly kind: 'nextTry'; readonly on: string }
  | { readonly kind: 'sentence'; readonly text: string };

export function reasonLine(
  { code, text, daysSinceContact, intervalDays, promisedOn, nextTryOn }: Item['reason'],
  today: string,
): ReasonLine {
  if (code === 'PROMISE' && promisedOn)
    return { kind: 'promised', on: promisedOn, overdueDays: Math.max(daysBetween(promisedOn, today), 0) };
  if (code === 'PROMISE' && nextTryOn) return { kind: 'nextTry', on: nextTryOn };
  if (code === 'CADENCE' && intervalDays !== null)
    return daysSinceContact === null
      ? { kind: 'never', intervalDays }
      : { kind: 'since', days: daysSinceContact, intervalDays };
  return { kind: 'sentence', text };
}

/** The sentence of one of these names amounts of money, which a card does not: others may read the screen. */
const isPrompted = ({ code }: Pick<Item['reason'], 'code'>): boolean => code === 'OCCASION' || code === 'SIGNAL';

/** The reason as a card tells it; null where labels alone do. Pure. */
export const cardLine = (reason: Item['reason'], today: string): ReasonLine | null =>
  isPrompted(reason) ? null : reasonLine(reason, today);

/** A reason in few words. */
export type ReasonLabel =
  | { readonly kind: 'promised' | 'nextTry'; readonly on: string }
  | { readonly kind: 'prompt'; readonly of: Item['prompts'][number] }
  | { readonly kind: 'code'; readonly code: Item['reason']['code'] };

/** What speaks for a client beside the line of the reason: a promise that it does not tell, and every prompt. Pure. */
export function labelsOf({ reason, prompts }: Pick<Item, 'reason' | 'prompts'>): readonly ReasonLabel[] {
  const { code, promisedOn, nextTryOn } = reason;
  const promise: ReasonLabel[] =
    code === 'PROMISE'
      ? []
      : promisedOn
        ? [{ kind: 'promised', on: promisedOn }]
        : nextTryOn
          ? [{ kind: 'nextTry', on: nextTryOn }]
          : [];
  const labels = [...promise, ...prompts.map((of): ReasonLabel => ({ kind: 'prompt', of }))];
  return labels.length === 0 && isPrompted(reason) ? [{ kind: 'code', code }] : labels;
}

export const FOLLOW_UPS = ['none', 'soon', 'week', 'month', 'other'] as const;
export type FollowUp = (typeof FOLLOW_UPS)[number];
const DAYS_OF: Readonly<Record<Exclude<FollowUp, 'none' | 'other'>, number>> = { soon: 3, week: 7, month: 30 };

/** The day for which a client is promised another contact; null: none, or another day that has to be named. */
export const followUpDay = (choice: FollowUp, today: string): string | null =>
  choice === 'none' || choice === 'other' ? null : dayAfter(today, DAYS_OF[choice]);

export const DEFERRALS = ['next', 'soon', 'week', 'other'] as const;
export type Deferral = (typeof DEFERRALS)[number];

/** The day to which an item is put off; null: another day that has to be named. */
export function deferralDay(choice: Deferral, today: string, nextWorkingDay: string): string | null {
  if (choice === 'other') return null;
  return choice === 'next' ? nextWorkingDay : dayAfter(today, DAYS_OF[choice]);
}

/** A day of the week to come. */
export interface DayAhead {
  readonly day: string;
  readonly isOff: boolean;
  /** Away for the whole day, or for half of it. */
  readonly isLeave: boolean;
  /** Items; null until the platform has said so. */
  readonly expected: number | null;
  /** How high its bar is, 0 to 1: items against the fullest day. */
  readonly height: number;
}

/**
 * Today and the six days after it with what is expected of each. Until the platform has said what kind of day it is, a
 * week end is taken for off.
 */
export function daysAhead(today: string, week: readonly PlanDay[]): readonly DayAhead[] {
  const fullest = Math.max(...week.map(({ expected, capacity }) => Math.max(expected, capacity)), 1);
  const told = new Map(week.map((one) => [one.date, one]));
  return Array.from({ length: 7 }, (_, index) => dayAfter(today, index)).map((day) => {
    const plan = told.get(day);
    return {
      day,
      isOff: plan ? plan.capacity === 0 : weekday(day) > 5,
      isLeave: plan?.dayKind === 'LEAVE',
      expected: plan?.expected ?? null,
      height: plan ? plan.expected / fullest : 0,
    };
  });
}

/** What the week holds together. */
export const weekSums = (week: readonly PlanDay[]) => ({
  expected: week.reduce((sum, day) => sum + day.expected, 0),
  promises: week.reduce((sum, day) => sum + day.promises, 0),
  occasions: week.reduce((sum, day) => sum + day.occasions, 0),
});

/** The longer of the two bars of a year is 1: what is owed, and what there is room for. */
export function yearBars({ owed, capacityLeft }: Pick<Year, 'owed' | 'capacityLeft'>) {
  const longest = Math.max(owed, capacityLeft, 1);
  return { owed: owed / longest, capacityLeft: capacityLeft / longest };
}

/** Of those missed so many are shown before the day's own; the others are a press away. */
export const MISSED_SHOWN = 3;
