import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTexts } from '../app/texts.js';
import { shellTexts } from '../locales/shell.js';
import { Icon } from './icon.js';
import css from './sheet.module.css';

interface Props {
  readonly title: string;
  readonly under?: ReactNode;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
  /** What was put in before would be lost: a press beside the sheet leaves it open from the beginning. */
  readonly isHeld?: boolean;
  onClose(): void;
}

/**
 * A dialog: on a phone it comes up from below, elsewhere it stands in the middle. The browser's own `<dialog>` keeps
 * the focus inside, shuts on Esc and gives the focus back; a press beside it shuts it too, until something was put in.
 */
export function Sheet({ title, under, footer, children, isHeld = false, onClose }: Props) {
  const t = useTexts(shellTexts);
  const dialog = useRef<HTMLDialogElement>(null);
  const isTouched = useRef(false);
  const heading = useId();
  useEffect(() => {
    const shown = dialog.current!;
    if (!shown.open) shown.showModal();
    return () => shown.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={css.sheet}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onInput={() => {
        isTouched.current = true;
      }}
      onMouseDown={(event) => event.target === dialog.current && !isHeld && !isTouched.current && onClose()}
    >
      <div className={css.inside}>
        <header className={css.head}>
          <div>
            <h2 id={heading}>{title}</h2>
            {under && <p>{under}</p>}
          </div>
          <button type="button" aria-label={t.close} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        <div className={css.body}>{children}</div>
        {footer && <footer className={css.foot}>{footer}</footer>}
      </div>
    </dialog>
  );
}
