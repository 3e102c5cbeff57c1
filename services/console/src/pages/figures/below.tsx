import { useAddress } from '../../app/address.js';
import { useTexts } from '../../app/texts.js';
import { TreeGrid } from '../../ui/tree-grid.js';
import { nextSort } from '../../ui/tree-steps.js';
import { searchOf } from './crumbs.js';
import { Level, type Tree, useColumns } from './level.js';
import { behindText, type View } from './model.js';
import { figuresTexts } from './texts.js';
import { usePeriodWords } from './words.js';
import css from './figures.module.css';

interface Props {
  readonly view: View;
  readonly unit: { readonly id: string; readonly name: string };
  onToggle(unitId: string): void;
}

/**
 * What is below a unit, as a table that opens downwards. The platform sorts and ranks, since a unit may have more below
 * it than a page.
 */
export function Below({ view, unit, onToggle }: Props) {
  const t = useTexts(figuresTexts);
  const words = usePeriodWords();
  const { params, change } = useAddress();
  const columns = useColumns(view);
  const tree: Tree = {
    view,
    toggle: onToggle,
    look: (metric, scope) => change({ behind: behindText(metric, scope) }),
    addressOf: (scope) => {
      const place = 'unitId' in scope ? { unit: scope.unitId, staff: null } : { unit: null, staff: scope.staffId };
      return searchOf(params, { ...place, open: null, behind: null });
    },
  };
  const sort = { key: view.by, descending: view.descending };
  return (
    <div className={css.below}>
      <TreeGrid
        caption={t.table(unit.name, words(view.grain, view.start))}
        first={t.unit}
        columns={columns}
        sort={sort}
        onSort={(key) => {
          const next = nextSort(sort, key);
          change({ by: next.key, order: next.descending ? null : 'up' });
        }}
      >
        <Level unitId={unit.id} level={1} tree={tree} />
      </TreeGrid>
    </div>
  );
}
