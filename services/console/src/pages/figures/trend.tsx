import { lazy, Suspense } from 'react';
import { useAsk } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import type { Grain } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Answer, Skeleton } from '../../ui/states.js';
import { FiguresTrend } from './documents.js';
import { isRatio, type MetricName, type Scope, sinceFirst, trendOf } from './model.js';
import { figuresTexts } from './texts.js';
import { figureText, usePeriodWords } from './words.js';

const LineChart = lazy(async () => ({ default: (await import('../../ui/line-chart.js')).LineChart }));
const HEIGHT_PX = 260;

interface Props {
  readonly scope: Scope;
  readonly grain: Grain;
  readonly start: string;
  readonly metric: MetricName;
}

/** A metric over the periods up to the one that is shown. */
export function Trend({ scope, grain, start, metric }: Props) {
  const t = useTexts(figuresTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const words = usePeriodWords();
  const asked = useAsk(FiguresTrend, { scope, grain, ...trendOf(grain, start), metrics: [metric] }, { holdOn: true });
  const waiting = <Skeleton rows={1} height={HEIGHT_PX} />;
  return (
    <Answer of={asked} waiting={waiting}>
      {({ kpiSeries }) => {
        const values = sinceFirst(kpiSeries.map((point) => point.values[0]?.value ?? null));
        const name = terms.metric[metric];
        const [first, last] = [kpiSeries[0]?.start ?? start, kpiSeries.at(-1)?.start ?? start];
        return (
          <Suspense fallback={waiting}>
            <LineChart
              x={kpiSeries.map((point) =>
                grain === 'DAY' || grain === 'WEEK' ? format.dayMonth(point.start) : words(grain, point.start),
              )}
              series={[{ name, values }]}
              label={t.trendLabel(
                name,
                words(grain, first),
                words(grain, last),
                figureText(format, metric, values.at(-1)),
              )}
              format={isRatio(metric) ? format.percent : format.count}
              isWhole={!isRatio(metric)}
              heightPx={HEIGHT_PX}
            />
          </Suspense>
        );
      }}
    </Answer>
  );
}
