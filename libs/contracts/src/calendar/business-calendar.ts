import type { DayKind } from '../values.js';
import { ANNOUNCED_YEARS, PROVISIONAL_YEARS } from './china-days.generated.js';
import { addDays, type BusinessDate, dayNumber, isDate, weekday } from './dates.js';

/**
 * Which days the bank works. Every question is answered for `supports(date)` only; outside it they throw RangeError.
 */
export interface BusinessCalendar {
  /** True when the calendar knows the date at all: a real date of the years `firstYear` to `lastYear`. */
  supports(date: string): boolean;
  readonly firstYear: number;
  readonly lastYear: number;
  /**
   * True when the year's official holidays are not yet announced: weekends and statutory festivals by formula are off.
   */
  provisional(year: number): boolean;
  dayKind(date: BusinessDate): Exclude<DayKind, 'LEAVE'>;
  isWorkingDay(date: BusinessDate): boolean;
  /** Working days from `from` to `to`, both included; 0 when `to` is before `from`. */
  workingDays(from: BusinessDate, to: BusinessDate): number;
  workingDaysOfYear(year: number): number;
  /** The first working day after a date. */
  nextWorkingDay(date: BusinessDate): BusinessDate;
  /** The last working day before a date. */
  previousWorkingDay(date: BusinessDate): BusinessDate;
}

interface YearTable {
  readonly kinds: readonly Exclude<DayKind, 'LEAVE'>[];
  /** cumulative[i]: working days among the first i days of the year. */
  readonly cumulative: Int16Array;
  readonly firstDay: number;
}

/**
 * Mainland China, by a table alone, so that it is the same wherever the machine stands: docs/generate writes it from
 * `chinese-days`.
 */
class ChinaCalendar implements BusinessCalendar {
  /** What somebody said of days, whatever the table has. */
  protected readonly told = new Map<BusinessDate, ToldDay['kind']>();
  readonly firstYear = Math.min(...yearsOf(ANNOUNCED_YEARS));
  readonly lastYear = Math.max(...yearsOf(PROVISIONAL_YEARS));
  private readonly lastOfficialYear = Math.max(...yearsOf(ANNOUNCED_YEARS));
  protected readonly years = new Map<number, YearTable>();

  supports(date: string): boolean {
    return isDate(date) && +date.slice(0, 4) >= this.firstYear && +date.slice(0, 4) <= this.lastYear;
  }

  provisional(year: number): boolean {
    return year > this.lastOfficialYear;
  }

  dayKind(date: BusinessDate): Exclude<DayKind, 'LEAVE'> {
    if (!this.supports(date)) throw this.unsupported(date);
    const year = this.year(date);
    return year.kinds[dayNumber(date) - year.firstDay]!;
  }

  isWorkingDay(date: BusinessDate): boolean {
    return isWorking(this.dayKind(date));
  }

  workingDays(from: BusinessDate, to: BusinessDate): number {
    if (to < from) return 0;
    const first = +from.slice(0, 4);
    const last = +to.slice(0, 4);
    if (first === last) return this.upTo(to, 1) - this.upTo(from, 0);
    let days = this.workingDaysOfYear(first) - this.upTo(from, 0) + this.upTo(to, 1);
    for (let year = first + 1; year < last; year++) days += this.workingDaysOfYear(year);
    return days;
  }

  workingDaysOfYear(year: number): number {
    const { cumulative, kinds } = this.year(`${year}-01-01`);
    return cumulative[kinds.length]!;
  }

  nextWorkingDay(date: BusinessDate): BusinessDate {
    let day = addDays(date, 1);
    while (!this.isWorkingDay(day)) day = addDays(day, 1);
    return day;
  }

  previousWorkingDay(date: BusinessDate): BusinessDate {
    let day = addDays(date, -1);
    while (!this.isWorkingDay(day)) day = addDays(day, -1);
    return day;
  }

  /** Working days of the date's year before it (`plus` 0) or up to and with it (`plus` 1). */
  private upTo(date: BusinessDate, plus: 0 | 1): number {
    const year = this.year(date);
    return year.cumulative[dayNumber(date) - year.firstDay + plus]!;
  }

  private year(date: BusinessDate): YearTable {
    const year = +date.slice(0, 4);
    let table = this.years.get(year);
    if (!table) {
      if (!this.supports(date)) throw this.unsupported(date);
      this.years.set(year, (table = this.build(year)));
    }
    return table;
  }

  private unsupported(date: string): RangeError {
    return new RangeError(`the calendar knows ${this.firstYear} to ${this.lastYear}, not ${date}`);
  }

  private build(year: number): YearTable {
    const { off, worked } = ANNOUNCED_YEARS[year] ?? { off: PROVISIONAL_YEARS[year]!, worked: '' };
    const holidays = new Set(off.split(' '));
    const makeUpDays = new Set(worked.split(' '));
    const kinds: Exclude<DayKind, 'LEAVE'>[] = [];
    for (let date = `${year}-01-01`; date.startsWith(`${year}-`); date = addDays(date, 1)) {
      const monthDay = date.slice(5);
      const told = this.told.get(date);
      if (told === 'HOLIDAY') kinds.push('HOLIDAY');
      else if (told !== undefined) kinds.push(weekday(date) > 5 ? 'MAKE_UP_WORKING_DAY' : 'WORKING_DAY');
      else if (holidays.has(monthDay)) kinds.push('HOLIDAY');
      else if (makeUpDays.has(monthDay)) kinds.push('MAKE_UP_WORKING_DAY');
      else kinds.push(weekday(date) > 5 ? 'WEEKEND' : 'WORKING_DAY');
    }
    const cumulative = new Int16Array(kinds.length + 1);
    kinds.forEach((kind, i) => (cumulative[i + 1] = cumulative[i]! + (isWorking(kind) ? 1 : 0)));
    return { kinds, cumulative, firstDay: dayNumber(`${year}-01-01`) };
  }
}

/** A day of which a bank says whether it is worked. */
export interface ToldDay {
  readonly date: BusinessDate;
  readonly kind: 'WORKING_DAY' | 'HOLIDAY';
}

/** The built-in calendar, overruled day by day by what a bank says. */
export class BankCalendar extends ChinaCalendar {
  /** Grows with every day that is known otherwise, so that what was computed can be kept until then. */
  version = 0;

  /** Answers whether any of these days is known otherwise than before. Days outside the calendar change nothing. */
  overrule(days: Iterable<ToldDay>): boolean {
    let changed = false;
    for (const { date, kind } of days) {
      if (!this.supports(date) || this.told.get(date) === kind) continue;
      this.told.set(date, kind);
      this.years.delete(+date.slice(0, 4));
      changed = true;
    }
    if (changed) this.version++;
    return changed;
  }
}

function isWorking(kind: DayKind): boolean {
  return kind === 'WORKING_DAY' || kind === 'MAKE_UP_WORKING_DAY';
}

function yearsOf(table: Readonly<Record<number, unknown>>): number[] {
  return Object.keys(table).map(Number);
}

/** The calendar of mainland China. */
export const chinaCalendar: BusinessCalendar = new ChinaCalendar();

/**
 * True when what is due some working days after something may still become another day (rule 2). `due` is a day, or a
 * moment in the bank's offset. Years become known one after the other: where its own is known, those of the days passed
 * over are.
 */
export function isDueProvisional(due: string): boolean {
  return chinaCalendar.provisional(+due.slice(0, 4));
}
