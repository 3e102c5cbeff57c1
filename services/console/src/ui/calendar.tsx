import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { today } from '../app/clock.js';
import { useFormat } from '../app/format.js';
import { periodStart } from '../app/periods.js';
import { useTexts } from '../app/texts.js';
import { shellTexts } from '../locales/shell.js';
import { dayByKey, monthByKey, monthsLater, monthsOf, weeksOf, within } from './calendar-days.js';
import { Icon } from './icon.js';
import css from './calendar.module.css';

interface Props {
  /** The day chosen; empty: none. */
  readonly value: string;
  readonly min?: string;
  readonly max?: string;
  /** What is chosen: a day, or a month by its first day. */
  readonly of?: 'day' | 'month';
  readonly label: string;
  /** Beside what it opens on a wide screen; on a phone it comes up from below. */
  readonly anchor: HTMLElement;
  onPick(day: string): void;
  onClose(): void;
}

/** Days or months to choose from, in a dialog of their own: arrows lead through it, Enter chooses, Esc shuts it. */
export function Calendar({ value, min, max, of = 'day', label, anchor, onPick, onClose }: Props) {
  const t = useTexts(shellTexts).date;
  const format = useFormat();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const [at, move] = useState(() => clamped(value || today(), min, max));
  const isDays = of === 'day';
  useLayoutEffect(() => {
    const shown = dialog.current!;
    shown.showModal();
    place(shown, anchor);
    return () => shown.close();
  }, [anchor]);
  const cells = useRef<HTMLTableElement>(null);
  useEffect(() => cells.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus(), [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = isDays ? dayByKey(at, event.key, event.shiftKey) : monthByKey(at, event.key);
    if (to === null) return;
    event.preventDefault();
    move(clamped(to, min, max));
  };
  const turn = (steps: number) => move(clamped(monthsLater(at, isDays ? steps : 12 * steps), min, max));
  return (
    <dialog
      ref={dialog}
      className={css.calendar}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => event.target === dialog.current && onClose()}
    >
      <div className={css.inside}>
        <header className={css.head}>
          <button type="button" aria-label={isDays ? t.previousMonth : t.previousYear} onClick={() => turn(-1)}>
            <Icon name="back" size={16} />
          </button>
          <strong id={heading} aria-live="polite">
            {isDays ? format.month(at) : t.year(at.slice(0, 4))}
          </strong>
          <button type="button" aria-label={isDays ? t.nextMonth : t.nextYear} onClick={() => turn(1)}>
            <Icon name="chevron" size={16} />
          </button>
        </header>
        <table ref={cells} role="grid" aria-labelledby={heading} className={css.grid} onKeyDown={onKeyDown}>
          {isDays && (
            <thead>
              <tr>
                {weeksOf(at)[0]!.map((day) => (
                  <th key={day} scope="col">
                    {format.weekday(day).replace('周', '')}
                  </th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {(isDays ? weeksOf(at) : monthsOf(at)).map((row) => (
              <tr key={row[0]}>
                {row.map((day) => (
                  <Cell
                    key={day}
                    day={day}
                    isDays={isDays}
                    isActive={isDays ? day === at : day === periodStart('MONTH', at)}
                    isChosen={value !== '' && (isDays ? day === value : day === periodStart('MONTH', value))}
                    isBeside={isDays && day.slice(0, 7) !== at.slice(0, 7)}
                    isBarred={!within(day, isDays ? min : min && periodStart('MONTH', min), max)}
                    onPick={onPick}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {within(today(), min, max) && (
          <footer className={css.foot}>
            <button type="button" onClick={() => onPick(isDays ? today() : periodStart('MONTH', today()))}>
              {isDays ? t.today : t.thisMonth}
            </button>
          </footer>
        )}
      </div>
    </dialog>
  );
}

interface CellProps {
  readonly day: string;
  readonly isDays: boolean;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly isBeside: boolean;
  readonly isBarred: boolean;
  onPick(day: string): void;
}
function Cell({ day, isDays, isActive, isChosen, isBeside, isBarred, onPick }: CellProps) {
  const format = useFormat();
  const isNow = isDays ? day === today() : day === periodStart('MONTH', today());
  return (
    <td aria-selected={isChosen}>
      <button
        type="button"
        tabIndex={isActive ? 0 : -1}
        disabled={isBarred}
        data-chosen={isChosen}
        data-beside={isBeside}
        aria-current={isNow ? 'date' : undefined}
        aria-label={isDays ? `${format.day(day)} ${format.weekday(day)}` : format.month(day)}
        onClick={() => onPick(day)}
      >
        {isDays ? Number(day.slice(8)) : format.monthAlone(day)}
      </button>
    </td>
  );
}

const clamped = (day: string, min?: string, max?: string): string =>
  min !== undefined && day < min ? min : max !== undefined && day > max ? max : day;

const EDGE_PX = 8;
/** Under what opened it, or above where there is no room; a narrow screen has it at its lower edge, by its style. */
function place(dialog: HTMLDialogElement, anchor: HTMLElement): void {
  const [from, own] = [anchor.getBoundingClientRect(), dialog.getBoundingClientRect()];
  const under = from.bottom + EDGE_PX;
  const top = under + own.height <= innerHeight ? under : Math.max(EDGE_PX, from.top - EDGE_PX - own.height);
  const left = Math.max(EDGE_PX, Math.min(from.left, innerWidth - own.width - EDGE_PX));
  dialog.style.setProperty('--top', `${top}px`);
  dialog.style.setProperty('--left', `${left}px`);
}
