import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useAsk } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Chips } from '../../ui/chips.js';
import { Card } from '../../ui/page.js';
import { Answer, Empty } from '../../ui/states.js';
import { type Attained, FiguresAttainments } from './appraisal-documents.js';
import { type Level, LEVELS } from './appraisal-model.js';
import { appraisalTexts } from './appraisal-texts.js';
import { attainmentsPath } from './export-model.js';
import { Explained } from './explained.js';
import { FileButtons } from './file-buttons.js';
import type { Scope, View } from './model.js';
import { figureText, NO_VALUE } from './words.js';
import css from './appraisal.module.css';

const TargetSheet = lazy(async () => ({ default: (await import('./target-sheet.js')).TargetSheet }));

interface Props {
  readonly view: View;
  readonly scope: Scope;
  /** Whose they are, in words. */
  readonly name: string;
  readonly maySet: boolean;
}

/** What was reached of what was to be reached, and how the targets below compare with it. */
export function Targets({ view, scope, name, maySet }: Props) {
  const t = useTexts(appraisalTexts);
  const [level, setLevel] = useState<Level>('BASE');
  const [isSetting, setSetting] = useState(false);
  const { grain, start } = view;
  const hasTargets = grain !== 'DAY' && grain !== 'WEEK';
  const asked = useAsk(
    FiguresAttainments,
    { scope, period: { grain, start }, level },
    { when: hasTargets, holdOn: true },
  );
  if (!hasTargets) return <Empty title={t.byMonths} />;
  return (
    <Card
      title={t.targets}
      extra={
        <span className={css.files}>
          <FileButtons pathOf={(ending) => attainmentsPath(ending, scope, { grain, start })} />
          {maySet && <Button onClick={() => setSetting(true)}>{t.setTargets}</Button>}
        </span>
      }
    >
      <Chips<Level> legend={t.level} values={LEVELS} value={level} text={(one) => t.levels[one]} onChange={setLevel} />
      <Answer of={asked}>
        {({ attainments }) =>
          attainments.length === 0 ? (
            <Empty title={t.noTargets} hint={t.noTargetsHint} />
          ) : (
            <Table attained={attainments} scope={scope} name={name} />
          )
        }
      </Answer>
      <Suspense>
        {isSetting && <TargetSheet scope={scope} grain={grain} start={start} onClose={() => setSetting(false)} />}
      </Suspense>
    </Card>
  );
}

interface TableProps extends Pick<Props, 'scope' | 'name'> {
  readonly attained: readonly Attained[];
}
function Table({ attained, scope, name }: TableProps) {
  const t = useTexts(appraisalTexts);
  const isUnit = 'unitId' in scope;
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label={t.targets}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t.metric}</th>
            <th scope="col">{t.value}</th>
            <th scope="col">{t.target}</th>
            <th scope="col">{t.attainment}</th>
            {isUnit && <th scope="col">{t.children}</th>}
            {isUnit && <th scope="col">{t.difference}</th>}
          </tr>
        </thead>
        <tbody>
          {attained.map((one) => (
            <Row key={one.metric} attained={one} scope={scope} name={name} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps extends Pick<Props, 'scope' | 'name'> {
  readonly attained: Attained;
}
function Row({ attained, scope, name }: RowProps) {
  const terms = useTexts(termTexts);
  const format = useFormat();
  const { metric, value, target, attainment, childrenSum, difference } = attained;
  const isUnit = 'unitId' in scope;
  const text = (of: number | null) => figureText(format, metric, of);
  return (
    <tr>
      <th scope="row">{terms.metric[metric]}</th>
      <td>
        <Explained metric={metric} value={value} scope={scope} name={name} />
      </td>
      <td>{text(target)}</td>
      <td data-reached={attainment === null ? undefined : attainment >= 1}>
        {attainment === null ? (
          NO_VALUE
        ) : (
          <span className={css.reached}>
            <span className={css.bar} aria-hidden="true">
              <span style={{ width: `${Math.min(attainment, 1) * 100}%` }} />
            </span>
            {format.rate(attainment)}
          </span>
        )}
      </td>
      {isUnit && <td>{text(childrenSum)}</td>}
      {isUnit && <td>{text(difference)}</td>}
    </tr>
  );
}
