import { addDays, type BusinessCalendar, type BusinessDate, MASTERY_MINUTES_A_DAY } from '@hengxin/contracts';

/** What learning is evidenced by, in the order in which it is told. */
export const EVIDENCE_KINDS = ['CONTACT', 'VISIT', 'PREPARATION', 'REVIEW', 'STUDY'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** The mastery of a craft: 10,000 hours. */
export const GOAL_MINUTES = 600_000;
export const PREPARATION_MINUTES = 15;
export const REVIEW_MINUTES = 10;
/** A visit of this preparation score or a higher one was prepared. */
export const PREPARED_SCORE = 5;
/** The days whose mean is carried forward. */
export const MEAN_DAYS = 90;
const MINUTE_MS = 60_000;
const LAST_DAY = '9999-12-31';

/** From one moment to another, in milliseconds of the epoch. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** One thing that evidences minutes of a business day: a span of it, or minutes that lie nowhere. */
export type Evidence = { readonly kind: EvidenceKind } & (Span | { readonly minutes: number });

/** What a day came to, so that more evidence is added without a look at what came before. */
export interface MasteryDay {
  /** After overlaps and the cap. */
  readonly minutes: number;
  /** Before either. */
  readonly byKind: Readonly<Record<EvidenceKind, number>>;
  /** The time that is evidenced, in as few spans as hold it, in their order. */
  readonly spans: readonly Span[];
  /** The minutes that lie nowhere. */
  readonly apart: number;
}

const EMPTY_DAY: MasteryDay = {
  minutes: 0,
  byKind: { CONTACT: 0, VISIT: 0, PREPARATION: 0, REVIEW: 0, STUDY: 0 },
  spans: [],
  apart: 0,
};

/** Rule 16: overlaps are counted once. Whole minutes. */
export function unionMinutes(spans: readonly Span[]): number {
  const ms = unionOf(spans).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return Math.floor(ms / MINUTE_MS);
}

/** The same time in as few spans as hold it, in their order. */
function unionOf(spans: readonly Span[]): readonly Span[] {
  const union: Span[] = [];
  for (const { fromMs, toMs } of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = union.at(-1);
    if (toMs <= fromMs) continue;
    if (last === undefined || fromMs > last.toMs) union.push({ fromMs, toMs });
    else if (toMs > last.toMs) union[union.length - 1] = { fromMs: last.fromMs, toMs };
  }
  return union;
}

/**
 * Rule 16: a day with more evidence, overlaps once, at most 480 minutes. Each piece is added once; in which order, and
 * how many at a time, makes no difference.
 */
export function masteryDay(more: readonly Evidence[], known: MasteryDay = EMPTY_DAY): MasteryDay {
  const byKind = { ...known.byKind };
  const told: Span[] = [...known.spans];
  let { apart } = known;
  for (const one of more) {
    const minutes = 'minutes' in one ? one.minutes : unionMinutes([one]);
    byKind[one.kind] += minutes;
    if ('minutes' in one) apart += minutes;
    else told.push(one);
  }
  const spans = unionOf(told);
  return { minutes: Math.min(MASTERY_MINUTES_A_DAY, unionMinutes(spans) + apart), byKind, spans, apart };
}

/** What one more span adds to a day of spans: overlaps once, up to the cap. */
export function addedMinutes(known: readonly Span[], more: Span): number {
  const capped = (spans: readonly Span[]) => Math.min(MASTERY_MINUTES_A_DAY, unionMinutes(spans));
  return capped([...known, more]) - capped(known);
}

/**
 * Rule 16: the day of the 600,000th minute, at the daily mean of the last 90 days. Null where there was none, once it
 * is reached, and for one that no calendar has.
 */
export function projectedOn(minutes: number, minutesLast90Days: number, today: BusinessDate): BusinessDate | null {
  if (minutes >= GOAL_MINUTES || minutesLast90Days <= 0) return null;
  const days = Math.ceil(((GOAL_MINUTES - minutes) * MEAN_DAYS) / minutesLast90Days);
  const yearsAtLeast = days / 366;
  if (+today.slice(0, 4) + yearsAtLeast > +LAST_DAY.slice(0, 4)) return null;
  const day = addDays(today, days);
  // Years of five digits are written with a sign.
  return day.startsWith('+') ? null : day;
}

/** Days of leave, both included. */
export interface DaysAway {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

/** What streaks are made of, of one member of staff. */
export interface PlanHistory {
  /** The first day with an item in the plan; null: there never was one. */
  readonly firstDay: BusinessDate | null;
  /** Days up to today whose plan has an open or missed item, oldest first; days off and of leave as well. */
  readonly unfinished: readonly BusinessDate[];
  readonly away: readonly DaysAway[];
}

/**
 * Rule 16: consecutive working days with a finished plan; an empty plan is finished, leave and days off do not break
 * it. Today counts once its plan is finished, and breaks nothing before. What ends a missed item later finishes its
 * day.
 */
export function streaksOf(
  { firstDay, unfinished, away }: PlanHistory,
  today: BusinessDate,
  calendar: BusinessCalendar,
): { readonly streak: number; readonly longestStreak: number } {
  if (firstDay === null || firstDay > today) return { streak: 0, longestStreak: 0 };
  const breaks = unfinished.filter((day) => day >= firstDay && day <= today && isWorked(day, away, calendar));
  const edges = [addDays(firstDay, -1), ...breaks, addDays(today, 1)];
  const runs = edges.slice(1).map((end, i) => workedBetween(addDays(edges[i]!, 1), addDays(end, -1), away, calendar));
  const openToday = breaks.at(-1) === today;
  const streak = openToday ? runs.at(-2)! : runs.at(-1)!;
  return { streak, longestStreak: Math.max(...runs) };
}

/** A working day on which nobody was on leave, whenever the leave was told: no other day counts or breaks. */
function isWorked(day: BusinessDate, away: readonly DaysAway[], calendar: BusinessCalendar): boolean {
  const isAway = away.some(({ from, to }) => from <= day && day <= to);
  return !isAway && calendar.supports(day) && calendar.isWorkingDay(day);
}

/** Working days from one day to another, both included, less those of leave. */
function workedBetween(
  from: BusinessDate,
  to: BusinessDate,
  away: readonly DaysAway[],
  calendar: BusinessCalendar,
): number {
  const first = from < `${calendar.firstYear}-01-01` ? `${calendar.firstYear}-01-01` : from;
  if (first > to) return 0;
  const off = away.reduce((sum, leave) => {
    const begin = leave.from > first ? leave.from : first;
    const end = leave.to < to ? leave.to : to;
    return sum + (begin <= end ? calendar.workingDays(begin, end) : 0);
  }, 0);
  return calendar.workingDays(first, to) - off;
}
