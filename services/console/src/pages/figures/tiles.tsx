import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { changeOf, type MetricName, METRICS, type Value, valueOf } from './model.js';
import { figuresTexts } from './texts.js';
import { figureText, useChangeWords } from './words.js';
import css from './figures.module.css';

interface Props {
  readonly shown: readonly MetricName[];
  readonly values: readonly Value[];
  /** Of the period before; undefined while it is on its way, or where there is none. */
  readonly before: readonly Value[] | undefined;
  readonly by: MetricName;
  onChoose(metric: MetricName): void;
}

/**
 * The figures of the unit itself, asked of the platform and never added up. One pressed is what trend, share and order
 * are about.
 */
export function Tiles({ shown, values, before, by, onChoose }: Props) {
  const t = useTexts(figuresTexts);
  return (
    <div className={css.tiles} role="radiogroup" aria-label={t.chooseMetrics}>
      {METRICS.filter((metric) => shown.includes(metric)).map((metric) => (
        <label key={metric} className={css.tile}>
          <input type="radio" name="by" checked={metric === by} onChange={() => onChoose(metric)} />
          <Figure metric={metric} value={valueOf(values, metric)} before={valueOf(before, metric)} />
        </label>
      ))}
    </div>
  );
}

function Figure({
  metric,
  value,
  before,
}: {
  readonly metric: MetricName;
  readonly value: Value | undefined;
  readonly before: Value | undefined;
}) {
  const t = useTexts(figuresTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const words = useChangeWords();
  const change = changeOf(metric, value?.value, before?.value);
  return (
    <span className={css.figure}>
      <span className={css.name}>{terms.metric[metric]}</span>
      <strong>{figureText(format, metric, value?.value)}</strong>
      <span className={css.change} data-way={change ? Math.sign(change.by) : undefined}>
        {change ? `${t.change} ${words(change)}` : before && t.noChange}
      </span>
    </span>
  );
}
