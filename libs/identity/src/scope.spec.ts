import { OrgTree, type Role } from '@hengxin/contracts';
import { callerOf } from './callers.js';
import type { Caller } from './port.js';
import { UnitScope, type Visible } from './scope.js';

/*
 * HQ ── B1 ── SB1 (R1, R2, head H1)   B1: head HB1
 *   │      └─ SB2 (R3)
 *   └── B2 ── SB3 (R4)
 */
const TODAY = '2026-03-02';
const tree = new OrgTree();
for (const [unitId, parentId, kind] of [
  ['HQ', null, 'HEAD_OFFICE'],
  ['B1', 'HQ', 'BRANCH'],
  ['B2', 'HQ', 'BRANCH'],
  ['SB1', 'B1', 'SUB_BRANCH'],
  ['SB2', 'B1', 'SUB_BRANCH'],
  ['SB3', 'B2', 'SUB_BRANCH'],
] as const)
  tree.placeUnit({ unitId, parentId, kind, name: unitId, validFrom: null });
const staff: [string, Role, string][] = [
  ['R1', 'RM', 'SB1'],
  ['R2', 'RM', 'SB1'],
  ['R3', 'RM', 'SB2'],
  ['R4', 'RM', 'SB3'],
  ['H1', 'UNIT_HEAD', 'SB1'],
  ['HB1', 'UNIT_HEAD', 'B1'],
  ['O1', 'HEAD_OFFICE', 'HQ'],
];
for (const [staffId, role, unitId] of staff) tree.placeStaff({ staffId, role, unitId, validFrom: null });

const directory = { tree, version: 1 };
const scope = new UnitScope(directory, () => TODAY);
const callers: Record<string, Caller> = {
  ...Object.fromEntries(staff.map(([id]) => [id, callerOf({ sub: id, exp: 0 }, directory, TODAY)])),
  admin: callerOf({ sub: 'loader', exp: 0, hengxin_role: 'ADMIN' }, directory, TODAY),
  crm: callerOf({ sub: 'crm', exp: 0, hengxin_role: 'INTEGRATION', hengxin_unit: 'B1' }, directory, TODAY),
  adrift: callerOf({ sub: 'adrift', exp: 0, hengxin_role: 'INTEGRATION' }, directory, TODAY),
};

describe('rule 24: an RM sees own clients, a unit head the subtree, head office all with masked names, an admin none', () => {
  // whose client -> who sees it; of these, who sees the name and may reveal the phone
  const clients: [string | null, string[], string[]][] = [
    ['R1', ['R1', 'H1', 'HB1', 'O1', 'crm'], ['R1', 'H1', 'HB1']],
    ['R2', ['R2', 'H1', 'HB1', 'O1', 'crm'], ['R2', 'H1', 'HB1']],
    ['R3', ['R3', 'HB1', 'O1', 'crm'], ['R3', 'HB1']],
    ['R4', ['R4', 'O1'], ['R4']],
    [null, ['O1'], []],
    ['gone', ['O1'], []],
  ];
  it.each(clients)('the client of %s', (rmId, seen, revealed) => {
    expect(all((caller) => scope.canSeeClient(caller, { rmId }))).toEqual(seen.sort());
    expect(all((caller) => scope.canRevealPhone(caller, { rmId }))).toEqual(revealed.sort());
    expect(all((caller) => scope.canSeeClient(caller, { rmId }) && !scope.masksNames(caller))).toEqual(revealed.sort());
  });

  it.each(['R4', 'H1'])('a helper sees the client and its contacts until the request is closed: %s', (helper) => {
    const facts = { rmId: 'R3', helperIds: [helper] };
    const contact = { ...facts, staffId: 'R3', unitId: 'SB2' };
    expect(all((caller) => scope.canSeeClient(caller, facts))).toEqual([helper, 'HB1', 'O1', 'R3', 'crm'].sort());
    expect(all((caller) => scope.canRevealPhone(caller, facts))).toEqual([helper, 'HB1', 'R3'].sort());
    expect(all((caller) => scope.canReadNotes(caller, contact))).toEqual([helper, 'HB1', 'R3'].sort());
    expect(all((caller) => scope.canSeeVisit(caller, { ...contact, takingPart: [] }))).toContain(helper);
  });

  // made by, in, for a client of -> who sees the contact, who reads its notes
  const contacts: [string, string, string | null, string[], string[]][] = [
    ['R1', 'SB1', 'R1', ['R1', 'H1', 'HB1', 'O1', 'crm'], ['R1', 'H1', 'HB1']],
    // made elsewhere for a client of ours
    ['R4', 'SB3', 'R1', ['R1', 'R4', 'H1', 'HB1', 'O1'], ['R1', 'R4', 'H1', 'HB1']],
    ['R1', 'SB3', 'R4', ['R1', 'R4', 'O1'], ['R1', 'R4']], // made before a transfer: it stays with the old unit
    ['R3', 'SB2', null, ['R3', 'HB1', 'O1', 'crm'], ['R3', 'HB1']],
  ];
  it.each(contacts)('a contact made by %s in %s with the client of %s', (staffId, unitId, rmId, seen, read) => {
    expect(all((caller) => scope.canSeeContact(caller, { staffId, unitId, rmId }))).toEqual(seen.sort());
    expect(all((caller) => scope.canReadNotes(caller, { staffId, unitId, rmId }))).toEqual(read.sort());
  });

  // unit -> who lists it, who reads its figures
  const units: [string, string[]][] = [
    ['HQ', ['O1']],
    ['B1', ['HB1', 'O1', 'crm']],
    ['B2', ['O1']],
    ['SB1', ['R1', 'R2', 'H1', 'HB1', 'O1', 'crm']],
    ['SB2', ['R3', 'HB1', 'O1', 'crm']],
    ['SB3', ['R4', 'O1']],
    ['nowhere', ['O1']],
  ];
  it.each(units)('the unit %s', (unitId, readers) => {
    expect(all((caller) => scope.canSeeFigures(caller, { unitId }))).toEqual(readers.sort());
    expect(all((caller) => scope.canSeeUnit(caller, unitId))).toEqual([...readers, 'admin'].sort());
  });

  const people: [string, string[]][] = [
    ['R1', ['R1', 'H1', 'HB1', 'O1', 'crm']],
    ['R3', ['R3', 'HB1', 'O1', 'crm']],
    ['R4', ['R4', 'O1']],
    ['HB1', ['HB1', 'O1', 'crm']],
    ['nobody', ['O1']],
  ];
  it.each(people)('the figures of %s', (staffId, readers) => {
    expect(all((caller) => scope.canSeeFigures(caller, { staffId }))).toEqual(readers.sort());
    expect(all((caller) => scope.canSeeStaff(caller, staffId))).toEqual([...readers, 'admin'].sort());
  });

  const lists: [string, Visible | string[], Visible | string[]][] = [
    ['R1', ['SB1'], ['R1']],
    ['H1', ['SB1'], ['H1', 'R1', 'R2']],
    ['HB1', ['B1', 'SB1', 'SB2'], ['H1', 'HB1', 'R1', 'R2', 'R3']],
    ['O1', 'ALL', 'ALL'],
    ['crm', ['B1', 'SB1', 'SB2'], ['H1', 'HB1', 'R1', 'R2', 'R3']],
    ['adrift', [], []],
    ['admin', [], []],
  ];
  it.each(lists)('what %s may list', (name, units, rms) => {
    const sorted = (visible: Visible) => (visible === 'ALL' ? 'ALL' : [...visible].sort());
    expect(sorted(scope.visibleUnits(callers[name]!))).toEqual(units);
    expect(sorted(scope.visibleRms(callers[name]!))).toEqual(rms);
  });

  describe('rule 4: a cover sees and contacts the clients of a colleague on the days of the leave and on no others', () => {
    const days = { R2: ['2026-03-02', '2026-03-03'] };
    const covers = {
      coveredBy: (coverId: string, on: string) => (coverId === 'R4' && days.R2.includes(on) ? ['R2'] : []),
    };
    const on = (today: string) => new UnitScope(directory, () => today, covers);
    const cover = callers['R4']!;

    it.each([
      ['2026-03-01', false],
      ['2026-03-02', true],
      ['2026-03-03', true],
      ['2026-03-04', false],
    ])('on %s: %p', (today, isCovered) => {
      const sees = on(today);
      expect(sees.canSeeClient(cover, { rmId: 'R2' })).toBe(isCovered);
      expect(sees.canRevealPhone(cover, { rmId: 'R2' })).toBe(isCovered);
      expect(sees.canSeeContact(cover, { staffId: 'R2', unitId: 'SB1', rmId: 'R2' })).toBe(isCovered);
      expect(sees.visibleRms(cover)).toEqual(new Set(isCovered ? ['R4', 'R2'] : ['R4']));
      expect(sees.coveredRms(cover)).toEqual(isCovered ? ['R2'] : []);
    });

    it('a contact is judged by the day on which it takes place, whenever it is told', () => {
      for (const today of ['2026-03-03', '2026-03-09']) {
        const contacts = (date: string) => on(today).canContactClient(cover, { rmId: 'R2' }, date);
        expect([today, contacts('2026-03-02'), contacts('2026-03-04')]).toEqual([today, true, false]);
      }
      expect(on('2026-03-09').canContactClient(cover, { rmId: 'R4' }, '2026-03-02')).toBe(true);
      expect(on('2026-03-02').canContactClient(callers['H1']!, { rmId: 'R2' }, '2026-03-04')).toBe(true);
      expect(on('2026-03-02').canContactClient(cover, { rmId: null }, '2026-03-02')).toBe(false);
    });

    it('a cover changes nothing about them, and sees nothing of the colleague’s other work', () => {
      const sees = on('2026-03-02');
      expect(sees.changeableRms(cover)).toEqual(new Set(['R4']));
      expect(sees.changeableRms(callers['H1']!)).toEqual(sees.visibleRms(callers['H1']!));
      expect(all((caller) => sees.mayChangeClient(caller, 'R2'))).toEqual(['R2', 'H1', 'HB1', 'O1', 'crm'].sort());
      expect(all((caller) => sees.mayChangeClient(caller, null))).toEqual([]);
      expect([sees.canSeeStaff(cover, 'R2'), sees.canSeeUnit(cover, 'SB1')]).toEqual([false, false]);
      // The one who is away sees no clients of the cover, nobody else sees any more than before.
      expect(sees.canSeeClient(callers['R2']!, { rmId: 'R4' })).toBe(false);
      expect(all((caller) => sees.canSeeClient(caller, { rmId: 'R2' }))).toEqual(
        ['R2', 'R4', 'H1', 'HB1', 'O1', 'crm'].sort(),
      );
    });
  });

  it('nothing is kept of a unit that nobody knows, so that no caller fills the memory', () => {
    const fresh = new UnitScope(directory, () => TODAY);
    for (let at = 0; at < 1_000; at++) expect([...fresh.subtree(`X${at}`), ...fresh.staffBelow(`X${at}`)]).toEqual([]);
    expect([fresh['subtrees'].size, fresh['staffOfUnits'].size]).toEqual([0, 0]);
    expect([...fresh.staffBelow('SB1')].sort()).toEqual(['H1', 'R1', 'R2']);
    expect([fresh['subtrees'].size, fresh['staffOfUnits'].size]).toEqual([1, 1]);
  });

  function all(sees: (caller: Caller) => boolean): string[] {
    return Object.keys(callers)
      .filter((name) => sees(callers[name]!))
      .sort();
  }
});

describe('who a token stands for', () => {
  it('has the role and place of today', () => {
    expect(callerOf({ sub: 'R1', exp: 0, hengxin_unit: 'HQ' }, directory, TODAY)).toEqual({
      id: 'R1',
      role: 'RM',
      unitId: 'SB1',
      isStaff: true,
    });
  });

  it.each(['ADMIN', 'INTEGRATION', 'RM', 'UNIT_HEAD', 'ROOT', ''])(
    'with the claimed role %p is never somebody of the staff file',
    (role) => {
      expect(() => callerOf({ sub: 'R1', exp: 0, hengxin_role: role }, directory, TODAY)).toThrow('ACCOUNT_IS_STAFF');
    },
  );

  it('of an account stays an account, or nobody, when the staff file comes to list its name', () => {
    const growing = new OrgTree();
    const loader = () =>
      callerOf({ sub: 'loader', exp: 0, hengxin_role: 'ADMIN' }, { tree: growing, version: 1 }, TODAY);
    expect(loader()).toMatchObject({ role: 'ADMIN', isStaff: false });
    growing.placeStaff({ staffId: 'loader', role: 'UNIT_HEAD', unitId: 'SB1', validFrom: null });
    expect(loader).toThrow('ACCOUNT_IS_STAFF');
  });

  it('is nobody after the last day, not even a service account, until a later placement', () => {
    const leaving = new OrgTree();
    leaving.placeStaff({ staffId: 'S8', role: 'UNIT_HEAD', unitId: 'SB1', validFrom: null, validTo: '2026-03-31' });
    leaving.placeStaff({ staffId: 'S8', role: 'RM', unitId: 'SB2', validFrom: '2026-06-01' });
    const on = (today: string, claims = {}) =>
      callerOf({ sub: 'S8', exp: 0, ...claims }, { tree: leaving, version: 1 }, today);
    expect(on('2026-03-31')).toMatchObject({ role: 'UNIT_HEAD', unitId: 'SB1' });
    expect(() => on('2026-04-01')).toThrow('STAFF_UNKNOWN');
    expect(() => on('2026-04-01', { hengxin_role: 'ADMIN' })).toThrow('ACCOUNT_IS_STAFF');
    expect(on('2026-06-01')).toMatchObject({ role: 'RM', unitId: 'SB2' });
  });

  it.each([undefined, 'RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'ROOT'])(
    'is nobody when the staff file has no such person and the claimed role is %p',
    (role) => {
      expect(() =>
        callerOf({ sub: 'stranger', exp: 0, ...(role && { hengxin_role: role }) }, directory, TODAY),
      ).toThrow('STAFF_UNKNOWN');
    },
  );

  it('changes with a transfer, on its day', () => {
    const moving = new OrgTree();
    moving.placeStaff({ staffId: 'R9', role: 'RM', unitId: 'SB1', validFrom: null });
    moving.placeStaff({ staffId: 'R9', role: 'UNIT_HEAD', unitId: 'SB3', validFrom: '2026-04-01' });
    const on = (today: string) => callerOf({ sub: 'R9', exp: 0 }, { tree: moving, version: 1 }, today);
    expect(on('2026-03-31')).toMatchObject({ role: 'RM', unitId: 'SB1' });
    expect(on('2026-04-01')).toMatchObject({ role: 'UNIT_HEAD', unitId: 'SB3' });
  });

  it('is nobody before the first day, not even a service account', () => {
    const coming = new OrgTree();
    coming.placeStaff({ staffId: 'S9', role: 'UNIT_HEAD', unitId: 'SB1', validFrom: '2026-04-01' });
    const on = (today: string, claims = {}) =>
      callerOf({ sub: 'S9', exp: 0, ...claims }, { tree: coming, version: 1 }, today);
    expect(() => on('2026-03-31')).toThrow('STAFF_UNKNOWN');
    expect(() => on('2026-03-31', { hengxin_role: 'ADMIN' })).toThrow('ACCOUNT_IS_STAFF');
    expect(on('2026-04-01')).toMatchObject({ role: 'UNIT_HEAD', unitId: 'SB1' });
  });
});

describe('a person who has left', () => {
  it('leaves clients and contacts that the heads above still see', () => {
    const left = new OrgTree();
    left.placeUnit({ unitId: 'A', parentId: null, kind: 'BRANCH', name: 'A', validFrom: null });
    left.placeStaff({ staffId: 'H', role: 'UNIT_HEAD', unitId: 'A', validFrom: null });
    left.placeStaff({ staffId: 'L', role: 'RM', unitId: 'A', validFrom: null, validTo: '2026-02-28' });
    const after = new UnitScope({ tree: left, version: 1 }, () => TODAY);
    const head: Caller = { id: 'H', role: 'UNIT_HEAD', unitId: 'A', isStaff: true };
    expect(after.canSeeClient(head, { rmId: 'L' })).toBe(true);
    expect(after.canRevealPhone(head, { rmId: 'L' })).toBe(true);
    expect(after.visibleRms(head)).toEqual(new Set(['H', 'L']));
    expect(after.canSeeFigures(head, { staffId: 'L' })).toBe(true);
  });
});

describe('what a scope keeps', () => {
  it('is computed again when the tree or the day changes', () => {
    const growing = { tree: new OrgTree(), version: 1 };
    let today = TODAY;
    const kept = new UnitScope(growing, () => today);
    const head: Caller = { id: 'H', role: 'UNIT_HEAD', unitId: 'A', isStaff: true };
    growing.tree.placeUnit({ unitId: 'A', parentId: null, kind: 'BRANCH', name: 'A', validFrom: null });
    expect(kept.visibleUnits(head)).toEqual(new Set(['A']));
    growing.tree.placeUnit({ unitId: 'B', parentId: 'X', kind: 'SUB_BRANCH', name: 'B', validFrom: null });
    growing.tree.placeUnit({ unitId: 'B', parentId: 'A', kind: 'SUB_BRANCH', name: 'B', validFrom: '2026-03-03' });
    growing.version++;
    expect(kept.visibleUnits(head)).toEqual(new Set(['A']));
    today = '2026-03-03';
    expect(kept.visibleUnits(head)).toEqual(new Set(['A', 'B']));
  });
});
