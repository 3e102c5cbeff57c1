import type { UnitKind, UnitPlacement } from '@hengxin/contracts';
import { OrgTree } from '@hengxin/contracts';
import fc from 'fast-check';
import { treeFaults } from './whole-tree.rules.js';

function unit(unitId: string, parentId: string | null, kind: UnitKind, validFrom: string | null = null): UnitPlacement {
  return { unitId, parentId, kind, name: unitId, validFrom };
}

const head = unit('H', null, 'HEAD_OFFICE');
const east = unit('E', 'H', 'BRANCH');
const west = unit('W', 'H', 'BRANCH');
const leaf = unit('L', 'E', 'SUB_BRANCH');
const bank = [head, east, west, leaf];

describe('a units file is checked as a whole', () => {
  it.each<[string, readonly UnitPlacement[], readonly string[]]>([
    ['a bank with one head office is sound', bank, []],
    ['rows may come in any order', [...bank].reverse(), []],
    [
      'branches and sub-branches may be several levels deep',
      [...bank, unit('E2', 'E', 'BRANCH'), unit('L2', 'L', 'SUB_BRANCH')],
      [],
    ],
    ['a sub-branch may hang under the head office', [...bank, unit('S', 'H', 'SUB_BRANCH')], []],
    ['a later row moves a unit', [...bank, unit('L', 'W', 'SUB_BRANCH', '2026-03-01')], []],
    ['one root: a second is refused', [...bank, unit('X', null, 'HEAD_OFFICE')], ['X|null|SECOND_ROOT']],
    [
      'one root: a later second is refused',
      [...bank, unit('W', null, 'HEAD_OFFICE', '2026-03-01')],
      ['W|2026-03-01|SECOND_ROOT'],
    ],
    ['one root: none is refused', [...bank, unit('H', 'W', 'HEAD_OFFICE', '2026-03-01')], ['H|2026-03-01|UNIT_CYCLE']],
    ['the root is the head office', [unit('H', null, 'BRANCH')], ['H|null|ROOT_NOT_HEAD_OFFICE']],
    [
      'no cycle',
      [...bank, unit('A', 'B', 'BRANCH'), unit('B', 'A', 'BRANCH')],
      ['A|null|UNIT_CYCLE', 'B|null|UNIT_CYCLE'],
    ],
    ['no cycle: nothing hangs under itself', [...bank, unit('A', 'A', 'BRANCH')], ['A|null|UNIT_CYCLE']],
    [
      'no cycle: a later move may make one',
      [...bank, unit('E2', 'E', 'BRANCH'), unit('E', 'E2', 'BRANCH', '2026-03-01')],
      ['E|2026-03-01|UNIT_CYCLE'],
    ],
    ['no orphan', [...bank, unit('A', 'NOWHERE', 'BRANCH')], ['A|null|PARENT_UNKNOWN']],
    [
      'no orphan: a later move to nowhere',
      [...bank, unit('L', 'NOWHERE', 'SUB_BRANCH', '2026-03-01')],
      ['L|2026-03-01|PARENT_UNKNOWN'],
    ],
    ['kinds in order: no branch under a sub-branch', [...bank, unit('A', 'L', 'BRANCH')], ['A|null|KIND_OUT_OF_ORDER']],
    [
      'kinds in order: no head office under anything',
      [...bank, unit('A', 'H', 'HEAD_OFFICE')],
      ['A|null|KIND_OUT_OF_ORDER'],
    ],
    [
      'kinds in order: a change of kind is measured against the units below',
      [...bank, unit('E2', 'E', 'BRANCH'), unit('E', 'H', 'SUB_BRANCH', '2026-03-01')],
      ['E|2026-03-01|KIND_OUT_OF_ORDER'],
    ],
    [
      'what is dated is wrong once, not twice',
      [head, unit('A', 'NOWHERE', 'BRANCH', '2026-03-01')],
      ['A|2026-03-01|PARENT_UNKNOWN'],
    ],
    [
      'a fault of one day is told though mended the next',
      [...bank, unit('L', 'L', 'SUB_BRANCH', '2026-03-01'), unit('L', 'E', 'SUB_BRANCH', '2026-03-02')],
      ['L|2026-03-01|UNIT_CYCLE'],
    ],
  ])('%s', (_title, placements, expected) => {
    expect(
      treeFaults(placements).map(({ unitId, validFrom, rejection }) => `${unitId}|${validFrom}|${rejection.code}`),
    ).toEqual(expected);
  });

  it('a fault is told of each unit that has a part in it, in its own words', () => {
    const moves = [unit('E', 'W', 'BRANCH', '2026-03-01'), unit('W', 'E', 'BRANCH', '2026-06-01')];
    const [fault] = treeFaults([...bank, ...moves]);
    const paths = [...fault!.toldOf].map(([unitId, { facts }]) => [
      unitId,
      facts['unitId'],
      facts['path'],
      facts['from'],
    ]);
    expect(fault).toMatchObject({ unitId: 'W', validFrom: '2026-06-01' });
    expect(paths).toEqual([
      ['W', 'W', 'W < E < W', '2026-06-01'],
      ['E', 'E', 'E < W < E', '2026-06-01'],
    ]);
    const [second] = treeFaults([...bank, unit('X', null, 'HEAD_OFFICE', '2026-03-01')]);
    expect([...second!.toldOf.keys()]).toEqual(['X', 'H']);
  });

  it('says it is sound exactly when every unit leads to the one head office on every day, kinds in order', () => {
    const days = [null, '2026-01-01', '2026-02-01'] as const;
    const rank = { HEAD_OFFICE: 0, BRANCH: 1, SUB_BRANCH: 2 };
    const placement = fc.record({
      unitId: fc.constantFrom('A', 'B', 'C', 'D'),
      parentId: fc.constantFrom('A', 'B', 'C', 'D', 'A'),
      kind: fc.constantFrom<UnitKind>('BRANCH', 'SUB_BRANCH'),
      name: fc.constant('n'),
      validFrom: fc.constantFrom(...days),
    });
    const root = { unitId: 'A', parentId: null, kind: 'HEAD_OFFICE' as const, name: 'n', validFrom: null };
    fc.assert(
      fc.property(fc.array(placement, { maxLength: 6 }), (rows) => {
        const placements = [
          ...new Map([...rows, root].map((row) => [`${row.unitId}|${row.validFrom}`, row])).values(),
        ] as UnitPlacement[];
        const tree = new OrgTree();
        for (const each of placements) tree.placeUnit(each);
        const sound = ['0001-01-01', '2026-01-01', '2026-02-01'].every((day) => {
          const roots = tree.children(null, day);
          return (
            roots.length === 1 &&
            [...tree.unitIds()].every((id) => {
              const own = tree.unit(id, day)!;
              if (own.parentId === null) return own.kind === 'HEAD_OFFICE';
              const parent = tree.unit(own.parentId, day);
              return (
                parent !== undefined &&
                tree.path(id, day).at(-1) === roots[0]!.unitId &&
                own.kind !== 'HEAD_OFFICE' &&
                rank[own.kind] >= rank[parent.kind]
              );
            })
          );
        });
        expect(treeFaults(placements).length === 0).toBe(sound);
      }),
      { numRuns: 500 },
    );
  });
});
