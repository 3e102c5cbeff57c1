import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import type { Reported } from './documents.js';
import { reportTexts } from './texts.js';
import css from './report.module.css';

/** What has moved the figures since the month ended, while it is not closed: numerators before and after. */
export function Restatements({ of: { edges, pageInfo } }: { readonly of: Reported['kpi']['restatements'] }) {
  const t = useTexts(reportTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  if (edges.length === 0)
    return (
      <section>
        <h2>{t.restatements}</h2>
        <p>{t.noRestatements}</p>
      </section>
    );
  return (
    <section>
      <h2>{t.restatements}</h2>
      <div className={css.scroll} tabIndex={0} role="group" aria-label={t.restatements}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.when}</th>
              <th scope="col" data-text>
                {t.why}
              </th>
              <th scope="col" data-text>
                {t.what}
              </th>
            </tr>
          </thead>
          <tbody>
            {edges.map(({ node: { at, cause, changes } }, index) => (
              <tr key={`${at} ${index}`}>
                <th scope="row">{format.fullMoment(at)}</th>
                <td data-text>{t.cause[cause]}</td>
                <td data-text>
                  {changes
                    .map(({ metric, before, after }) =>
                      t.moved(
                        metric === 'COVERAGE' ? t.contactDays : terms.metric[metric],
                        format.count(before),
                        format.count(after),
                      ),
                    )
                    .join(' · ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pageInfo.hasNextPage && <p>{t.moreRestatements}</p>}
    </section>
  );
}
