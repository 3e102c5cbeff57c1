import { Link } from 'react-router';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Sparkline } from '../../ui/sparkline.js';
import { type Column, TreeRow } from '../../ui/tree-grid.js';
import { TreeLevel } from '../../ui/tree-level.js';
import type { Row } from './documents.js';
import { changeOf, isCounted, type MetricName, METRICS, type Scope, sinceFirst, valueOf, type View } from './model.js';
import { useLevel } from './table.js';
import { figuresTexts } from './texts.js';
import { figureText, NO_VALUE, useChangeWords } from './words.js';
import css from './figures.module.css';

/** What every row of the tree knows. */
export interface Tree {
  readonly view: View;
  toggle(unitId: string): void;
  look(metric: MetricName, scope: Scope): void;
  /** The address of the same page about another unit or person. */
  addressOf(scope: Scope): string;
}

export function useColumns(view: View): readonly Column[] {
  const t = useTexts(figuresTexts);
  const terms = useTexts(termTexts);
  return [
    { key: 'rank', title: t.rank, numeric: true },
    ...METRICS.filter((metric) => view.shown.includes(metric)).map((metric) => ({
      key: metric,
      title: terms.metric[metric],
      numeric: true,
      sortable: true,
      minor: metric !== view.by,
    })),
    { key: 'change', title: t.change, numeric: true },
    { key: 'trend', title: t.trend, minor: true },
  ];
}

/** One level of the tree; each row that is open asks for its own. */
export function Level({
  unitId,
  level,
  tree,
}: {
  readonly unitId: string;
  readonly level: number;
  readonly tree: Tree;
}) {
  const t = useTexts(figuresTexts);
  const list = useLevel(tree.view, unitId);
  return (
    <TreeLevel
      id={unitId}
      level={level}
      list={list}
      empty={t.emptyHint}
      row={(node) => <FigureRow key={(node.unit ?? node.staff)?.id} node={node} level={level} tree={tree} />}
    />
  );
}

function FigureRow({ node, level, tree }: { readonly node: Row; readonly level: number; readonly tree: Tree }) {
  const t = useTexts(figuresTexts);
  const { id, name } = (node.unit ?? node.staff)!;
  const { view } = tree;
  const scope: Scope = node.unit ? { unitId: id } : { staffId: id };
  const isOpen = view.open.includes(id);
  const cells = [
    node.rank,
    ...METRICS.filter((metric) => view.shown.includes(metric)).map((metric) => (
      <Amount key={metric} metric={metric} node={node} name={name} onLook={() => tree.look(metric, scope)} />
    )),
    <Moved key="change" metric={view.by} trend={node.trend} />,
    <Small key="trend" name={name} metric={view.by} trend={node.trend} />,
  ];
  return (
    <>
      <TreeRow
        id={id}
        level={level}
        cells={cells}
        name={
          <Link to={tree.addressOf(scope)} tabIndex={-1} className={css.rowName}>
            {name}
          </Link>
        }
        {...(node.unit && { isOpen, expand: isOpen ? t.shut(name) : t.open(name), onToggle: () => tree.toggle(id) })}
      />
      {node.unit && isOpen && <Level unitId={id} level={level + 1} tree={tree} />}
    </>
  );
}

interface AmountProps {
  readonly metric: MetricName;
  readonly node: Row;
  readonly name: string;
  onLook(): void;
}
/** A figure; where it counted anything, pressing it shows what, and leads on to how it came about. */
function Amount({ metric, node, name, onLook }: AmountProps) {
  const t = useTexts(figuresTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const value = valueOf(node.values, metric);
  const text = figureText(format, metric, value?.value);
  if (!value || !isCounted(value)) return <>{text}</>;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css.amountButton}
      aria-label={t.look(name, terms.metric[metric], text)}
      onClick={onLook}
    >
      {text}
    </button>
  );
}

function Moved({ metric, trend }: { readonly metric: MetricName; readonly trend: Row['trend'] }) {
  const words = useChangeWords();
  const change = changeOf(metric, trend?.at(-1), trend?.at(-2));
  if (!change) return <>{NO_VALUE}</>;
  return (
    <span className={css.change} data-way={Math.sign(change.by)}>
      {words(change)}
    </span>
  );
}

function Small({
  metric,
  name,
  trend,
}: {
  readonly metric: MetricName;
  readonly name: string;
  readonly trend: Row['trend'];
}) {
  const t = useTexts(figuresTexts);
  const format = useFormat();
  const values = sinceFirst(trend ?? []);
  // One point is no trend.
  if (values.filter((value) => value !== null).length < 2) return <>{NO_VALUE}</>;
  return (
    <Sparkline
      values={values}
      label={t.sparkline(name, format.list(values.map((value) => figureText(format, metric, value))))}
    />
  );
}
