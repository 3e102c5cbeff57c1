import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Explained } from '../figures/explained.js';
import type { ReportRow } from './documents.js';
import { ROW_METRICS } from './model.js';
import { reportTexts } from './texts.js';
import css from './report.module.css';

interface Props {
  readonly rows: readonly ReportRow[];
  readonly hasMore: boolean;
}

/** The units directly below, or the relationship managers, by their coverage. */
export function Children({ rows, hasMore }: Props) {
  const t = useTexts(reportTexts);
  const terms = useTexts(termTexts);
  const title = rows[0]?.staff ? t.staff : t.children;
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p>{t.noChildren}</p>
      ) : (
        <div className={css.scroll} tabIndex={0} role="group" aria-label={title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t.name}</th>
                {ROW_METRICS.map((metric) => (
                  <th key={metric} scope="col">
                    {terms.metric[metric]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ unit, staff, values }) => (
                <tr key={(unit ?? staff)!.id}>
                  <th scope="row">{(unit ?? staff)!.name}</th>
                  {ROW_METRICS.map((metric) => (
                    <td key={metric}>
                      <Explained
                        metric={metric}
                        value={values.find((one) => one.metric === metric)?.value}
                        scope={unit ? { unitId: unit.id } : { staffId: staff!.id }}
                        name={(unit ?? staff)!.name}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {hasMore && <p>{t.more(rows.length)}</p>}
    </section>
  );
}
