import { useMemo } from 'react';
import { type Dates, datesOf, LOCALES, TIME_ZONE } from '../ui/dates.js';
import { type Language, useSettings } from './settings-context.js';

export { TIME_ZONE };

/** Dates, numbers and money as each language writes them. */
export interface Format extends Dates {
  /** 12,345. */
  count(number: number): string;
  /** 73.2%, of a ratio. */
  percent(ratio: number): string;
  /** 73.0%, with its one decimal always, where figures stand below each other. */
  rate(ratio: number): string;
  /** A list in words. */
  list(words: readonly string[]): string;
}

/** The formats of a language. Pure. */
export function formatOf(language: Language): Format {
  const locale = LOCALES[language];
  const dates = datesOf(language);
  const count = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const rate = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const list = new Intl.ListFormat(locale, { type: 'unit', style: language === 'zh' ? 'short' : 'long' });
  return {
    ...dates,
    count: (number) => count.format(number),
    percent: (ratio) => percent.format(ratio),
    rate: (ratio) => rate.format(ratio),
    list: (words) => (language === 'zh' ? words.join('、') : list.format(words)),
  };
}

export function useFormat(): Format {
  const { language } = useSettings();
  return useMemo(() => formatOf(language), [language]);
}
