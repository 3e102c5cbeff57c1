import { OrgTree } from '@hengxin/contracts';
import { StaffOfTree } from './staff-of-tree.js';

/** Counts how often all of its staff are walked. */
class WatchedTree extends OrgTree {
  walks = 0;

  override staffIds(): Iterable<string> {
    this.walks++;
    return super.staffIds();
  }
}

describe('who may count for a unit', () => {
  const tree = new WatchedTree();
  const unit = (unitId: string, parentId: string | null, validFrom: string | null = null) =>
    tree.placeUnit({ unitId, parentId, validFrom, kind: 'BRANCH', name: unitId });
  const staff = (staffId: string, unitId: string, validFrom: string | null = null) =>
    tree.placeStaff({ staffId, unitId, validFrom, role: 'RM' });
  unit('H', null);
  unit('B1', 'H');
  unit('B2', 'H');
  unit('L1', 'B1');
  unit('L1', 'B2', '2026-03-01');
  staff('S3', 'B1');
  staff('S2', 'L1');
  staff('S1', 'B2');
  staff('S1', 'B1', '2026-02-01');
  const known = new StaffOfTree(tree);

  it('is everyone who was ever placed in it, or in one that ever hung below it, each once by id', () => {
    expect(known.ever('H')).toEqual(['S1', 'S2', 'S3']);
    expect(known.ever('B1')).toEqual(['S1', 'S2', 'S3']);
    expect(known.ever('B2')).toEqual(['S1', 'S2']);
    expect(known.ever('L1')).toEqual(['S2']);
    expect(known.ever('nowhere')).toEqual([]);
  });

  it('is found by one walk over the staff of the bank, whatever is asked', () => expect(tree.walks).toBe(1));
});
