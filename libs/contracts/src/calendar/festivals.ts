import type { BusinessDate } from './dates.js';
import { solarDateOf } from './lunar-calendar.js';

interface FestivalDay {
  readonly calendar: 'SOLAR' | 'LUNAR';
  readonly month: number;
  readonly day: number;
}

/** Festivals on which clients are greeted (rule 2), by when they are. Qingming is none: nobody is wished well on it. */
const DAYS = {
  NEW_YEAR: { calendar: 'SOLAR', month: 1, day: 1 },
  SPRING_FESTIVAL: { calendar: 'LUNAR', month: 1, day: 1 },
  LANTERN: { calendar: 'LUNAR', month: 1, day: 15 },
  LABOUR_DAY: { calendar: 'SOLAR', month: 5, day: 1 },
  DRAGON_BOAT: { calendar: 'LUNAR', month: 5, day: 5 },
  QIXI: { calendar: 'LUNAR', month: 7, day: 7 },
  MID_AUTUMN: { calendar: 'LUNAR', month: 8, day: 15 },
  NATIONAL_DAY: { calendar: 'SOLAR', month: 10, day: 1 },
  DOUBLE_NINTH: { calendar: 'LUNAR', month: 9, day: 9 },
} as const satisfies Readonly<Record<string, FestivalDay>>;

export type FestivalCode = keyof typeof DAYS;
export const FESTIVALS = Object.keys(DAYS) as readonly FestivalCode[] as readonly [FestivalCode, ...FestivalCode[]];

/** A festival in one year. */
export interface Festival {
  readonly festival: FestivalCode;
  readonly date: BusinessDate;
}

/** Festivals from one day to another, both included, by their days. */
export function festivalsBetween(from: BusinessDate, to: BusinessDate): Festival[] {
  const found: Festival[] = [];
  for (let year = +from.slice(0, 4); year <= +to.slice(0, 4); year++)
    for (const festival of FESTIVALS) {
      // Each of them lies in the solar year in which its lunar year begins.
      const date = dateIn(DAYS[festival], year);
      if (date !== undefined && from <= date && date <= to) found.push({ festival, date });
    }
  return found.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function dateIn({ calendar, month, day }: FestivalDay, year: number): BusinessDate | undefined {
  if (calendar === 'LUNAR') return solarDateOf(year, month, day);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
