import { useAsk } from '../../api/ask.js';
import { type Format, useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Card } from '../../ui/page.js';
import { Answer, Empty } from '../../ui/states.js';
import { Explained } from '../figures/explained.js';
import type { MetricName } from '../figures/metrics.js';
import { figureText } from '../figures/words.js';
import { type Attained, CockpitLevels } from './documents.js';
import { type LevelLine, levelLines, LEVELS } from './model.js';
import type { PartProps } from './page.js';
import { cockpitTexts } from './texts.js';
import css from './cockpit.module.css';

/** What was reached against all three levels of targets, and what the targets below come to. */
export function Levels({ view: { grain, start }, unit }: PartProps) {
  const t = useTexts(cockpitTexts);
  const scope = { unitId: unit.id };
  const hasTargets = grain !== 'DAY' && grain !== 'WEEK';
  const asked = useAsk(CockpitLevels, { scope, period: { grain, start } }, { when: hasTargets, holdOn: true });
  if (!hasTargets) return <Empty title={t.byMonths} />;
  return (
    <Card title={t.part.targets}>
      <Answer of={asked}>
        {(answers) => {
          const lines = levelLines<Attained>(answers);
          if (lines.length === 0) return <Empty title={t.noTargets} hint={t.noTargetsHint} />;
          return (
            <>
              <p className={css.quiet}>{t.levelsHint}</p>
              <div className={css.scroll} tabIndex={0} role="group" aria-label={t.part.targets}>
                <table className={css.table}>
                  <thead>
                    <tr>
                      <th scope="col">{t.metric}</th>
                      <th scope="col">{t.actual}</th>
                      {LEVELS.map((level) => (
                        <th key={level} scope="col">
                          {t[level]}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {lines.map((line) => (
                      <Line key={line.metric} line={line} unit={unit} />
                    ))}
                  </tbody>
                </table>
              </div>
            </>
          );
        }}
      </Answer>
    </Card>
  );
}

function Line({ line, unit }: { readonly line: LevelLine<Attained>; readonly unit: PartProps['unit'] }) {
  const terms = useTexts(termTexts);
  const metric = line.metric as MetricName;
  return (
    <tr>
      <th scope="row">{terms.metric[metric]}</th>
      <td>
        <Explained metric={metric} value={line.value} scope={{ unitId: unit.id }} name={unit.name} />
        <span className={css.bullet} aria-hidden="true">
          <span style={{ width: `${line.bar.length * 100}%` }} />
          {line.bar.marks.map(({ level, at }) => (
            <i key={level} style={{ left: `${at * 100}%` }} />
          ))}
        </span>
      </td>
      {LEVELS.map((level) => (
        <Level key={level} of={line.levels[level]} />
      ))}
    </tr>
  );
}

/** A target, how far it was reached, and how far those below it are from it. */
function Level({ of }: { readonly of: Attained | null }) {
  const t = useTexts(cockpitTexts);
  const format = useFormat();
  if (!of) return <td>–</td>;
  const { metric, target, attainment, childrenSum, difference } = of;
  return (
    <td>
      {figureText(format, metric, target)}
      {attainment !== null && (
        <b className={css.attained} data-reached={attainment >= 1}>
          {format.rate(attainment)}
        </b>
      )}
      {childrenSum !== null && (
        <small>
          {t.below(figureText(format, metric, childrenSum))}
          {difference !== null && ` · ${t.apart(signed(format, difference))}`}
        </small>
      )}
    </td>
  );
}

const signed = (format: Format, number: number): string =>
  `${number > 0 ? '+' : number < 0 ? '−' : ''}${format.count(Math.abs(number))}`;
