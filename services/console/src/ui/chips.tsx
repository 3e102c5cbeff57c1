import { useId } from 'react';
import { useInView } from './in-view.js';
import css from './chips.module.css';

interface Common<T> {
  readonly legend: string;
  readonly values: readonly T[];
  readonly columns?: number;
  readonly error?: string;
  readonly text: (value: T) => string;
}
interface OneProps<T> extends Common<T> {
  readonly value: T | null;
  onChange(value: T): void;
}
interface ManyProps<T> extends Common<T> {
  readonly chosen: readonly T[];
  onChange(chosen: readonly T[]): void;
}

/** One of a few, each a tap: native radio buttons, so that arrow keys and screen readers know them. */
export function Chips<T extends string | number>({
  legend,
  values,
  columns,
  error,
  text,
  value,
  onChange,
}: OneProps<T>) {
  const name = useId();
  const box = useInView<HTMLFieldSetElement>(error);
  return (
    <fieldset ref={box} className={css.field} aria-describedby={error ? `${name}error` : undefined}>
      <legend>{legend}</legend>
      <div className={css.chips} data-columns={columns}>
        {values.map((one) => (
          <label key={one} className={css.chip}>
            <input type="radio" name={name} checked={one === value} onChange={() => onChange(one)} />
            <span>{text(one)}</span>
          </label>
        ))}
      </div>
      {error && (
        <p className={css.error} id={`${name}error`} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** Any of a few: native check boxes. */
export function ManyChips<T extends string>({ legend, values, columns, text, chosen, onChange }: ManyProps<T>) {
  const toggle = (one: T) =>
    onChange(chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]);
  return (
    <fieldset className={css.field}>
      <legend>{legend}</legend>
      <div className={css.chips} data-columns={columns}>
        {values.map((one) => (
          <label key={one} className={css.chip}>
            <input type="checkbox" checked={chosen.includes(one)} onChange={() => toggle(one)} />
            <span>{text(one)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
