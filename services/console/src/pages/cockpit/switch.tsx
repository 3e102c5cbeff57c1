import { useId } from 'react';
import css from './cockpit.module.css';

interface Props<T> {
  readonly legend: string;
  readonly values: readonly T[];
  readonly value: T;
  readonly text: (value: T) => string;
  onChange(value: T): void;
}

/** One of two or three, side by side: native radio buttons in one line with what they are about. */
export function Switch<T extends string>({ legend, values, value, text, onChange }: Props<T>) {
  const name = useId();
  return (
    <div className={css.switch} role="radiogroup" aria-label={legend}>
      <span aria-hidden="true">{legend}</span>
      <span className={css.choices}>
        {values.map((one) => (
          <label key={one}>
            <input type="radio" name={name} checked={one === value} onChange={() => onChange(one)} />
            <span>{text(one)}</span>
          </label>
        ))}
      </span>
    </div>
  );
}
