import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { levelLines, LEVELS } from '../cockpit/model.js';
import { Explained } from '../figures/explained.js';
import type { MetricName } from '../figures/metrics.js';
import { figureText } from '../figures/words.js';
import type { Reported } from './documents.js';
import { reportTexts } from './texts.js';
import css from './report.module.css';

type Attained = Reported['base'][number];

/** What was reached of three levels of targets, and what those below come to. */
export function Targets({ report: { kpi, base, stretch, challenge } }: { readonly report: Reported }) {
  const t = useTexts(reportTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const unit = kpi.unit!;
  const lines = levelLines<Attained>({ base, stretch, challenge });
  const level = (metric: MetricName, of: Attained | null) =>
    of?.target == null
      ? '–'
      : `${figureText(format, metric, of.target)}${of.attainment === null ? '' : ` (${format.rate(of.attainment)})`}`;
  return (
    <section>
      <h2>{t.targets}</h2>
      {lines.length === 0 ? (
        <p>{t.noTargets}</p>
      ) : (
        <div className={css.scroll} tabIndex={0} role="group" aria-label={t.targets}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t.metric}</th>
                <th scope="col">{t.actual}</th>
                {LEVELS.map((one) => (
                  <th key={one} scope="col">
                    {t[one]}
                  </th>
                ))}
                <th scope="col">{t.childrenSum}</th>
                <th scope="col">{t.difference}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ metric: code, value, levels }) => {
                const metric = code as MetricName;
                const sum = levels.base?.childrenSum ?? null;
                return (
                  <tr key={metric}>
                    <th scope="row">{terms.metric[metric]}</th>
                    <td>
                      <Explained metric={metric} value={value} scope={{ unitId: unit.id }} name={unit.name} />
                    </td>
                    {LEVELS.map((one) => (
                      <td key={one}>{level(metric, levels[one])}</td>
                    ))}
                    <td>{figureText(format, metric, sum)}</td>
                    <td>{figureText(format, metric, levels.base?.difference)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
