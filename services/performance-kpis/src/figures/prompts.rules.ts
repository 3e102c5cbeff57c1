import { dateOfDayNumber, dayInYear, dayNumber, hasBegun, type SignalKind, type YearlyDate } from '@hengxin/contracts';
import { type Day, END } from '../kpi/periods.rules.js';
import type { WorkingDays } from './working-days.rules.js';

/** A signal of a client that stands (rule 20). Of one kind a client has one signal a day. */
export interface ToldSignal {
  readonly kind: SignalKind;
  readonly firedOn: Day;
  /** The last day on which it is alive. */
  readonly lapsesOn: Day;
}

/** A date that comes round every year, as long as the bank knew of it. */
export interface KnownDate extends YearlyDate {
  /** Which date of the client it is: that of a birthday, of a day that the client told, or of a product. */
  readonly id: string;
  /** The day on which it was told: occasions before that day are nobody's. */
  readonly since: Day;
  /** From this day on it has no more occasions; `END` while none ends it. */
  readonly until: Day;
}

/** The dates of a client. Occasions are counted up to the day `through`, which moves on before it is reached. */
export interface KnownOccasions {
  readonly dates: readonly KnownDate[];
  readonly through: Day;
}

export const NO_OCCASIONS: KnownOccasions = { dates: [], through: END };

/** An occasion or a signal: alive from one day to the other, both included. An effective contact within them serves it. */
export interface CountedPrompt {
  readonly from: Day;
  readonly lapsesOn: Day;
}

/**
 * Every prompt of a client that anybody could have served: what was told only after it had lapsed is none. An occasion
 * is alive from its date, or from the last working day before where the date is none (rule 2).
 */
export function promptsOf(
  { signals, occasions }: { readonly signals: readonly ToldSignal[]; readonly occasions: KnownOccasions },
  workingDays: WorkingDays,
): readonly CountedPrompt[] {
  const dated = occasionsOf(occasions, workingDays);
  return signals.length === 0
    ? dated
    : [...signals.map(({ firedOn, lapsesOn }) => ({ from: firedOn, lapsesOn })), ...dated];
}

/** Both views of a client share its dates: they are worked out once. */
const workedOut = new WeakMap<KnownOccasions, { readonly by: WorkingDays; readonly found: readonly CountedPrompt[] }>();

function occasionsOf(occasions: KnownOccasions, workingDays: WorkingDays): readonly CountedPrompt[] {
  if (occasions.dates.length === 0) return [];
  const known = workedOut.get(occasions);
  if (known?.by === workingDays) return known.found;
  const found = occasions.dates.flatMap((date) => occasionsOfDate(date, occasions.through, workingDays));
  workedOut.set(occasions, { by: workingDays, found });
  return found;
}

function occasionsOfDate(date: KnownDate, through: Day, workingDays: WorkingDays): CountedPrompt[] {
  const last = Math.min(date.until - 1, through);
  if (last < date.since) return [];
  const found: CountedPrompt[] = [];
  // A lunar year ends in January or February of the next one.
  for (let year = yearOf(date.since) - 1; year <= yearOf(last); year++) {
    const on = hasBegun(date, year) ? dayInYear(date, year) : undefined;
    if (on === undefined) continue;
    const lapsesOn = dayNumber(on);
    if (lapsesOn < date.since || lapsesOn > last || !workingDays.knows(lapsesOn)) continue;
    found.push({ from: workingDays.lastWithin(lapsesOn - LONGEST_REST_DAYS, lapsesOn) ?? lapsesOn, lapsesOn });
  }
  return found;
}

/** Days off that follow each other are fewer. */
const LONGEST_REST_DAYS = 31;

const yearOf = (day: Day): number => +dateOfDayNumber(day).slice(0, 4);

/** The signals with one more; told again it lapses on another day. */
export function withSignal(signals: readonly ToldSignal[], told: ToldSignal): readonly ToldSignal[] {
  const known = signals.find((each) => isSame(each, told));
  if (known?.lapsesOn === told.lapsesOn) return signals;
  return [...signals.filter((each) => each !== known), told];
}

/** The signals without one whose ground was taken. */
export function withoutSignal(
  signals: readonly ToldSignal[],
  lost: Pick<ToldSignal, 'kind' | 'firedOn'>,
): readonly ToldSignal[] {
  return signals.some((each) => isSame(each, lost)) ? signals.filter((each) => !isSame(each, lost)) : signals;
}

const isSame = (a: Pick<ToldSignal, 'kind' | 'firedOn'>, b: Pick<ToldSignal, 'kind' | 'firedOn'>): boolean =>
  a.kind === b.kind && a.firedOn === b.firedOn;

/**
 * The dates once one of them is another, or none any more, from a day on. What it was up to then keeps its occasions;
 * what it was said to be later is said again. So the same told again changes nothing, and all of it told again in its
 * order comes to the same.
 */
export function withDate(
  dates: readonly KnownDate[],
  id: string,
  told: YearlyDate | null,
  from: Day,
): readonly KnownDate[] {
  const open = dates.find((each) => each.id === id && each.until === END);
  if (open && told && open.since <= from && isAlike(open, told)) return dates;
  if (!told && !dates.some((each) => each.id === id && each.until > from)) return dates;
  const rest = dates.flatMap((each) => {
    if (each.id !== id || each.until <= from) return [each];
    return each.since < from ? [{ ...each, until: from }] : [];
  });
  return told ? [...rest, { ...told, id, since: from, until: END }] : rest;
}

const isAlike = (a: YearlyDate, b: YearlyDate): boolean =>
  a.kind === b.kind && a.calendar === b.calendar && a.month === b.month && a.day === b.day && a.year === b.year;
