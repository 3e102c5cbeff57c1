import { dayAfter } from '../app/days.js';
import { isDay } from '../app/periods.js';
import type { Language } from '../app/settings-context.js';

/** The bank's time zone: a device elsewhere shows the same days and hours. */
export const TIME_ZONE = 'Asia/Shanghai';
export const LOCALES: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' };

/**
 * One way to write a date in each language: 2026年3月2日 and 2 Mar 2026, without the year where it goes without saying.
 * Days are `YYYY-MM-DD`, moments RFC 3339; both are shown as the bank's.
 */
export interface Dates {
  /** 2026年3月2日; 2 Mar 2026. */
  day(day: string): string;
  /** 3月2日; 2 Mar. */
  dayMonth(day: string): string;
  /** 3月2日 in the year of `today`, else 2025年3月2日; 2 Mar, 2 Mar 2025. */
  nearDay(day: string, today: string): string;
  /** The same with its weekday in full, as a heading: 3月2日星期一; Monday 2 March. */
  weekdayDay(day: string): string;
  /** 周一; Mon. */
  weekday(day: string): string;
  /** 2026年3月; Mar 2026. */
  month(day: string): string;
  /** 3月; Mar. */
  monthAlone(day: string): string;
  /** 3月2日 09:05; 2 Mar, 09:05. */
  moment(instant: string): string;
  /** 2026年3月2日 09:05; 2 Mar 2026, 09:05. */
  fullMoment(instant: string): string;
  /** 09:05. */
  time(instant: string): string;
}

/** How a language writes dates. Pure. */
export function datesOf(language: Language): Dates {
  const locale = LOCALES[language];
  const ofDay = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    return (day: string) => format.format(new Date(`${day}T00:00:00Z`));
  };
  const ofMoment = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, hourCycle: 'h23', timeZone: TIME_ZONE });
    return (instant: string) => format.format(new Date(instant));
  };
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  // Chinese months are numbers; English ones are cut to three letters, so that columns stay narrow.
  const shortDay = { month: language === 'zh' ? 'long' : 'short', day: 'numeric' } as const;
  const day = ofDay({ year: 'numeric', ...shortDay });
  const dayMonth = ofDay(shortDay);
  return {
    day,
    dayMonth,
    nearDay: (of, today) => (of.slice(0, 4) === today.slice(0, 4) ? dayMonth(of) : day(of)),
    weekdayDay: ofDay({ weekday: 'long', month: 'long', day: 'numeric' }),
    weekday: ofDay({ weekday: 'short' }),
    month: ofDay({ year: 'numeric', month: shortDay.month }),
    // Alone, the long one would be written in characters: 三月.
    monthAlone: ofDay({ month: language === 'zh' ? 'numeric' : 'short' }),
    moment: ofMoment({ ...shortDay, ...clock }),
    fullMoment: ofMoment({ year: 'numeric', ...shortDay, ...clock }),
    time: ofMoment(clock),
  };
}

const WORDS: Readonly<Record<string, number>> = { 今天: 0, today: 0, 明天: 1, tomorrow: 1, 昨天: -1, yesterday: -1 };
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const YEAR_FIRST = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/;
const DIGITS_ALONE = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_LAST = /^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})$/;
const WITHOUT_YEAR = /^(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/;
const IN_WORDS = /^(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}))?$/;

/**
 * The day that somebody typed, `YYYY-MM-DD`; null where it is none, or could be two. Without a year it is one of this
 * year; `2/3` is in March in English and in February in Chinese. Pure.
 */
export function dayTyped(text: string, today: string, language: Language): string | null {
  const typed = text.normalize('NFKC').trim().toLowerCase();
  const away = WORDS[typed];
  if (away !== undefined) return dayAfter(today, away);
  const year = today.slice(0, 4);
  const first = YEAR_FIRST.exec(typed) ?? DIGITS_ALONE.exec(typed);
  if (first) return dayOfParts(first[1]!, first[2]!, first[3]!);
  const last = language === 'en' && YEAR_LAST.exec(typed);
  if (last) return dayOfParts(last[3]!, last[2]!, last[1]!);
  const short = WITHOUT_YEAR.exec(typed);
  if (short && (language === 'zh' || typed.includes('月'))) return dayOfParts(year, short[1]!, short[2]!);
  if (short) return dayOfParts(year, short[2]!, short[1]!);
  const [, day, name, named] = IN_WORDS.exec(typed) ?? [];
  const month = MONTHS.indexOf(name?.slice(0, 3) ?? '') + 1;
  return month > 0 ? dayOfParts(named ?? year, String(month), day!) : null;
}

function dayOfParts(year: string, month: string, day: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : null;
}
