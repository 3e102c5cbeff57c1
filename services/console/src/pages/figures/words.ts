import { useMemo } from 'react';
import { type Format, useFormat } from '../../app/format.js';
import { type Grain, periodEnd, quarterOf } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { isMoney } from './metrics.js';
import { type Change, isRatio, type MetricName } from './model.js';
import { figuresTexts } from './texts.js';

export const NO_VALUE = '–';

/** Of whole numbers nothing stands behind the point, of means two places. */
const HUNDREDTHS = 100;
const yuanOf = (format: Format, value: number): string =>
  `${Math.round(value) < 0 ? '−' : ''}¥${format.count(Math.abs(Math.round(value)))}`;

/** A figure as it is written: a ratio in percent, money in whole yuan, a missing value as a dash. */
export function figureText(format: Format, metric: MetricName, value: number | null | undefined): string {
  if (value === null || value === undefined) return NO_VALUE;
  if (isRatio(metric)) return format.rate(value);
  return isMoney(metric) ? yuanOf(format, value) : format.count(Math.round(value * HUNDREDTHS) / HUNDREDTHS);
}

/** A period in words: 2026年3月; Q1 2026. */
export function usePeriodWords(): (grain: Grain, start: string) => string {
  const t = useTexts(figuresTexts);
  const format = useFormat();
  return useMemo(
    () => (grain, start) => {
      const year = start.slice(0, 4);
      switch (grain) {
        case 'DAY':
          return format.day(start);
        case 'WEEK':
          return t.week(format.day(start), format.dayMonth(periodEnd('WEEK', start)));
        case 'MONTH':
          return format.month(start);
        case 'QUARTER':
          return t.quarter(year, quarterOf(start));
        case 'YEAR':
          return t.year(year);
      }
    },
    [t, format],
  );
}

/** +3.2%; -1.5 points. */
export function useChangeWords(): (change: Change) => string {
  const t = useTexts(figuresTexts);
  const format = useFormat();
  return ({ kind, by }) => {
    const sign = by > 0 ? '+' : by < 0 ? '−' : '';
    const size = format.rate(Math.abs(by));
    return kind === 'percent' ? sign + size : t.points(sign + size.replace('%', ''));
  };
}
