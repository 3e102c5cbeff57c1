import { useState } from 'react';
import { useAsk } from '../../api/ask.js';
import { Fault } from '../../api/fault.js';
import { toggled } from '../../app/address.js';
import { type Format, useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Card } from '../../ui/page.js';
import { Answer, Empty, Note } from '../../ui/states.js';
import { TreeGrid, TreeRow } from '../../ui/tree-grid.js';
import { FiguresScore, type Score as ScoreOf, type ScoreStep } from './appraisal-documents.js';
import { notesOfCard, type ScoreGroup, scoreTree } from './appraisal-model.js';
import { appraisalTexts } from './appraisal-texts.js';
import { Explained } from './explained.js';
import type { Scope, View } from './model.js';
import { figureText, NO_VALUE } from './words.js';
import css from './appraisal.module.css';

interface ScoreProps {
  readonly view: Pick<View, 'grain' | 'start'>;
  readonly scope: Scope;
  /** Whose it is, in words. */
  readonly name: string;
}
/** A score of 120 at most, and each step of it: a group opens to its items. */
export function Score({ view, scope, name }: ScoreProps) {
  const t = useTexts(appraisalTexts);
  const asked = useAsk(FiguresScore, { scope, period: { grain: view.grain, start: view.start } }, { holdOn: true });
  // No card is no fault: a bank may have none yet.
  if (asked.error instanceof Fault && asked.error.code === 'SCORECARD_NOT_FOUND')
    return <Empty title={t.noCard} hint={t.noCardHint} />;
  return <Answer of={asked}>{({ score }) => <Shown score={score} scope={scope} name={name} />}</Answer>;
}

interface ShownProps extends Pick<ScoreProps, 'scope' | 'name'> {
  readonly score: ScoreOf;
}
/** At most one place behind the point. */
const TENTHS = 10;
const numberText = (format: Format, value: number | null): string =>
  value === null ? NO_VALUE : format.count(Math.round(value * TENTHS) / TENTHS);

function Shown({ score: { score, scorecard, steps }, scope, name }: ShownProps) {
  const t = useTexts(appraisalTexts);
  const format = useFormat();
  const groups = scoreTree(scorecard.groups, steps);
  const [shut, setShut] = useState<readonly string[]>([]);
  const columns = [
    { key: 'value', title: t.value, numeric: true, minor: true },
    { key: 'target', title: t.target, numeric: true, minor: true },
    { key: 'attainment', title: t.attainment, numeric: true },
    { key: 'counted', title: t.counted, numeric: true, minor: true },
    { key: 'weight', title: t.weight, numeric: true, minor: true },
    { key: 'points', title: t.points, numeric: true },
  ];
  return (
    <Card title={t.score} extra={<span className={css.quiet}>{t.card(scorecard.name, scorecard.version)}</span>}>
      <p className={css.total}>
        <strong>{score === null ? t.noScore : numberText(format, score)}</strong>
        {score !== null && <span>{t.of120}</span>}
      </p>
      {notesOfCard(steps).map((note) => (
        <Note key={note}>{note}</Note>
      ))}
      <TreeGrid caption={t.scoreTable} first={t.item} columns={columns}>
        {groups.map((group) => (
          <Group
            key={group.group}
            group={group}
            scope={scope}
            whose={name}
            isOpen={!shut.includes(group.group)}
            onToggle={() => setShut(toggled(shut, group.group))}
          />
        ))}
      </TreeGrid>
    </Card>
  );
}

interface GroupProps {
  readonly group: ScoreGroup<ScoreStep>;
  readonly scope: Scope;
  readonly whose: string;
  readonly isOpen: boolean;
  onToggle(): void;
}
function Group({ group, scope, whose, isOpen, onToggle }: GroupProps) {
  const t = useTexts(appraisalTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const name = t.groups[group.group] ?? group.group;
  const share = (value: number | null) => (value === null ? NO_VALUE : format.rate(value));
  const weight = (value: number | null) => (value === null ? NO_VALUE : t.percent(numberText(format, value)));
  return (
    <>
      <TreeRow
        id={group.group}
        level={1}
        isOpen={isOpen}
        expand={isOpen ? t.shut(name) : t.open(name)}
        onToggle={onToggle}
        name={<Named name={name} notes={group.notes} />}
        cells={['', '', '', '', weight(group.counted), numberText(format, group.points)]}
      />
      {isOpen &&
        group.items.map((step) => (
          <TreeRow
            key={step.metric}
            id={`${group.group} ${step.metric}`}
            level={2}
            name={<Named name={terms.metric[step.metric!]} notes={step.note ? [step.note] : []} />}
            cells={[
              <Explained key="value" metric={step.metric!} value={step.value} scope={scope} name={whose} inTree />,
              figureText(format, step.metric!, step.target),
              share(step.attainment),
              share(step.capped),
              weight(step.weight),
              numberText(format, step.points),
            ]}
          />
        ))}
    </>
  );
}

function Named({ name, notes }: { readonly name: string; readonly notes: readonly string[] }) {
  return (
    <span className={css.named}>
      {name}
      {notes.map((note) => (
        <small key={note}>{note}</small>
      ))}
    </span>
  );
}
