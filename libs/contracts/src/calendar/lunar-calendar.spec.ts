import { daysBetween } from './dates.js';
import { FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR, lunarMonthDays, solarDateOf } from './lunar-calendar.js';

/** New-year days as the Hong Kong Observatory publishes them. */
const NEW_YEARS = [
  '1901-02-19',
  '1912-02-18',
  '1949-01-29',
  '1968-01-30',
  '1985-02-20',
  '2000-02-05',
  '2012-01-23',
  '2020-01-25',
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2030-02-03',
  '2033-01-31',
  '2034-02-19',
  '2050-01-23',
  '2099-01-21',
  '2100-02-09',
];

const range = Array.from({ length: LAST_LUNAR_YEAR - FIRST_LUNAR_YEAR + 1 }, (_, i) => FIRST_LUNAR_YEAR + i);

describe('the lunar calendar', () => {
  it.each(NEW_YEARS)('begins a year on the published day: %s', (day) =>
    expect(solarDateOf(Number(day.slice(0, 4)), 1, 1)).toBe(day),
  );

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

  it('begins each month within a day of where the calendar of Unicode does', () => {
    const unicode = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', day: 'numeric' });
    const dayOf = (date: string) =>
      Number(unicode.formatToParts(Date.parse(date)).find((part) => part.type === 'day')!.value);
    for (const year of range)
      for (let month = 1; month <= 12; month++) {
        const date = solarDateOf(year, month, 1)!;
        expect([date, [1, 2, 29, 30].includes(dayOf(date))]).toEqual([date, true]);
      }
  });
});
