import { useInView } from '../ui/in-view.js';
import css from './hundred.module.css';

interface Props {
  readonly sum: number;
  /** The sum in words. */
  readonly text: string;
  /** The platform's own sentence on them together. */
  readonly error: string;
}

/** What percents come to that have to be 100 together. */
export function Hundred({ sum, text, error }: Props) {
  const box = useInView<HTMLDivElement>(error);
  return (
    <div ref={box} className={css.hundred}>
      <p data-off={sum !== 100} aria-live="polite">
        {text}
      </p>
      {error && <p role="alert">{error}</p>}
    </div>
  );
}
