import { type Format, useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Sparkline } from '../../ui/sparkline.js';
import { Explained } from '../figures/explained.js';
import { changeOf } from '../figures/model.js';
import { figureText } from '../figures/words.js';
import type { Reported } from './documents.js';
import { type HeadLine, headLines } from './model.js';
import { reportTexts } from './texts.js';
import css from './report.module.css';

/** The main figures beside the month before, the year before and the peers, and over time. */
export function HeadFigures({ report: { kpi, kpiSeries } }: { readonly report: Reported }) {
  const t = useTexts(reportTexts);
  return (
    <section>
      <h2>{t.figures}</h2>
      <div className={css.scroll} tabIndex={0} role="group" aria-label={t.figures}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.metric}</th>
              <th scope="col">{t.actual}</th>
              <th scope="col">{t.before}</th>
              <th scope="col">{t.changed}</th>
              <th scope="col">{t.lastYear}</th>
              <th scope="col">{t.median}</th>
              <th scope="col">{t.trend}</th>
            </tr>
          </thead>
          <tbody>
            {headLines(kpi, kpiSeries).map((line) => (
              <Line key={line.metric} line={line} unit={kpi.unit!} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface LineProps {
  readonly line: HeadLine;
  readonly unit: { readonly id: string; readonly name: string };
}
function Line({ line: { metric, value, before, lastYear, median, trend }, unit }: LineProps) {
  const t = useTexts(reportTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const text = (of: number | null) => figureText(format, metric, of);
  const change = changeOf(metric, value, before);
  return (
    <tr>
      <th scope="row">{terms.metric[metric]}</th>
      <td>
        <strong>
          <Explained metric={metric} value={value} scope={{ unitId: unit.id }} name={unit.name} />
        </strong>
      </td>
      <td>{text(before)}</td>
      <td>{change ? changeText(format, change, t.points) : '–'}</td>
      <td>{text(lastYear)}</td>
      <td>{text(median)}</td>
      <td>
        {trend.filter((point) => point !== null).length > 1 ? (
          <Sparkline values={trend} label={t.trendOf(terms.metric[metric], format.list(trend.map(text)))} />
        ) : (
          '–'
        )}
      </td>
    </tr>
  );
}

function changeText(
  format: Format,
  { kind, by }: NonNullable<ReturnType<typeof changeOf>>,
  points: (text: string) => string,
): string {
  const sign = by > 0 ? '+' : by < 0 ? '−' : '';
  const size = format.rate(Math.abs(by));
  return kind === 'percent' ? sign + size : points(sign + size.replace('%', ''));
}
