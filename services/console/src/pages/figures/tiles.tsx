import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { type Comparison, isOfTime } from './appraisal-model.js';
import { changeOf, isRatio, type MetricName, METRICS, type Value, valueOf } from './model.js';
import { figuresTexts } from './texts.js';
import { figureText, useChangeWords } from './words.js';
import css from './figures.module.css';

interface Props {
  readonly shown: readonly MetricName[];
  readonly values: readonly Value[];
  readonly against: Comparison;
  /** What they are held against; undefined where there is none, or the caller may not see it. */
  readonly before: readonly Value[] | undefined;
  readonly by: MetricName;
  onChoose(metric: MetricName): void;
  onExplain(metric: MetricName): void;
}

/**
 * The figures of the unit itself, asked of the platform and never added up. One pressed is what trend, share and order
 * are about.
 */
export function Tiles({ shown, values, against, before, by, onChoose, onExplain }: Props) {
  const t = useTexts(figuresTexts);
  const terms = useTexts(termTexts);
  return (
    <div className={css.tiles} role="radiogroup" aria-label={t.chooseMetrics}>
      {METRICS.filter((metric) => shown.includes(metric)).map((metric) => (
        <div key={metric} className={css.tileHolder}>
          <label className={css.tile}>
            <input type="radio" name="by" checked={metric === by} onChange={() => onChoose(metric)} />
            <Figure
              metric={metric}
              against={against}
              value={valueOf(values, metric)}
              before={valueOf(before, metric)}
            />
          </label>
          <button
            type="button"
            className={css.how}
            aria-label={`${terms.metric[metric]}: ${t.how}`}
            onClick={() => onExplain(metric)}
          >
            ?
          </button>
        </div>
      ))}
    </div>
  );
}

function Figure({
  metric,
  against,
  value,
  before,
}: {
  readonly metric: MetricName;
  readonly against: Comparison;
  readonly value: Value | undefined;
  readonly before: Value | undefined;
}) {
  const t = useTexts(figuresTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const words = useChangeWords();
  // A count is a part of what is above it: only a share differs from its parent's in a way that says something.
  const isMeant = isOfTime(against) || isRatio(metric) || against === 'SIBLINGS_MEDIAN';
  const change = isMeant ? changeOf(metric, value?.value, before?.value) : null;
  const heldAgainst = isOfTime(against)
    ? change
      ? `${t.against[against]} ${words(change)}`
      : t.noChange
    : [t.yardstick(t.against[against], figureText(format, metric, before?.value)), change && words(change)]
        .filter(Boolean)
        .join(' · ');
  return (
    <span className={css.figure}>
      <span className={css.name}>{terms.metric[metric]}</span>
      <strong>{figureText(format, metric, value?.value)}</strong>
      <span className={css.change} data-way={change ? Math.sign(change.by) : undefined}>
        {heldAgainst}
      </span>
    </span>
  );
}
