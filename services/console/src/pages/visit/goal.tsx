import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { visitTerms } from '../../locales/visit-terms.js';
import type { ShownVisit } from './documents.js';
import { visitTexts } from './texts.js';
import css from './visit.module.css';

/** What a visit is to reach, and how much of it was. */
export function Goal({ goal }: Pick<ShownVisit, 'goal'>) {
  const t = useTexts(visitTexts);
  const terms = useTexts(visitTerms);
  const format = useFormat();
  if (!goal) return <p className={css.quiet}>{t.goalNone}</p>;
  const { kind, text, target, achieved, unit } = goal;
  return (
    <>
      <p className={css.goal}>{t.goalText(terms.goal[kind], text)}</p>
      {target !== null && <p className={css.quiet}>{t.goalTarget(format.count(target), unit ?? '')}</p>}
      {achieved !== null && <p className={css.quiet}>{t.goalAchieved(format.count(achieved), unit ?? '')}</p>}
    </>
  );
}
