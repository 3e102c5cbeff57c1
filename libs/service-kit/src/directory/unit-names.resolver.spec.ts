import { OrgTree, type UnitPlacement } from '@hengxin/contracts';
import type { ReadYourWrites } from '../service-progress.js';
import { fixedClock } from '../testing/index.js';
import { UnitNamesResolver } from './unit-names.resolver.js';

const placed = (name: string, validFrom: string | null): UnitPlacement => ({
  unitId: 'U1',
  parentId: null,
  kind: 'HEAD_OFFICE',
  name,
  validFrom,
});

describe('the name of a unit', () => {
  const clock = fixedClock('2026-03-02T09:00:00+08:00');

  /** Names over a tree; `news` comes in once the directory is waited for. */
  function namesOver(tree: OrgTree, news: readonly UnitPlacement[] = []): UnitNamesResolver {
    const waiting = {
      news: async (consumers: readonly string[]) => {
        expect(consumers).toEqual(['directory']);
        for (const unit of news) tree.placeUnit(unit);
      },
    };
    return new UnitNamesResolver(waiting as unknown as ReadYourWrites, clock, { tree, version: 0 });
  }

  it('is that of today', async () => {
    const tree = new OrgTree();
    tree.placeUnit(placed('总行', null));
    tree.placeUnit(placed('新总行', '2026-03-03'));
    const names = namesOver(tree);
    expect(await names.name({ id: 'U1' })).toBe('总行');
    clock.set('2026-03-03T00:00:00+08:00');
    expect(await names.name({ id: 'U1' })).toBe('新总行');
  });

  it('is waited for where the unit was placed a moment ago', async () => {
    expect(await namesOver(new OrgTree(), [placed('总行', null)]).name({ id: 'U1' })).toBe('总行');
  });

  it('is the code of a unit that nobody has placed', async () => {
    expect(await namesOver(new OrgTree()).name({ id: 'U9' })).toBe('U9');
  });
});
