import { today } from '../../app/clock.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import type { Item } from './documents.js';
import { reasonLine } from './model.js';
import { todayTexts } from './texts.js';
import css from './today.module.css';

/** Why, in a short line made of the facts; where there are none, the platform's own sentence. */
export function ReasonText({ reason }: { readonly reason: Item['reason'] }) {
  const day = today();
  const t = useTexts(todayTexts);
  const format = useFormat();
  const line = reasonLine(reason, day);
  switch (line.kind) {
    case 'never':
      return t.never(line.intervalDays);
    case 'since':
      return t.since(line.days, line.intervalDays);
    case 'promised':
      return (
        <>
          {t.promised(line.on === day ? t.today : format.nearDay(line.on, day))}
          {line.overdueDays > 0 && <em className={css.late}>{t.overdue(line.overdueDays)}</em>}
        </>
      );
    case 'nextTry':
      return t.nextTry(format.dayMonth(line.on));
    case 'sentence':
      return line.text;
  }
}
