import { Link } from 'react-router';
import type { ResultOf } from '../../api/graphql.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Note } from '../../ui/states.js';
import type { DayFields } from './documents.js';
import { todayTexts } from './texts.js';
import css from './today.module.css';

type Leave = NonNullable<ResultOf<typeof DayFields>['leave']>;

/** That the manager is away on the day, until when, and who sees to the clients. */
export function LeaveNote({ leave: { from, to, portion, cover } }: { readonly leave: Leave }) {
  const t = useTexts(todayTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const days = from === to ? format.dayMonth(from) : t.days(format.dayMonth(from), format.dayMonth(to));
  return (
    <Note>
      {[t.onLeave(days, terms.portion[portion]), cover ? t.coveredBy(cover.name) : t.notCovered].join(' ')}{' '}
      <Link className={css.inText} to="/leave">
        {t.leave}
      </Link>
    </Note>
  );
}
