import { useAsk } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import { Note, ProvisionalNote } from '../../ui/states.js';
import { YearAhead } from './documents.js';
import { yearBars } from './model.js';
import { todayTexts } from './texts.js';
import css from './today.module.css';

const useYear = () => useAsk(YearAhead, {}, { keep: true, showsOwn: true }).data?.feasibility;

/** A year that cannot be done is said above the plan, with what would be enough; never silence. */
export function YearWarning() {
  const t = useTexts(todayTexts);
  const year = useYear();
  if (!year || year.shortfall === 0) return null;
  return (
    <Note kind="warning">
      <details className={css.warning}>
        <summary>{t.shortfall(year.shortfall)}</summary>
        <p>{year.text}</p>
        <ul>
          {year.fixes.map(({ kind, text }) => (
            <li key={kind}>{text}</li>
          ))}
        </ul>
      </details>
    </Note>
  );
}

/** Whether what is owed this year can still be done: a sentence, and two bars of one scale. */
export function YearCard() {
  const t = useTexts(todayTexts);
  const format = useFormat();
  const year = useYear();
  if (!year) return null;
  const lengths = yearBars(year);
  const bars = [
    { name: t.owed, count: year.owed, length: lengths.owed, isShort: year.shortfall > 0 },
    { name: t.capacityLeft, count: year.capacityLeft, length: lengths.capacityLeft, isShort: false },
  ];
  return (
    <Card title={t.year(year.year)}>
      <p>{year.text}</p>
      {year.provisional && <ProvisionalNote />}
      <dl className={css.bars}>
        {bars.map(({ name, count, length, isShort }) => (
          <div key={name} data-short={isShort}>
            <dt>{name}</dt>
            <dd>{format.count(count)}</dd>
            <dd className={css.barOf} aria-hidden="true">
              <span style={{ width: `${length * 100}%` }} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
