import { chinaCalendar, type Grain } from '@hengxin/contracts';

/* Days as a child would count them: nothing here is shared with what it proves. */

export function plus(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

export function monday(day: string): string {
  let found = day;
  while (new Date(`${found}T00:00:00Z`).getUTCDay() !== 1) found = plus(found, -1);
  return found;
}

export function daysOf(grain: Grain, start: string): string[] {
  const months = { DAY: 0, WEEK: 0, MONTH: 1, QUARTER: 3, YEAR: 12 }[grain];
  const end = new Date(`${start}T00:00:00Z`);
  if (months) end.setUTCMonth(end.getUTCMonth() + months);
  else end.setUTCDate(end.getUTCDate() + (grain === 'DAY' ? 1 : 7));
  const days: string[] = [];
  for (let day = start; day < end.toISOString().slice(0, 10); day = plus(day, 1)) days.push(day);
  return days;
}

/** The first days of the periods of a grain that hold one of these days. */
export function startsOf(grain: Grain, days: readonly string[]): string[] {
  const first = (day: string) => {
    if (grain === 'DAY') return day;
    if (grain === 'WEEK') return monday(day);
    const month = +day.slice(5, 7);
    const of = grain === 'MONTH' ? month : grain === 'QUARTER' ? month - ((month - 1) % 3) : 1;
    return `${day.slice(0, 4)}-${String(of).padStart(2, '0')}-01`;
  };
  return [...new Set(days.map(first))];
}

const yearMemo = new Map<string, number>();
export function workingDaysOfYear(year: string): number {
  let days = yearMemo.get(year);
  if (days === undefined)
    yearMemo.set(
      year,
      (days = daysOf('YEAR', `${year}-01-01`).filter((day) => chinaCalendar.isWorkingDay(day)).length),
    );
  return days;
}
