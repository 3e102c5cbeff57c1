import { useAskPages } from '../../api/ask.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { TreeGrid, TreeRow } from '../../ui/tree-grid.js';
import { TreeLevel } from '../../ui/tree-level.js';
import { OrganisationUnits, type UnitNode } from './documents.js';
import type { View } from './model.js';
import { organisationTexts } from './texts.js';
import css from './organisation.module.css';

interface Props {
  readonly view: View;
  readonly chosen: string | null;
  onToggle(unitId: string): void;
  onChoose(unitId: string): void;
}

/**
 * The tree of units as it was on a day; a level is asked for when it is opened. The head office stands open unless it
 * was shut.
 */
export function UnitTree(props: Props) {
  const t = useTexts(organisationTexts);
  const columns = [
    { key: 'kind', title: t.kind },
    { key: 'code', title: t.code, minor: true },
  ];
  return (
    <TreeGrid caption={t.tree} first={t.name} columns={columns}>
      <Level {...props} parentId={null} level={1} />
    </TreeGrid>
  );
}

interface LevelProps extends Props {
  readonly parentId: string | null;
  readonly level: number;
}
function Level(props: LevelProps) {
  const { view, parentId, level } = props;
  const t = useTexts(organisationTexts);
  const list = useAskPages(OrganisationUnits, { parentId, on: view.on }, ({ units }) => units, { holdOn: true });
  return (
    <TreeLevel
      id={parentId ?? 'root'}
      level={level}
      list={list}
      empty={t.leaf}
      row={(node) => <UnitRow key={node.id} {...props} node={node} />}
    />
  );
}

function UnitRow({ node, ...props }: LevelProps & { readonly node: UnitNode }) {
  const { view, chosen, level, onToggle, onChoose } = props;
  const t = useTexts(organisationTexts);
  const terms = useTexts(termTexts);
  const { id, name, kind } = node;
  // The root is open unless it is named: what is named is the other way round than it begins.
  const isOpen = view.open.includes(id) !== (level === 1);
  return (
    <>
      <TreeRow
        id={id}
        level={level}
        isChosen={chosen === id}
        isOpen={isOpen}
        expand={isOpen ? t.shut(name) : t.open(name)}
        onToggle={() => onToggle(id)}
        name={
          <button type="button" tabIndex={-1} className={css.unit} onClick={() => onChoose(id)}>
            {name}
          </button>
        }
        cells={[terms.unitKind[kind], id]}
      />
      {isOpen && <Level {...props} parentId={id} level={level + 1} />}
    </>
  );
}
