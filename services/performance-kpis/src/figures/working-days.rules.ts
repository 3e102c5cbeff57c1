import { type BankCalendar, type BusinessCalendar, dateOfDayNumber, dayNumber } from '@hengxin/contracts';
import type { Day } from '../kpi/periods.rules.js';

/** Days off that follow each other are fewer, within the calendar's years. */
const NEAR = 16;

interface Year {
  readonly firstDay: Day;
  /** cumulative[i]: working days among the first i days of the year. */
  readonly cumulative: Int16Array;
}

/** The working days that are counted with by now: others once the bank's calendar has changed. */
export interface DaysNow {
  readonly current: WorkingDays;
}

/**
 * Working days of a calendar that changes while the service runs. Each is a whole by itself: what is counted with one
 * of them is counted with it to the end.
 */
export class DaysOfBank implements DaysNow {
  private made: { readonly version: number; readonly days: WorkingDays } | undefined;

  constructor(private readonly calendar: BankCalendar) {}

  get current(): WorkingDays {
    const { version } = this.calendar;
    if (this.made?.version !== version) this.made = { version, days: new WorkingDays(this.calendar).whole() };
    return this.made.days;
  }
}

/** What is asked of a calendar. */
type Calendar = Pick<BusinessCalendar, 'firstYear' | 'lastYear' | 'isWorkingDay'>;

/**
 * The business calendar by day numbers. Days that the calendar doesn't know count as days off, so that a stray date in
 * old facts adds nothing to coverage and stops nothing.
 */
export class WorkingDays implements DaysNow {
  private readonly years = new Map<number, Year>();
  private readonly yearOf = new Map<Day, number>();

  constructor(private readonly calendar: Calendar) {}

  /** Those of a `table`. */
  static ofTable(table: string): WorkingDays {
    const years = new Map(
      [...table.matchAll(/(\d{4}):([01]+?)(?=\d{4}:|$)/g)].map(([, year, days]) => [Number(year), days!]),
    );
    const numbers = [...years.keys()];
    return new WorkingDays({
      firstYear: Math.min(...numbers),
      lastYear: Math.max(...numbers),
      isWorkingDay: (date) => {
        const year = date.slice(0, 4);
        return years.get(Number(year))?.[dayNumber(date) - dayNumber(`${year}-01-01`)] === '1';
      },
    });
  }

  /** For what counts with a calendar that never changes. */
  get current(): this {
    return this;
  }

  /** With every year as the calendar has it at this moment, whatever becomes of the calendar. */
  whole(): this {
    for (let year = this.calendar.firstYear; year <= this.calendar.lastYear; year++) this.year(year);
    return this;
  }

  /** Working days from `from` to `to`, both included; 0 when `to` is before `from`. */
  between(from: Day, to: Day): number {
    if (to < from) return 0;
    const first = this.yearNumber(from);
    const last = this.yearNumber(to);
    if (first === last) return this.upTo(to + 1, first) - this.upTo(from, first);
    let days = this.ofYear(first) - this.upTo(from, first) + this.upTo(to + 1, last);
    for (
      let year = Math.max(first + 1, this.calendar.firstYear);
      year < Math.min(last, this.calendar.lastYear + 1);
      year++
    )
      days += this.ofYear(year);
    return days;
  }

  /** The first working day from `from` to `to`, both included; undefined where there is none. */
  firstWithin(from: Day, to: Day): Day | undefined {
    if (this.between(from, to) === 0) return undefined;
    for (let day = from; day < from + NEAR; day++) if (this.between(day, day) > 0) return day;
    let [before, found] = [from, to];
    while (found - before > 1) {
      const middle = Math.floor((before + found) / 2);
      if (this.between(from, middle) > 0) found = middle;
      else before = middle;
    }
    return found;
  }

  /** The last working day from `from` to `to`, both included; undefined where there is none. */
  lastWithin(from: Day, to: Day): Day | undefined {
    if (this.between(from, to) === 0) return undefined;
    for (let day = to; day > to - NEAR; day--) if (this.between(day, day) > 0) return day;
    let [found, after] = [from, to];
    while (after - found > 1) {
      const middle = Math.floor((found + after) / 2);
      if (this.between(middle, to) > 0) found = middle;
      else after = middle;
    }
    return found;
  }

  /** Whether the calendar knows a day at all. */
  knows(day: Day): boolean {
    const year = this.yearNumber(day);
    return year >= this.calendar.firstYear && year <= this.calendar.lastYear;
  }

  /** Every year of the calendar with its days, worked (1) or not (0): another text as soon as one of them changes. */
  table(): string {
    let table = '';
    for (let year = this.calendar.firstYear; year <= this.calendar.lastYear; year++) {
      const { cumulative } = this.year(year);
      table += `${year}:`;
      for (let i = 1; i < cumulative.length; i++) table += cumulative[i]! - cumulative[i - 1]!;
    }
    return table;
  }

  /** The first day of the first year that has other days; undefined where none has. */
  firstUnlike(other: WorkingDays): Day | undefined {
    const first = Math.min(this.calendar.firstYear, other.calendar.firstYear);
    const last = Math.max(this.calendar.lastYear, other.calendar.lastYear);
    for (let year = first; year <= last; year++) {
      const [own, others] = [this.year(year), other.year(year)];
      if (own.cumulative.some((days, i) => days !== others.cumulative[i])) return own.firstDay;
    }
    return undefined;
  }

  /** Working days of the whole year of a day. */
  ofYearOf(day: Day): number {
    return this.ofYear(this.yearNumber(day));
  }

  private ofYear(year: number): number {
    const { cumulative } = this.year(year);
    return cumulative[cumulative.length - 1]!;
  }

  private upTo(day: Day, year: number): number {
    const { firstDay, cumulative } = this.year(year);
    return cumulative[day - firstDay]!;
  }

  private yearNumber(day: Day): number {
    let year = this.yearOf.get(day);
    if (year === undefined) this.yearOf.set(day, (year = +dateOfDayNumber(day).slice(0, 4)));
    return year;
  }

  private year(year: number): Year {
    let table = this.years.get(year);
    if (!table) this.years.set(year, (table = this.build(year)));
    return table;
  }

  private build(year: number): Year {
    const firstDay = dayNumber(`${year}-01-01`);
    const days = dayNumber(`${year + 1}-01-01`) - firstDay;
    const cumulative = new Int16Array(days + 1);
    const supported = year >= this.calendar.firstYear && year <= this.calendar.lastYear;
    for (let i = 0; i < days; i++)
      cumulative[i + 1] =
        cumulative[i]! + (supported && this.calendar.isWorkingDay(dateOfDayNumber(firstDay + i)) ? 1 : 0);
    return { firstDay, cumulative };
  }
}
