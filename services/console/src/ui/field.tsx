import { type ReactNode, useId } from 'react';
import { useInView } from './in-view.js';
import css from './field.module.css';

interface Frame {
  readonly label: string;
  /** The platform's own sentence on what was put in. */
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
}
interface TextProps extends Frame {
  readonly value: string;
  readonly type?: 'text' | 'tel' | 'number' | 'search' | 'time';
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly autoComplete?: string;
  onChange(value: string): void;
}

/** A label, what is put in under it, and what is said about that. */
export function Framed({ label, error, hint, children }: Frame & { readonly children: (ids: object) => ReactNode }) {
  const id = useId();
  const box = useInView<HTMLDivElement>(error);
  const told = error ? `${id}error` : hint ? `${id}hint` : undefined;
  return (
    <div ref={box} className={css.field}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': told, 'aria-invalid': error ? true : undefined })}
      {error ? (
        <p id={`${id}error`} className={css.error} role="alert">
          {error}
        </p>
      ) : (
        hint && <p id={`${id}hint`}>{hint}</p>
      )}
    </div>
  );
}

/** A line of text or a number, with its label, and at it what the platform says about it. */
export function Field({ label, error, hint, onChange, ...input }: TextProps) {
  return (
    <Framed label={label} error={error} hint={hint}>
      {(ids) => <input {...ids} type="text" {...input} onChange={(event) => onChange(event.target.value)} />}
    </Framed>
  );
}

type AreaProps = Pick<
  TextProps,
  'label' | 'error' | 'hint' | 'value' | 'onChange' | 'placeholder' | 'maxLength' | 'required'
>;

/** A text of some lines; it grows with what is written. */
export function TextArea({ label, error, hint, onChange, ...input }: AreaProps) {
  return (
    <Framed label={label} error={error} hint={hint}>
      {(ids) => <textarea {...ids} rows={2} {...input} onChange={(event) => onChange(event.target.value)} />}
    </Framed>
  );
}

interface SelectProps<T extends string> extends Frame {
  readonly value: T | '';
  readonly values: readonly T[];
  readonly text: (value: T) => string;
  /** What stands for none; without it one has to be chosen. */
  readonly none?: string;
  onChange(value: T | ''): void;
}

/** One of several, by the device's own list. */
export function Select<T extends string>({ label, error, hint, value, values, text, none, onChange }: SelectProps<T>) {
  return (
    <Framed label={label} error={error} hint={hint}>
      {(ids) => (
        <select {...ids} value={value} onChange={(event) => onChange(event.target.value as T | '')}>
          {none !== undefined && <option value="">{none}</option>}
          {values.map((one) => (
            <option key={one} value={one}>
              {text(one)}
            </option>
          ))}
        </select>
      )}
    </Framed>
  );
}
