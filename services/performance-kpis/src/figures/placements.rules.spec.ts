import { addDays, dateOfDayNumber, OrgTree, type StaffPlacement, type UnitPlacement } from '@hengxin/contracts';
import fc from 'fast-check';
import { BEGINNING } from '../kpi/periods.rules.js';
import { samePath, type Stretch, TreePlacements } from './placements.rules.js';
import { Scopes } from './scopes.rules.js';

const FIRST = '2026-01-01';
const LAST_DAY = 30;
const UNITS = ['A', 'B', 'C', 'D', 'E'];

const aDay = fc.option(
  fc.integer({ min: 0, max: LAST_DAY }).map((n) => addDays(FIRST, n)),
  { freq: 4 },
);
const aUnit: fc.Arbitrary<UnitPlacement> = fc.record({
  unitId: fc.constantFrom(...UNITS),
  parentId: fc.option(fc.constantFrom(...UNITS, 'X'), { freq: 5 }),
  kind: fc.constant('BRANCH' as const),
  name: fc.constant('A unit'),
  validFrom: aDay,
});
const someone: fc.Arbitrary<StaffPlacement> = fc.record({
  staffId: fc.constantFrom('S1', 'S2'),
  role: fc.constant('RM' as const),
  unitId: fc.constantFrom(...UNITS, 'X'),
  validFrom: aDay,
});

/** Counts how often it is asked for a path. */
class CountingTree extends OrgTree {
  asked = 0;

  override path(unitId: string, on: string): readonly string[] {
    this.asked++;
    return super.path(unitId, on);
  }
}

function treeOf(units: readonly UnitPlacement[], staff: readonly StaffPlacement[]): CountingTree {
  const tree = new CountingTree();
  for (const unit of units) tree.placeUnit(unit);
  for (const person of staff) tree.placeStaff(person);
  return tree;
}

/**
 * Where someone stands on a day, asked step by step: a unit met before ends the way up, since the tree is broken there.
 */
function walk(tree: OrgTree, staffId: string, day: string): string[] {
  const found: string[] = [];
  for (let id = tree.staff(staffId, day)?.unitId ?? null; id !== null && !found.includes(id);) {
    const unit = tree.unit(id, day);
    if (!unit) break;
    found.push(id);
    id = unit.parentId;
  }
  return found;
}

function walked(tree: OrgTree, scopes: Scopes, staffId: string): Stretch[] {
  const days = Array.from({ length: LAST_DAY + 1 }, (_, n) => addDays(FIRST, n));
  const found: Stretch[] = [];
  for (const day of ['', ...days]) {
    const above = walk(tree, staffId, day);
    const path = [...above.map((id) => scopes.unit(id)), ...above.slice(0, 1).map((id) => scopes.direct(id))];
    if (found.length === 0 || !samePath(found.at(-1)!.path, path))
      found.push({
        from: day === '' ? BEGINNING : dayOf(day),
        path,
        ...(above.length > 0 && { direct: scopes.direct(above[0]!) }),
      });
  }
  return found;
}

const dayOf = (date: string): number => Date.parse(date) / 86_400_000;

describe('where people stood', () => {
  it('is what a walk over every day finds, in stretches as long as can be, broken trees included', () => {
    fc.assert(
      fc.property(
        fc.array(aUnit, { maxLength: 25 }),
        fc.array(someone, { minLength: 1, maxLength: 6 }),
        (units, staff) => {
          const tree = treeOf(units, staff);
          const scopes = new Scopes();
          const places = new TreePlacements(tree, scopes);
          for (const staffId of tree.staffIds())
            expect([staffId, places.stretchesOf(scopes.staff(staffId))]).toEqual([
              staffId,
              walked(tree, scopes, staffId),
            ]);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('asks for a path only on the days on which it may change, however many other units open and move', () => {
    const name = { kind: 'BRANCH', name: 'A unit' } as const;
    const units = Array.from({ length: 400 }, (_, n): UnitPlacement[] => [
      { ...name, unitId: `U${n}`, parentId: 'H', validFrom: dateOfDayNumber(20_000 + 2 * n) },
      { ...name, unitId: `U${n}`, parentId: null, validFrom: dateOfDayNumber(20_001 + 2 * n) },
    ]).flat();
    const staff = Array.from({ length: 400 }, (_, n): StaffPlacement => ({
      staffId: `S${n}`,
      role: 'RM',
      unitId: `U${n}`,
      validFrom: null,
    }));
    const tree = treeOf([{ ...name, unitId: 'H', parentId: null, validFrom: '2020-01-01' }, ...units], staff);
    const scopes = new Scopes();
    const places = new TreePlacements(tree, scopes);
    for (const { staffId } of staff) expect(places.stretchesOf(scopes.staff(staffId))).toHaveLength(2);
    expect(tree.asked).toBe(2 * staff.length);
  });
});
