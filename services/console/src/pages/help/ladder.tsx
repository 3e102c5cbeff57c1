import { useTexts } from '../../app/texts.js';
import type { Help } from './documents.js';
import { placeOf, STEPS } from './model.js';
import { helpTexts } from './texts.js';
import css from './help.module.css';

/** The three steps of the ladder, with the one on which a request stands. */
export function Ladder({ step: at, overdue }: Pick<Help, 'step' | 'overdue'>) {
  const t = useTexts(helpTexts);
  return (
    <ol className={css.ladder} aria-label={t.ladder}>
      {STEPS.map((step) => {
        const place = placeOf(step, at);
        return (
          <li key={step} data-place={place} data-overdue={overdue} aria-current={place === 'here' ? 'step' : undefined}>
            {t.step[step]}
          </li>
        );
      })}
    </ol>
  );
}
