import { addDays, type BusinessDate, lunarMonthDays, solarDateOf } from '@hengxin/contracts';

/** Days of a year on which a birthday may be kept, as month times 100 and day, by the calendar that it is kept by. */
export interface BirthdayKeys {
  readonly SOLAR: readonly number[];
  readonly LUNAR: readonly number[];
}

/**
 * Birthdays that come round on one of these days (rule 2): 29 February on the 28th of common years, lunar day 30 on day
 * 29 of a month that has no other, of lunar months the regular ones.
 */
export function birthdaysWithin(today: BusinessDate, days: number): BirthdayKeys {
  const until = addDays(today, days);
  return { SOLAR: solarKeys(today, days), LUNAR: lunarKeys(today, until) };
}

function solarKeys(today: BusinessDate, days: number): number[] {
  const keys = new Set<number>();
  for (let i = 0; i <= days; i++) {
    const [year, month, day] = addDays(today, i).split('-').map(Number) as [number, number, number];
    keys.add(month * 100 + day);
    if (month === 2 && day === 28 && !isLeap(year)) keys.add(229);
  }
  return [...keys].sort((a, b) => a - b);
}

function lunarKeys(today: BusinessDate, until: BusinessDate): number[] {
  const keys = new Set<number>();
  // A lunar year begins after the solar one, and ends in the next.
  for (let year = Number(today.slice(0, 4)) - 1; year <= Number(until.slice(0, 4)); year++)
    for (let month = 1; month <= 12; month++)
      for (let day = 1; day <= 30; day++) {
        const kept = solarDateOf(year, month, Math.min(day, lunarMonthDays(year, month) ?? day));
        if (kept !== undefined && kept >= today && kept <= until) keys.add(month * 100 + day);
      }
  return [...keys].sort((a, b) => a - b);
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
