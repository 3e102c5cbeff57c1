import { useAskPages } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import { Answer, More, Skeleton } from '../../ui/states.js';
import { KeptAside as Asked } from './documents.js';
import { holdingsTexts } from './texts.js';
import css from './holdings.module.css';

/** For those who run the platform: clients of whom a holdings file told and whom the registry does not know. */
export function KeptAside() {
  const t = useTexts(holdingsTexts);
  const format = useFormat();
  const list = useAskPages(Asked, {}, (data) => data.holdingsKeptAside);
  return (
    <Card title={t.aside}>
      <p className={css.quiet}>{t.asideHint}</p>
      <Answer of={{ ...list, data: list.edges }} waiting={<Skeleton rows={2} height={40} />}>
        {(edges) =>
          edges.length === 0 ? (
            <p className={css.quiet}>{t.asideNone}</p>
          ) : (
            <ul className={css.aside}>
              {edges.map(({ node: { clientId, rows, firstDay, lastDay } }) => (
                <li key={clientId}>
                  <code>{clientId}</code>
                  <span className={css.quiet}>
                    {t.rows(format.count(rows))} · {t.days(format.day(firstDay), format.day(lastDay))}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      <More list={list} />
    </Card>
  );
}
