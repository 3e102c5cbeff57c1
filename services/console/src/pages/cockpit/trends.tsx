import { lazy, Suspense } from 'react';
import { useAsk } from '../../api/ask.js';
import { useAddress } from '../../app/address.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Card } from '../../ui/page.js';
import { Answer, Skeleton } from '../../ui/states.js';
import { Chooser } from '../figures/chooser.js';
import { Explained } from '../figures/explained.js';
import { isRatio, type MetricName } from '../figures/metrics.js';
import { figureText, usePeriodWords } from '../figures/words.js';
import { CockpitTrends } from './documents.js';
import { trendLines, type TrendLines, trendOf, type View, yearsOf } from './model.js';
import type { PartProps } from './page.js';
import { cockpitTexts } from './texts.js';
import css from './cockpit.module.css';

const LineChart = lazy(async () => ({ default: (await import('../../ui/line-chart.js')).LineChart }));
const HEIGHT_PX = 190;

/** Each chosen figure over time, with the year before and its targets. */
export function Trends({ view, unit }: PartProps) {
  const { change } = useAddress();
  const scope = { unitId: unit.id };
  const { grain, start, metrics, tree } = view;
  const asked = useAsk(
    CockpitTrends,
    { scope, grain, ...trendOf(grain, start), metrics: [...metrics], view: tree, ...yearsOf(start) },
    { holdOn: true },
  );
  return (
    <>
      <div className={css.choosing}>
        <Chooser shown={metrics} onChange={(chosen) => change({ metrics: chosen.join(',') })} />
      </div>
      <Answer of={asked} waiting={<Skeleton rows={3} height={240} />}>
        {({ kpiSeries, targets, targetsBefore }) => (
          <div className={css.trends}>
            {metrics.map((metric) => (
              <Trend
                key={metric}
                metric={metric}
                view={view}
                unit={unit}
                lines={trendLines(grain, kpiSeries, [...targetsBefore, ...targets], metric)}
              />
            ))}
          </div>
        )}
      </Answer>
    </>
  );
}

interface TrendProps {
  readonly metric: MetricName;
  readonly view: View;
  readonly unit: PartProps['unit'];
  readonly lines: TrendLines;
}
function Trend({ metric, view: { grain }, unit, lines: { starts, now, last, before, target } }: TrendProps) {
  const t = useTexts(cockpitTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const words = usePeriodWords();
  const name = terms.metric[metric];
  const series = [
    { name: t.thisPeriod, values: now },
    ...(before ? [{ name: t.yearBefore, values: before }] : []),
    ...(target ? [{ name: t.base, values: target }] : []),
  ];
  const [from, to] = [starts[0] ?? '', starts.at(-1) ?? ''];
  return (
    <Card
      title={name}
      extra={
        <strong className={css.last}>
          <Explained metric={metric} value={last} scope={{ unitId: unit.id }} name={unit.name} />
        </strong>
      }
    >
      <Suspense fallback={<Skeleton rows={1} height={HEIGHT_PX} />}>
        <LineChart
          x={starts.map((start) =>
            grain === 'DAY' || grain === 'WEEK' ? format.dayMonth(start) : words(grain, start),
          )}
          series={series}
          label={from && t.trendLabel(name, words(grain, from), words(grain, to), figureText(format, metric, last))}
          format={isRatio(metric) ? format.percent : format.count}
          isWhole={!isRatio(metric)}
          heightPx={HEIGHT_PX}
        />
      </Suspense>
    </Card>
  );
}
