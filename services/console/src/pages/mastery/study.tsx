import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useAskPages } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import { Answer, More } from '../../ui/states.js';
import { StudyEntries } from './documents.js';
import { lengthOf } from './model.js';
import { masteryTexts } from './texts.js';
import css from './mastery.module.css';

const StudySheet = lazy(async () => ({ default: (await import('./study-sheet.js')).StudySheet }));

/** What somebody studied, the newest first; one's own is logged here. */
export function Study({ staffId, mayLog }: { readonly staffId: string | null; readonly mayLog: boolean }) {
  const t = useTexts(masteryTexts);
  const format = useFormat();
  const [isLogging, setLogging] = useState(false);
  const list = useAskPages(StudyEntries, { staffId }, (data) => data.studyEntries, { holdOn: true });
  return (
    <Card title={t.study} extra={mayLog && <Button onClick={() => setLogging(true)}>{t.log}</Button>}>
      <Answer of={{ ...list, data: list.edges }}>
        {(edges) =>
          edges.length === 0 ? (
            <p className={css.quiet}>{t.noStudy}</p>
          ) : (
            <ul className={css.study}>
              {edges.map(({ node: { id, topic, source, note, ...when } }) => (
                <li key={id}>
                  <b>{topic}</b>
                  <span className={css.quiet}>
                    {[format.moment(when.startedAt), t.minutesOf(lengthOf(when)), source].filter(Boolean).join(' · ')}
                  </span>
                  {note && <p>{note}</p>}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      <More list={list} />
      <Suspense>{isLogging && <StudySheet onClose={() => setLogging(false)} />}</Suspense>
    </Card>
  );
}
