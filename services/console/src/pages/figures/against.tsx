import { useId } from 'react';
import { useTexts } from '../../app/texts.js';
import { type Comparison, COMPARISONS } from './appraisal-model.js';
import { figuresTexts } from './texts.js';
import css from './figures.module.css';

interface Props {
  readonly of: Comparison;
  onChange(against: Comparison): void;
}

/** What the tiles are held against. */
export function Against({ of, onChange }: Props) {
  const t = useTexts(figuresTexts);
  const id = useId();
  return (
    <span className={css.against}>
      <label htmlFor={id}>{t.compareWith}</label>
      <select id={id} value={of} onChange={({ target }) => onChange(target.value as Comparison)}>
        {COMPARISONS.map((one) => (
          <option key={one} value={one}>
            {t.comparison[one]}
          </option>
        ))}
      </select>
    </span>
  );
}
