import { lazy, Suspense, useRef, useState } from 'react';
import { today } from '../app/clock.js';
import { useFormat } from '../app/format.js';
import { isDay } from '../app/periods.js';
import { useSettings } from '../app/settings-context.js';
import { useTexts } from '../app/texts.js';
import { shellTexts } from '../locales/shell.js';
import { dayTyped } from './dates.js';
import { Framed } from './field.js';
import { Icon } from './icon.js';
import css from './field.module.css';

/** Loaded when it is opened: most days are typed, or chosen by a tap elsewhere. */
const Calendar = lazy(async () => ({ default: (await import('./calendar.js')).Calendar }));

interface Props {
  readonly label: string;
  /** `YYYY-MM-DD`; empty: none. What is typed and is no day is handed on as it is, so that the platform refuses it. */
  readonly value: string;
  /** The first and the last day that the calendar offers; others may be typed, and the platform says why not. */
  readonly min?: string;
  readonly max?: string;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  onChange(day: string): void;
}

/** A day, typed as people write it or picked from a calendar; shown as the page's language writes dates. */
export function DateField({ label, value, min, max, error, hint, onChange }: Props) {
  const t = useTexts(shellTexts).date;
  const format = useFormat();
  const { language } = useSettings();
  const frame = useRef<HTMLDivElement>(null);
  const [draft, setDraft] = useState<string | null>(null);
  const [isOpen, open] = useState(false);
  const isNone = value !== '' && !isDay(value);
  const read = (text: string) => dayTyped(text, today(), language) ?? text.trim();
  const settle = () => {
    if (draft !== null && read(draft) !== value) onChange(read(draft));
    setDraft(null);
  };
  return (
    <Framed label={label} error={error || (isNone && draft === null ? t.notADay : undefined)} hint={hint}>
      {(ids) => (
        <div ref={frame} className={css.date}>
          <input
            {...ids}
            type="text"
            autoComplete="off"
            placeholder={t.placeholder}
            value={draft ?? (isDay(value) ? format.day(value) : value)}
            onFocus={({ target }) => target.select()}
            onChange={({ target }) => {
              setDraft(target.value);
              // In full it is no longer on its way to another day.
              if (isDay(target.value) || target.value === '') onChange(target.value);
            }}
            onBlur={settle}
            onKeyDown={(event) => {
              if (event.key === 'Enter') settle();
              if (event.key !== 'ArrowDown' || !event.altKey) return;
              event.preventDefault();
              open(true);
            }}
          />
          <button type="button" aria-haspopup="dialog" aria-label={t.pick} onClick={() => open(true)}>
            <Icon name="calendar" size={18} />
          </button>
          <Suspense>
            {isOpen && (
              <Calendar
                value={isDay(value) ? value : ''}
                {...(min !== undefined && { min })}
                {...(max !== undefined && { max })}
                label={label}
                anchor={frame.current!}
                onClose={() => open(false)}
                onPick={(day) => {
                  setDraft(null);
                  onChange(day);
                  open(false);
                }}
              />
            )}
          </Suspense>
        </div>
      )}
    </Framed>
  );
}
