import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { type MetricName, type Share } from './model.js';
import { figuresTexts } from './texts.js';
import { figureText } from './words.js';
import css from './figures.module.css';

interface Props {
  readonly metric: MetricName;
  readonly shares: readonly Share[];
}

/** The parts of a figure, the greatest first, each with a bar. */
export function Shares({ metric, shares }: Props) {
  const t = useTexts(figuresTexts);
  const format = useFormat();
  return (
    <ol className={css.shares}>
      {shares.map(({ key, name, value, of, length }) => (
        <li key={key} data-rest={name === null}>
          <span className={css.part}>{name ?? t.rest}</span>
          <span className={css.amount}>
            {figureText(format, metric, value)}
            {of !== null && <b>{format.rate(of)}</b>}
          </span>
          <span className={css.bar} aria-hidden="true">
            <span style={{ width: `${length * 100}%` }} />
          </span>
        </li>
      ))}
    </ol>
  );
}
