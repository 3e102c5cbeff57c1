import { OrgTree } from './org-tree.js';

function tree(): OrgTree {
  const t = new OrgTree();
  t.placeUnit({ unitId: 'HO', parentId: null, kind: 'HEAD_OFFICE', name: 'Head office', validFrom: null });
  t.placeUnit({ unitId: 'B1', parentId: 'HO', kind: 'BRANCH', name: 'North', validFrom: null });
  t.placeUnit({ unitId: 'B2', parentId: 'HO', kind: 'BRANCH', name: 'South', validFrom: null });
  t.placeUnit({ unitId: 'S1', parentId: 'B1', kind: 'SUB_BRANCH', name: 'Lake', validFrom: null });
  t.placeUnit({ unitId: 'S1', parentId: 'B2', kind: 'SUB_BRANCH', name: 'Lake', validFrom: '2026-03-10' });
  t.placeStaff({ staffId: 'R', role: 'RM', unitId: 'S1', validFrom: '2026-01-01' });
  t.placeStaff({ staffId: 'R', role: 'UNIT_HEAD', unitId: 'B1', validFrom: '2026-06-01' });
  return t;
}

describe('the effective-dated tree', () => {
  it('a unit hangs where it hung on the day', () => {
    expect(tree().path('S1', '2026-03-09')).toEqual(['S1', 'B1', 'HO']);
    expect(tree().path('S1', '2026-03-10')).toEqual(['S1', 'B2', 'HO']);
  });

  it('a transfer splits by day', () => {
    expect(tree().staff('R', '2026-05-31')).toMatchObject({ unitId: 'S1', role: 'RM' });
    expect(tree().staff('R', '2026-06-01')).toMatchObject({ unitId: 'B1', role: 'UNIT_HEAD' });
  });

  it('before the first placement the first one answers', () =>
    expect(tree().staff('R', '2020-01-01')?.unitId).toBe('S1'));

  it('nobody is placed, and no unit stands, before the first placement', () => {
    const t = tree();
    expect(t.staffPlacedOn('R', '2025-12-31')).toBeUndefined();
    expect(t.staffPlacedOn('R', '2026-01-01')).toMatchObject({ unitId: 'S1', role: 'RM' });
    expect(t.staffPlacedOn('R', '2026-06-01')).toMatchObject({ unitId: 'B1', role: 'UNIT_HEAD' });
    expect(t.staffPlacedOn('nobody', '2026-06-01')).toBeUndefined();
    t.placeUnit({ unitId: 'S2', parentId: 'B1', kind: 'SUB_BRANCH', name: 'Hill', validFrom: '2026-03-02' });
    expect(t.unitPlacedOn('S2', '2026-03-01')).toBeUndefined();
    expect(t.unitPlacedOn('S2', '2026-03-02')).toMatchObject({ parentId: 'B1' });
    expect(t.unitPlacedOn('HO', '2004-01-01')).toMatchObject({ parentId: null });
  });

  it('nobody is placed after their last day, though what they leave behind keeps its home; a later placement brings them back', () => {
    const t = tree();
    t.placeStaff({ staffId: 'L', role: 'RM', unitId: 'S1', validFrom: '2026-01-01', validTo: '2026-03-31' });
    expect(t.staffPlacedOn('L', '2026-03-31')).toMatchObject({ unitId: 'S1' });
    expect(t.staffPlacedOn('L', '2026-04-01')).toBeUndefined();
    expect(t.staff('L', '2026-04-01')).toMatchObject({ unitId: 'S1', role: 'RM' });
    expect(t.staffOf(new Set(['S1']), '2026-04-01').map(({ staffId }) => staffId)).toContain('L');
    t.placeStaff({ staffId: 'L', role: 'RM', unitId: 'B1', validFrom: '2026-05-01' });
    expect(t.staffPlacedOn('L', '2026-04-30')).toBeUndefined();
    expect(t.staffPlacedOn('L', '2026-05-01')).toMatchObject({ unitId: 'B1' });
  });

  it('an earlier placement does not come back when a later one ends', () => {
    const t = tree();
    t.placeStaff({ staffId: 'R', role: 'UNIT_HEAD', unitId: 'B1', validFrom: '2026-06-01', validTo: '2026-06-30' });
    expect(t.staffPlacedOn('R', '2026-06-30')).toMatchObject({ role: 'UNIT_HEAD' });
    expect(t.staffPlacedOn('R', '2026-07-01')).toBeUndefined();
  });

  it('knows whether anybody was ever given a role', () => {
    expect(tree().hasEverHeld(new Set(['UNIT_HEAD']))).toBe(true);
    expect(tree().hasEverHeld(new Set(['ADMIN', 'HEAD_OFFICE']))).toBe(false);
  });

  it('a later word on the same day replaces the earlier one', () => {
    const t = tree();
    t.placeUnit({ unitId: 'S1', parentId: 'B1', kind: 'SUB_BRANCH', name: 'Lakeside', validFrom: '2026-03-10' });
    expect(t.path('S1', '2026-03-11')).toEqual(['S1', 'B1', 'HO']);
    expect(t.unit('S1', '2026-03-11')?.name).toBe('Lakeside');
  });

  it('knows children, subtrees and staff of a day', () => {
    expect(
      tree()
        .children(null, '2026-03-01')
        .map((u) => u.unitId),
    ).toEqual(['HO']);
    expect(
      tree()
        .children('B1', '2026-03-01')
        .map((u) => u.unitId),
    ).toEqual(['S1']);
    expect([...tree().subtree('B2', '2026-03-11')].sort()).toEqual(['B2', 'S1']);
    expect(
      tree()
        .staffOf(new Set(['S1']), '2026-03-11')
        .map((s) => s.staffId),
    ).toEqual(['R']);
  });

  it('says on which days some unit moves', () =>
    expect(tree().moveDaysBetween('2026-01-01', '2026-12-31')).toEqual(['2026-03-10']));

  it('a first placement is no move: it holds before its day as well', () => {
    const t = new OrgTree();
    t.placeUnit({ unitId: 'A', parentId: null, kind: 'BRANCH', name: 'A', validFrom: '2026-02-01' });
    expect(t.moveDaysBetween('', '2026-12-31')).toEqual([]);
    t.placeUnit({ unitId: 'A', parentId: 'B', kind: 'BRANCH', name: 'A', validFrom: '2026-01-01' });
    expect(t.moveDaysBetween('', '2026-12-31')).toEqual(['2026-02-01']);
    expect([t.path('A', '2026-01-31'), t.path('A', '2025-01-01')]).toEqual([['A'], ['A']]);
  });

  it('says on which days the path of a unit may change, whatever others do', () => {
    const t = tree();
    t.placeUnit({ unitId: 'B2', parentId: null, kind: 'BRANCH', name: 'South', validFrom: '2026-07-01' });
    t.placeUnit({ unitId: 'B9', parentId: 'HO', kind: 'BRANCH', name: 'East', validFrom: null });
    t.placeUnit({ unitId: 'B9', parentId: null, kind: 'BRANCH', name: 'East', validFrom: '2026-08-01' });
    expect(t.moveDaysAbove('S1')).toEqual(['2026-03-10', '2026-07-01']);
    expect(t.moveDaysAbove('B1')).toEqual([]);
  });

  it('an unknown unit has no path, and a broken parent does not loop', () => {
    const t = new OrgTree();
    t.placeUnit({ unitId: 'A', parentId: 'B', kind: 'BRANCH', name: 'A', validFrom: null });
    t.placeUnit({ unitId: 'B', parentId: 'A', kind: 'BRANCH', name: 'B', validFrom: null });
    expect(t.path('Z', '2026-01-01')).toEqual([]);
    expect(t.path('A', '2026-01-01')).toEqual(['A', 'B']);
    // A caller may name any text: the memory stays bounded because only units are kept.
    for (let at = 0; at < 100; at++) t.path(`Z${at}`, '2026-01-01');
    expect([...t['pathCache'].values()]).toEqual([['A', 'B']]);
  });
});
