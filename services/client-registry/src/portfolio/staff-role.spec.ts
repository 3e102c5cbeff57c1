import { OrgTree } from '@hengxin/contracts';
import { roleForClients } from './staff-role.js';

const TODAY = '2026-03-02';
const tree = new OrgTree();
for (const [staffId, role, validFrom] of [
  ['ALWAYS', 'RM', null],
  ['HEAD', 'UNIT_HEAD', null],
  ['PROMOTED', 'RM', '2024-01-01'],
  ['PROMOTED', 'UNIT_HEAD', '2025-01-01'],
  ['NEW', 'RM', '2026-02-01'],
  ['COMING', 'RM', '2026-04-01'],
] as const)
  tree.placeStaff({ staffId, role, unitId: 'U1', validFrom });
tree.placeStaff({ staffId: 'LEFT', role: 'RM', unitId: 'U1', validFrom: null, validTo: '2026-03-01' });
tree.placeStaff({ staffId: 'LEAVING', role: 'RM', unitId: 'U1', validFrom: null, validTo: '2026-03-31' });
tree.placeStaff({ staffId: 'BACK', role: 'RM', unitId: 'U1', validFrom: '2024-01-01', validTo: '2025-12-31' });
tree.placeStaff({ staffId: 'BACK', role: 'RM', unitId: 'U1', validFrom: '2026-03-02' });

describe('the role in which somebody takes a client on from a day on', () => {
  it.each([
    ['ALWAYS', '2020-01-01', 'RM'],
    ['HEAD', TODAY, 'UNIT_HEAD'],
    ['NOBODY', TODAY, null],
    // History: from before the staff file knew them, and from before they led a unit.
    ['NEW', '2020-01-01', 'RM'],
    ['PROMOTED', '2020-01-01', 'RM'],
    ['PROMOTED', '2024-06-01', 'RM'],
    ['PROMOTED', TODAY, 'UNIT_HEAD'],
    // Nobody keeps clients before their first day.
    ['COMING', '2020-01-01', null],
    ['COMING', TODAY, null],
    ['COMING', '2026-03-31', null],
    ['COMING', '2026-04-01', 'RM'],
    ['COMING', '2026-05-01', 'RM'],
    // Nor after their last, to any day that the assignment is dated back to.
    ['LEFT', TODAY, null],
    ['LEFT', '2026-02-01', null],
    ['LEFT', '2026-05-01', null],
    ['LEAVING', TODAY, 'RM'],
    ['LEAVING', '2026-03-31', 'RM'],
    ['LEAVING', '2026-04-01', null],
    ['BACK', TODAY, 'RM'],
    ['BACK', '2026-01-15', 'RM'],
  ])('%s from %s: %p', (staffId, from, role) => expect(roleForClients({ tree }, staffId, from, TODAY)).toBe(role));
});
