import { addDays, type BusinessDate, daysBetween } from './dates.js';
import { FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR, lunarMonthDays, solarDateOf } from './lunar-calendar.js';

/**
 * Each year's first day, and after a + the month that its leap month follows, ten years a row: as the Hong Kong
 * Observatory publishes them from 1901 on, and as almanacs have 1900.
 */
const PUBLISHED = `
  1900 01-31+8 02-19 02-08 01-29+5 02-16 02-04 01-25+4 02-13 02-02 01-22+2
  1910 02-10 01-30+6 02-18 02-06 01-26+5 02-14 02-03 01-23+2 02-11 02-01+7
  1920 02-20 02-08 01-28+5 02-16 02-05 01-24+4 02-13 02-02 01-23+2 02-10
  1930 01-30+6 02-17 02-06 01-26+5 02-14 02-04 01-24+3 02-11 01-31+7 02-19
  1940 02-08 01-27+6 02-15 02-05 01-25+4 02-13 02-02 01-22+2 02-10 01-29+7
  1950 02-17 02-06 01-27+5 02-14 02-03 01-24+3 02-12 01-31+8 02-18 02-08
  1960 01-28+6 02-15 02-05 01-25+4 02-13 02-02 01-21+3 02-09 01-30+7 02-17
  1970 02-06 01-27+5 02-15 02-03 01-23+4 02-11 01-31+8 02-18 02-07 01-28+6
  1980 02-16 02-05 01-25+4 02-13 02-02+10 02-20 02-09 01-29+6 02-17 02-06
  1990 01-27+5 02-15 02-04 01-23+3 02-10 01-31+8 02-19 02-07 01-28+5 02-16
  2000 02-05 01-24+4 02-12 02-01 01-22+2 02-09 01-29+7 02-18 02-07 01-26+5
  2010 02-14 02-03 01-23+4 02-10 01-31+9 02-19 02-08 01-28+6 02-16 02-05
  2020 01-25+4 02-12 02-01 01-22+2 02-10 01-29+6 02-17 02-06 01-26+5 02-13
  2030 02-03 01-23+3 02-11 01-31+11 02-19 02-08 01-28+6 02-15 02-04 01-24+5
  2040 02-12 02-01 01-22+2 02-10 01-30+7 02-17 02-06 01-26+5 02-14 02-02
  2050 01-23+3 02-11 02-01+8 02-19 02-08 01-28+6 02-15 02-04 01-24+4 02-12
  2060 02-02 01-21+3 02-09 01-29+7 02-17 02-05 01-26+5 02-14 02-03 01-23+4
  2070 02-11 01-31+8 02-19 02-07 01-27+6 02-15 02-05 01-24+4 02-12 02-02
  2080 01-22+3 02-09 01-29+7 02-17 02-06 01-26+5 02-14 02-03 01-24+4 02-10
  2090 01-30+8 02-18 02-07 01-27+6 02-15 02-05 01-25+4 02-12 02-01 01-21+2
  2100 02-09
`;

/** "1900-01-31+8", year by year. */
const published = PUBLISHED.trim()
  .split('\n')
  .flatMap((row) => {
    const [first, ...years] = row.trim().split(' ');
    return years.map((year, i) => `${Number(first) + i}-${year}`);
  });

/**
 * Months that the calendar of Unicode (ICU 78) has otherwise than the published tables, and what it has there. It
 * approximates the moon and the sun, so that a new moon near midnight falls on the day before or after.
 */
const UNICODE_DIFFERS: readonly (readonly [month: string, published: string, unicode: string])[] = [
  ['1917 2bis', '1917-03-23', 'the third month: its leap month follows the third'],
  ['1917 3', '1917-04-21', 'the leap month, after the third'],
  ['1922 5bis', '1922-06-25', 'the sixth month: its leap month follows the sixth'],
  ['1922 6', '1922-07-24', 'the leap month, after the sixth'],
  ['1954 1', '1954-02-03', 'begins a day later'],
  ['1955 2', '1955-02-22', 'begins a day later'],
  ['1987 6bis', '1987-07-26', 'the seventh month: its leap month follows the seventh'],
  ['1987 7', '1987-08-24', 'the leap month, after the seventh'],
  ['1998 12', '1999-01-17', 'begins a day later'],
  ['2012 7', '2012-08-17', 'begins a day later'],
  ['2018 9', '2018-10-09', 'ends a day earlier'],
  ['2018 10', '2018-11-08', 'begins a day earlier'],
  ['2027 1', '2027-02-06', 'begins a day later'],
  ['2029 12', '2030-01-04', 'ends a day earlier'],
  ['2030 1', '2030-02-03', 'begins a day earlier'],
  ['2070 2', '2070-03-12', 'begins a day later'],
];

const range = Array.from({ length: LAST_LUNAR_YEAR - FIRST_LUNAR_YEAR + 1 }, (_, i) => FIRST_LUNAR_YEAR + i);

interface Month {
  /** As Unicode has it: "2025 6" and, of the leap month after it, "2025 6bis". */
  readonly name: string;
  readonly year: number;
  readonly month: number;
  readonly isLeap: boolean;
  readonly first: BusinessDate;
  readonly last: BusinessDate;
  readonly days: number;
}

/** Every month of the table in its order. What lies between two regular ones is a leap month. */
const MONTHS: readonly Month[] = range.flatMap((year) =>
  Array.from({ length: 12 }, (_, i) => i + 1).flatMap((month) => {
    const first = solarDateOf(year, month, 1)!;
    const days = lunarMonthDays(year, month)!;
    const next = month < 12 ? solarDateOf(year, month + 1, 1) : solarDateOf(year + 1, 1, 1);
    const regular = monthOf({ year, month, isLeap: false, first, days });
    const leapDays = next === undefined ? 0 : daysBetween(first, next) - days;
    if (leapDays === 0) return [regular];
    return [regular, monthOf({ year, month, isLeap: true, first: addDays(first, days), days: leapDays })];
  }),
);

function monthOf(month: Omit<Month, 'name' | 'last'>): Month {
  const name = `${month.year} ${month.month}${month.isLeap ? 'bis' : ''}`;
  return { ...month, name, last: addDays(month.first, month.days - 1) };
}

describe('the lunar calendar', () => {
  it('begins every year of 1900 to 2100 on the published day, and has a leap month where it is published', () => {
    const leaps = new Map(MONTHS.filter(({ isLeap }) => isLeap).map(({ year, month }) => [year, month]));
    const known = range.map((year) => `${solarDateOf(year, 1, 1)}${leaps.has(year) ? `+${leaps.get(year)}` : ''}`);
    expect(known).toEqual(published);
  });

  it('knows festivals as they were announced', () => {
    expect(solarDateOf(2020, 8, 15)).toBe('2020-10-01');
    expect(solarDateOf(2023, 5, 5)).toBe('2023-06-22');
    expect(solarDateOf(2025, 8, 15)).toBe('2025-10-06');
    expect(solarDateOf(2026, 9, 9)).toBe('2026-10-18');
  });

  it('has years of 353 to 355 days, or 383 to 385 with a leap month, each up to the next', () => {
    for (const year of range.slice(0, -1)) {
      const days = daysBetween(solarDateOf(year, 1, 1)!, solarDateOf(year + 1, 1, 1)!);
      expect([year, [353, 354, 355, 383, 384, 385].includes(days)]).toEqual([year, true]);
      const last = solarDateOf(year, 12, lunarMonthDays(year, 12)!)!;
      expect([year, daysBetween(last, solarDateOf(year + 1, 1, 1)!)]).toEqual([year, 1]);
    }
  });

  it('has a leap month nowhere but between the months that it parts', () => {
    // 2023 had a second month twice, 2025 a sixth.
    expect(daysBetween(solarDateOf(2023, 2, 1)!, solarDateOf(2023, 3, 1)!)).toBe(59);
    expect(daysBetween(solarDateOf(2025, 6, 1)!, solarDateOf(2025, 7, 1)!)).toBe(59);
    expect(daysBetween(solarDateOf(2024, 2, 1)!, solarDateOf(2024, 3, 1)!)).toBeLessThan(31);
  });

  it('has no day 30 in a month of 29 days, and knows no year beyond its table', () => {
    expect([lunarMonthDays(2026, 1), solarDateOf(2026, 2, 30)]).toEqual([30, undefined]);
    expect(solarDateOf(2026, 1, 30)).toBe('2026-03-18');
    expect([lunarMonthDays(1899, 1), solarDateOf(2101, 1, 1)]).toEqual([undefined, undefined]);
  });

  it('has every day of 1900 to 2100 as the calendar of Unicode does, but for the months named', () => {
    const unicode = new Intl.DateTimeFormat('en-u-ca-chinese', {
      timeZone: 'UTC',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    const dayOf = (date: string) => {
      const parts = unicode.formatToParts(Date.parse(date)).map(({ type, value }) => [type as string, value] as const);
      const { relatedYear, month, day } = Object.fromEntries(parts);
      return `${relatedYear} ${month} ${day}`;
    };
    // Both count the days of a month one by one: where the first and the last are the same, those in between are.
    const others = MONTHS.filter(({ name, first, last, days }) => {
      const shown = [dayOf(first), dayOf(last)];
      return shown[0] !== `${name} 1` || shown[1] !== `${name} ${days}`;
    });
    const named = new Map(UNICODE_DIFFERS.map(([month, day]) => [month, day]));
    expect(others.filter(({ name }) => !named.has(name)).map(({ name }) => name)).toEqual([]);
    const firstDays = new Map(MONTHS.map((month) => [month.name, month.first]));
    for (const [month, day] of named) expect([month, firstDays.get(month)]).toEqual([month, day]);
  }, 30_000);
});
