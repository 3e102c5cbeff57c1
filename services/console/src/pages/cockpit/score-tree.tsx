import { useRef } from 'react';
import { Link } from 'react-router';
import { useAsk, useAskPages } from '../../api/ask.js';
import { Fault } from '../../api/fault.js';
import { toggled, useAddress } from '../../app/address.js';
import { type Format, useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Card } from '../../ui/page.js';
import { TreeGrid, TreeRow } from '../../ui/tree-grid.js';
import { TreeLevel } from '../../ui/tree-level.js';
import { FiguresScore } from '../figures/appraisal-documents.js';
import { scoreTree } from '../figures/appraisal-model.js';
import { appraisalTexts } from '../figures/appraisal-texts.js';
import { searchOf } from '../figures/crumbs.js';
import explained from '../figures/explain.module.css';
import { Score } from '../figures/score.js';
import { NO_VALUE } from '../figures/words.js';
import { CockpitMap } from './documents.js';
import { groupsOf, type View } from './model.js';
import type { PartProps } from './page.js';
import { cockpitTexts } from './texts.js';
import css from './cockpit.module.css';

/** The score of a unit with each of its steps, and under it those of the units below, opened downwards. */
export function ScoreTree({ view, unit }: PartProps) {
  const t = useTexts(cockpitTexts);
  const terms = useTexts(appraisalTexts);
  const { change } = useAddress();
  const steps = useRef<HTMLHeadingElement>(null);
  const { grain, start } = view;
  const asked = useAsk(FiguresScore, { scope: { unitId: unit.id }, period: { grain, start } }, { holdOn: true });
  // Other units may be scored by another card: the groups are those of the unit that is looked at.
  const groups = groupsOf(asked.data ? [asked.data.score.scorecard.groups] : []);
  const shown = view.of ?? unit.id;
  const chosen = useAsk(
    FiguresScore,
    { scope: { unitId: shown }, period: { grain, start } },
    { holdOn: true, when: shown !== unit.id },
  );
  // They stand below the tree, which may be long.
  const showSteps = (unitId: string) => {
    change({ of: unitId === unit.id ? null : unitId });
    steps.current?.scrollIntoView({ block: 'start' });
  };
  const name = (shown === unit.id ? unit.name : chosen.data?.score.scope.unit?.name) ?? shown;
  return (
    <>
      <Card title={t.scoresBelow}>
        <p className={css.quiet}>{t.scoresHint}</p>
        <TreeGrid
          caption={t.scoresBelow}
          first={t.unit}
          columns={[
            { key: 'score', title: terms.score, numeric: true },
            ...groups.map((group) => ({
              key: group,
              title: terms.groups[group] ?? group,
              numeric: true,
              minor: true,
            })),
            { key: 'steps', title: t.steps },
          ]}
        >
          <ScoreRow
            of={{ unitId: unit.id, name: unit.name }}
            level={1}
            view={view}
            groups={groups}
            isRoot
            onSteps={showSteps}
          />
        </TreeGrid>
      </Card>
      <h2 ref={steps} className={css.whose}>
        {name}
      </h2>
      <Score view={view} scope={{ unitId: shown }} name={name} />
    </>
  );
}

/** A place behind the point at most. */
const TENTHS = 10;
const pointsText = (format: Format, value: number | null | undefined): string =>
  value === null || value === undefined ? NO_VALUE : format.count(Math.round(value * TENTHS) / TENTHS);

interface PointsProps {
  readonly value: number | null | undefined;
  /** Whose they are, and of what, in words. */
  readonly of: string;
  onExplain(): void;
}
/** Points of a score; pressing them shows the steps to it, where each figure tells how it came about in turn. */
function Points({ value, of, onExplain }: PointsProps) {
  const t = useTexts(cockpitTexts);
  const format = useFormat();
  const text = pointsText(format, value);
  if (text === NO_VALUE) return <>{text}</>;
  return (
    <button
      type="button"
      className={explained.number}
      tabIndex={-1}
      aria-label={t.pointsOf(of, text)}
      onClick={onExplain}
    >
      {text}
    </button>
  );
}

interface RowProps {
  readonly of: { readonly unitId: string; readonly name: string };
  readonly level: number;
  readonly view: View;
  readonly groups: readonly string[];
  /** It opens by itself, and shuts when it is said so. */
  readonly isRoot?: boolean;
  /** Shows the steps of a unit's score. */
  onSteps(unitId: string): void;
}
function ScoreRow({ of: { unitId, name }, level, view, groups, isRoot = false, onSteps }: RowProps) {
  const t = useTexts(cockpitTexts);
  const terms = useTexts(appraisalTexts);
  const { params, change } = useAddress();
  const { grain, start } = view;
  const asked = useAsk(FiguresScore, { scope: { unitId }, period: { grain, start } }, { holdOn: true });
  const score = asked.data?.score;
  const points = new Map(
    score ? scoreTree(score.scorecard.groups, score.steps).map((group) => [group.group, group.points]) : [],
  );
  // The root stands in the list once it is shut, every other once it is open.
  const isOpen = view.open.includes(unitId) !== isRoot;
  const isUnscored = asked.error instanceof Fault && asked.error.code === 'SCORECARD_NOT_FOUND';
  const explain = () => onSteps(unitId);
  return (
    <>
      <TreeRow
        id={unitId}
        level={level}
        isChosen={unitId === (view.of ?? (isRoot ? unitId : null))}
        isOpen={isOpen}
        expand={isOpen ? terms.shut(name) : terms.open(name)}
        onToggle={() => change({ open: toggled(view.open, unitId).join(',') })}
        name={
          <Link to={searchOf(params, { unit: unitId, of: null, open: null })} tabIndex={-1} className={css.rowName}>
            {name}
          </Link>
        }
        cells={[
          <strong key="score">
            {isUnscored ? (
              terms.noScore
            ) : (
              <Points value={score?.score} of={t.partOf(name, terms.score)} onExplain={explain} />
            )}
          </strong>,
          ...groups.map((group) => (
            <Points
              key={group}
              value={points.get(group)}
              of={t.partOf(name, terms.groups[group] ?? group)}
              onExplain={explain}
            />
          )),
          <button
            key="steps"
            type="button"
            tabIndex={-1}
            className={css.link}
            aria-label={t.stepsOf(name)}
            onClick={explain}
          >
            {t.steps}
          </button>,
        ]}
      />
      {isOpen && <Children unitId={unitId} level={level + 1} view={view} groups={groups} onSteps={onSteps} />}
    </>
  );
}

interface ChildrenProps extends Pick<RowProps, 'level' | 'view' | 'groups' | 'onSteps'> {
  readonly unitId: string;
}
/**
 * The units directly below, page by page; one without any has relationship managers, whom a card of units does not
 * score.
 */
function Children({ unitId, level, view, groups, onSteps }: ChildrenProps) {
  const t = useTexts(cockpitTexts);
  const { grain, start } = view;
  const list = useAskPages(
    CockpitMap,
    { unitId, period: { grain, start }, metrics: ['COVERAGE'], sortBy: 'COVERAGE', view: 'AS_WAS' },
    ({ kpiTable }) => kpiTable,
  );
  return (
    <TreeLevel
      id={unitId}
      level={level}
      list={{ ...list, edges: list.edges?.filter(({ node }) => node.unit) }}
      empty={t.noUnitsBelow}
      row={({ unit }) =>
        unit && (
          <ScoreRow
            key={unit.id}
            of={{ unitId: unit.id, name: unit.name }}
            level={level}
            view={view}
            groups={groups}
            onSteps={onSteps}
          />
        )
      }
    />
  );
}
