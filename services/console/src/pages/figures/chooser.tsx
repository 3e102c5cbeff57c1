import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { type MetricName, METRICS } from './model.js';
import { figuresTexts } from './texts.js';
import css from './figures.module.css';

/** Which metrics are shown. */
export function Chooser({
  shown,
  onChange,
}: {
  readonly shown: readonly MetricName[];
  onChange(chosen: readonly MetricName[]): void;
}) {
  const t = useTexts(figuresTexts);
  const terms = useTexts(termTexts);
  const toggle = (metric: MetricName) =>
    onChange(shown.includes(metric) ? shown.filter((one) => one !== metric) : [...shown, metric]);
  return (
    <details
      className={css.chooser}
      onKeyDown={({ key, currentTarget }) => key === 'Escape' && (currentTarget.open = false)}
    >
      <summary>{t.chooseMetrics}</summary>
      <fieldset>
        <legend>{t.metrics}</legend>
        {METRICS.map((metric) => (
          <label key={metric}>
            <input
              type="checkbox"
              checked={shown.includes(metric)}
              disabled={shown.length === 1 && shown[0] === metric}
              onChange={() => toggle(metric)}
            />
            {terms.metric[metric]}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
