import { dateOfDayNumber, dayNumber, OrgTree } from '@hengxin/contracts';
import { END } from '../kpi/periods.rules.js';
import { countedPartsOf } from './parts.rules.js';
import { TreePlacements } from './placements.rules.js';
import { Scopes } from './scopes.rules.js';

const unit = (unitId: string, parentId: string | null, validFrom: string | null = null) =>
  ({ unitId, parentId, kind: 'BRANCH', name: unitId, validFrom }) as const;
const manager = (staffId: string, unitId: string, validFrom: string | null = null) =>
  ({ staffId, role: 'RM', unitId, validFrom }) as const;

/** The parts of a client whom R1 keeps from 5 January on, as `from to scopes`. */
function parts(
  units: readonly ReturnType<typeof unit>[],
  staff: readonly ReturnType<typeof manager>[],
  handover?: string,
): string[] {
  const tree = new OrgTree();
  for (const each of units) tree.placeUnit(each);
  for (const each of staff) tree.placeStaff(each);
  const scopes = new Scopes();
  const assignments = [{ from: dayNumber('2026-01-05'), value: scopes.staff('R1') }];
  if (handover) assignments.push({ from: dayNumber(handover), value: scopes.staff('R2') });
  const day = (number: number) => (number === END ? '' : dateOfDayNumber(number));
  return countedPartsOf({ assignments }, new TreePlacements(tree, scopes)).map(
    ({ from, to, scopes: of, isFirst }) =>
      `${day(from)} ${day(to)} ${of.map((scope) => scopes.key(scope)).join()}${isFirst ? ' first' : ''}`,
  );
}

const TREE = [unit('H', null), unit('B1', 'H'), unit('B2', 'H'), unit('L1', 'B1'), unit('L2', 'B1')];
const STAFF = [manager('R1', 'L1'), manager('R2', 'L1')];

describe('rule 6: a part of a client', () => {
  it('is one manager in one place, and counts for the unit by itself too', () =>
    expect(parts(TREE, STAFF)).toEqual(['2026-01-05  staff:R1,unit:L1,unit:B1,unit:H,direct:L1 first']));

  it('begins again with a handover', () =>
    expect(parts(TREE, STAFF, '2026-02-02')).toEqual([
      '2026-01-05 2026-02-02 staff:R1,unit:L1,unit:B1,unit:H,direct:L1 first',
      '2026-02-02  staff:R2,unit:L1,unit:B1,unit:H,direct:L1',
    ]));

  it('begins again with a transfer', () =>
    expect(parts(TREE, [...STAFF, manager('R1', 'L2', '2026-02-02')])).toEqual([
      '2026-01-05 2026-02-02 staff:R1,unit:L1,unit:B1,unit:H,direct:L1 first',
      '2026-02-02  staff:R1,unit:L2,unit:B1,unit:H,direct:L2',
    ]));

  it('begins again with a move of the unit, but not for the unit by itself: by the tree of today it never moved', () =>
    expect(parts([...TREE, unit('L1', 'B2', '2026-02-02')], STAFF)).toEqual([
      '2026-01-05 2026-02-02 staff:R1,unit:L1,unit:B1,unit:H first',
      '2026-02-02  staff:R1,unit:L1,unit:B2,unit:H',
      '2026-01-05  direct:L1 first',
    ]));

  it('begins again with a handover between two moves, for the unit by itself as well', () =>
    expect(
      parts([...TREE, unit('L1', 'B2', '2026-02-02'), unit('L1', 'H', '2026-03-02')], STAFF, '2026-02-16'),
    ).toEqual([
      '2026-01-05 2026-02-02 staff:R1,unit:L1,unit:B1,unit:H first',
      '2026-02-02 2026-02-16 staff:R1,unit:L1,unit:B2,unit:H',
      '2026-01-05 2026-02-16 direct:L1 first',
      '2026-02-16 2026-03-02 staff:R2,unit:L1,unit:B2,unit:H',
      '2026-03-02  staff:R2,unit:L1,unit:H',
      '2026-02-16  direct:L1',
    ]));

  it('counts for its manager alone where the organisation does not know the place', () =>
    expect(parts(TREE, [manager('R1', 'NOWHERE')])).toEqual(['2026-01-05  staff:R1 first']));
});
