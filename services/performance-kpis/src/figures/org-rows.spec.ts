import { OrgTree, type StaffPlacement } from '@hengxin/contracts';
import { OrgRows } from './org-rows.js';

const MARCH = { start: '2026-03-01', end: '2026-03-31' };
const FEBRUARY = { start: '2026-02-01', end: '2026-02-28' };
const [MARCH_ENDS, TODAY] = ['2026-03-31', '2026-04-20'];

type Placed = Partial<StaffPlacement>;
const placed = (...placements: Placed[]): readonly Placed[] => placements;

function rowsOf(units: readonly [id: string, from: string | null][], staff: readonly Placed[] = []) {
  const tree = new OrgTree();
  tree.placeUnit({ unitId: 'B', parentId: null, kind: 'BRANCH', name: 'B', validFrom: null });
  for (const [unitId, validFrom] of units)
    tree.placeUnit({ unitId, parentId: 'B', kind: 'SUB_BRANCH', name: unitId, validFrom });
  for (const each of staff) tree.placeStaff({ staffId: 'R', role: 'RM', unitId: 'B', validFrom: null, ...each });
  const rows = new OrgRows({ tree, version: 1 });
  return (on: string, period: typeof MARCH) =>
    rows.below('B', on, period).map(({ id, isThere }) => (isThere ? id : `(${id})`));
}

describe('below a unit stand in a period', () => {
  it('the units that have begun, and those that have not as none that are there', () => {
    const below = rowsOf([
      ['L1', null],
      ['L2', '2026-03-31'],
      ['L3', '2026-04-01'],
    ]);
    expect(below(MARCH_ENDS, MARCH)).toEqual(['L1', 'L2', '(L3)']);
  });

  it('the managers, as long as no unit below has begun', () => {
    const below = rowsOf([['L1', '2026-04-01']], placed({}));
    expect(below(MARCH_ENDS, MARCH)).toEqual(['(L1)', 'R']);
    expect(below('2026-04-30', { start: '2026-04-01', end: '2026-04-30' })).toEqual(['L1']);
  });

  it.each([
    ['one from the beginning', placed({}), 'R'],
    ['one who leaves on its first day', placed({ validTo: '2026-03-01' }), 'R'],
    ['one who begins on its last day', placed({ validFrom: '2026-03-31' }), 'R'],
    ['nobody who has left before', placed({ validTo: '2026-02-28' }), '(R)'],
    ['nobody who begins after it', placed({ validFrom: '2026-04-01' }), '(R)'],
    ['one who is back in it', placed({ validTo: '2026-02-10' }, { validFrom: '2026-03-20' }), 'R'],
  ])('%s', (_who, placements, row) => expect(rowsOf([], placements)(MARCH_ENDS, MARCH)).toEqual([row]));

  it('nobody who has left the unit before, and is to come back to another one in a period that runs', () => {
    const left = { validTo: '2026-02-28' };
    const below = (unitId: string) => rowsOf([], placed(left, { unitId, validFrom: '2026-03-20' }));
    expect(below('L1')('2026-03-10', MARCH)).toEqual(['(R)']);
    expect(below('B')('2026-03-10', MARCH)).toEqual(['R']);
  });

  it('by the tree of today who hangs there now and was anywhere in the bank then', () => {
    const comes = { validFrom: '2026-03-10' };
    expect(rowsOf([], placed({ unitId: 'L9' }, comes))(TODAY, FEBRUARY)).toEqual(['R']);
    expect(rowsOf([], placed(comes))(TODAY, FEBRUARY)).toEqual(['(R)']);
  });
});
