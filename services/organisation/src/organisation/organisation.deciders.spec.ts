import { PlacementApproved, PlacementDeclined, PlacementProposed, StaffPlaced, UnitPlaced } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { proposalId, proposalOf, staffDecider } from '../staff/staff.decider.js';
import { unitDecider } from '../unit/unit.decider.js';

const unit = { unitId: 'U1', parentId: 'H', kind: 'BRANCH', name: '东区分行', validFrom: null } as const;
const person = { staffId: 'S1', name: '王芳', role: 'RM', unitId: 'U1', validFrom: null } as const;

describe('a unit', () => {
  specify(unitDecider, {
    'a row says: this unit hangs under that parent from this day on': {
      when: { type: 'PlaceUnit', data: unit },
      then: [UnitPlaced.of(unit)],
    },
    'the same row again changes nothing': {
      given: [UnitPlaced.of(unit)],
      when: { type: 'PlaceUnit', data: unit },
      then: [],
    },
    'a later row moves it': {
      given: [UnitPlaced.of(unit)],
      when: { type: 'PlaceUnit', data: { ...unit, parentId: 'W', validFrom: '2026-03-01' } },
      then: [UnitPlaced.of({ ...unit, parentId: 'W', validFrom: '2026-03-01' })],
    },
    'a later row renames it': {
      given: [UnitPlaced.of(unit)],
      when: { type: 'PlaceUnit', data: { ...unit, name: '东部分行', validFrom: '2026-03-01' } },
      then: [UnitPlaced.of({ ...unit, name: '东部分行', validFrom: '2026-03-01' })],
    },
    'another row for the same day corrects it': {
      given: [UnitPlaced.of(unit)],
      when: { type: 'PlaceUnit', data: { ...unit, name: '东部分行' } },
      then: [UnitPlaced.of({ ...unit, name: '东部分行' })],
    },
  });
});

const place = (data: object) => ({
  type: 'PlaceStaff' as const,
  data: { ...person, unitKnown: true, by: 'admin-1', firstLoad: false, ...data },
});

describe('a member of staff', () => {
  specify(staffDecider, {
    'placed there from this day on': { when: place({}), then: [StaffPlaced.of(person)] },
    'the same row again changes nothing': { given: [StaffPlaced.of(person)], when: place({}), then: [] },
    'a later row is a transfer': {
      given: [StaffPlaced.of(person)],
      when: place({ unitId: 'U2', validFrom: '2026-03-01' }),
      then: [StaffPlaced.of({ ...person, unitId: 'U2', validFrom: '2026-03-01' })],
    },
    'a row of an earlier day is the first placement, told late: when a person joined is in no file': {
      given: [StaffPlaced.of({ ...person, validFrom: '2026-03-01' })],
      when: place({ unitId: 'U2', validFrom: '2026-01-01' }),
      then: [StaffPlaced.of({ ...person, unitId: 'U2', validFrom: '2026-01-01' })],
    },
    'a later row may change the role or the name': {
      given: [StaffPlaced.of({ ...person, role: 'UNIT_HEAD' })],
      when: place({ role: 'RM', name: '王芳芳', validFrom: '2026-03-01' }),
      then: [StaffPlaced.of({ ...person, role: 'RM', name: '王芳芳', validFrom: '2026-03-01' })],
    },
    'nobody works in a unit that is not known': { when: place({ unitKnown: false }), then: 'UNIT_UNKNOWN' },
    'a row may set the last day of a placement that is known': {
      given: [StaffPlaced.of(person)],
      when: place({ validTo: '2026-03-31' }),
      then: [StaffPlaced.of({ ...person, validTo: '2026-03-31' })],
    },
    'a later row brings back a person who has left': {
      given: [StaffPlaced.of({ ...person, validTo: '2026-03-31' })],
      when: place({ validFrom: '2026-06-01' }),
      then: [StaffPlaced.of({ ...person, validFrom: '2026-06-01' })],
    },
    'a last day is not before the first': {
      when: place({ validFrom: '2026-03-02', validTo: '2026-03-01' }),
      then: 'LAST_DAY_BEFORE_FIRST',
    },
    'one day is a placement': {
      when: place({ validFrom: '2026-03-02', validTo: '2026-03-02' }),
      then: [StaffPlaced.of({ ...person, validFrom: '2026-03-02', validTo: '2026-03-02' })],
    },
  });
});

describe('a placement that gives wide rights', () => {
  const head = { ...person, role: 'UNIT_HEAD' } as const;
  const proposed = PlacementProposed.of({ ...head, proposal: 1, proposedBy: 'admin-1' });
  const word = (type: 'ApprovePlacement' | 'DeclinePlacement', by: string, proposal = 1) =>
    ({ type, data: { staffId: 'S1', proposal, by } }) as const;
  const promoted = PlacementProposed.of({ ...head, validFrom: '2026-04-01', proposal: 1, proposedBy: 'admin-1' });
  const approved = [PlacementApproved.of({ staffId: 'S1', proposal: 1, approvedBy: 'admin-2' }), StaffPlaced.of(head)];
  specify(staffDecider, {
    'waits as a head of a unit': { when: place(head), then: [proposed] },
    'waits as head office': {
      when: place({ role: 'HEAD_OFFICE' }),
      then: [PlacementProposed.of({ ...person, role: 'HEAD_OFFICE', proposal: 1, proposedBy: 'admin-1' })],
    },
    'waits as an administrator': {
      when: place({ role: 'ADMIN' }),
      then: [PlacementProposed.of({ ...person, role: 'ADMIN', proposal: 1, proposedBy: 'admin-1' })],
    },
    'waits as an integration, which reads a whole subtree': {
      when: place({ role: 'INTEGRATION' }),
      then: [PlacementProposed.of({ ...person, role: 'INTEGRATION', proposal: 1, proposedBy: 'admin-1' })],
    },
    'waits as a promotion': {
      given: [StaffPlaced.of(person)],
      when: place({ role: 'UNIT_HEAD', validFrom: '2026-03-01' }),
      then: [PlacementProposed.of({ ...head, validFrom: '2026-03-01', proposal: 1, proposedBy: 'admin-1' })],
    },
    'waits as a correction of the same day': { given: [StaffPlaced.of(person)], when: place(head), then: [proposed] },
    'waits in another unit': {
      given: [StaffPlaced.of(head)],
      when: place({ ...head, unitId: 'U2' }),
      then: [PlacementProposed.of({ ...head, unitId: 'U2', proposal: 1, proposedBy: 'admin-1' })],
    },
    'waits for what lasts longer': {
      given: [StaffPlaced.of({ ...head, validTo: '2026-03-31' })],
      when: place({ ...head, validTo: '2026-04-30' }),
      then: [PlacementProposed.of({ ...head, validTo: '2026-04-30', proposal: 1, proposedBy: 'admin-1' })],
    },
    'waits for what has no last day any more': {
      given: [StaffPlaced.of({ ...head, validTo: '2026-03-31' })],
      when: place(head),
      then: [proposed],
    },
    'holds at once when it lasts less long': {
      given: [StaffPlaced.of(head)],
      when: place({ ...head, validTo: '2026-03-31' }),
      then: [StaffPlaced.of({ ...head, validTo: '2026-03-31' })],
    },
    'holds at once when the name alone is corrected': {
      given: [StaffPlaced.of(head)],
      when: place({ ...head, name: '王芳芳' }),
      then: [StaffPlaced.of({ ...head, name: '王芳芳' })],
    },
    'holds at once in a first load, when nobody could give a second word': {
      when: place({ ...head, firstLoad: true }),
      then: [StaffPlaced.of(head)],
    },
    'taken away holds at once': {
      given: [StaffPlaced.of(head)],
      when: place({ validFrom: '2026-03-01' }),
      then: [StaffPlaced.of({ ...person, validFrom: '2026-03-01' })],
    },
    'proposed twice is one proposal': { given: [proposed], when: place(head), then: [] },
    'proposed again for the same day replaces the proposal': {
      given: [proposed],
      when: place({ role: 'ADMIN' }),
      then: [PlacementProposed.of({ ...person, role: 'ADMIN', proposal: 2, proposedBy: 'admin-1' })],
    },
    'holds once a second administrator approves it': {
      given: [proposed],
      when: word('ApprovePlacement', 'admin-2'),
      then: approved,
    },
    'is not approved by the one who proposed it': {
      given: [proposed],
      when: word('ApprovePlacement', 'admin-1'),
      then: 'SECOND_WORD_MISSING',
    },
    'is not approved by whom it places': {
      given: [proposed],
      when: word('ApprovePlacement', 'S1'),
      then: 'OWN_PLACEMENT',
    },
    'is approved once': {
      given: [proposed, ...approved],
      when: word('ApprovePlacement', 'admin-3'),
      then: 'PLACEMENT_SETTLED',
    },
    'is unknown where nothing was proposed': {
      given: [proposed],
      when: word('ApprovePlacement', 'admin-2', 2),
      then: 'PLACEMENT_UNKNOWN',
    },
    'is let go when it is declined': {
      given: [proposed],
      when: word('DeclinePlacement', 'admin-2'),
      then: [PlacementDeclined.of({ staffId: 'S1', proposal: 1, declinedBy: 'admin-2' })],
    },
    'may be let go by the one who proposed it': {
      given: [proposed],
      when: word('DeclinePlacement', 'admin-1'),
      then: [PlacementDeclined.of({ staffId: 'S1', proposal: 1, declinedBy: 'admin-1' })],
    },
    'once declined is not approved': {
      given: [proposed, PlacementDeclined.of({ staffId: 'S1', proposal: 1, declinedBy: 'admin-2' })],
      when: word('ApprovePlacement', 'admin-2'),
      then: 'PLACEMENT_SETTLED',
    },
    'once declined may be proposed again': {
      given: [proposed, PlacementDeclined.of({ staffId: 'S1', proposal: 1, declinedBy: 'admin-2' })],
      when: place(head),
      then: [PlacementProposed.of({ ...head, proposal: 2, proposedBy: 'admin-1' })],
    },
    'is let go by a row that has the person leave after its first day, and then not approved': {
      given: [StaffPlaced.of(person), promoted],
      when: place({ validTo: '2026-06-30', by: 'admin-2' }),
      then: [
        StaffPlaced.of({ ...person, validTo: '2026-06-30' }),
        PlacementDeclined.of({ staffId: 'S1', proposal: 1, declinedBy: 'admin-2' }),
      ],
    },
    'stays when the placement before it is to end by its first day': {
      given: [StaffPlaced.of(person), promoted],
      when: place({ validTo: '2026-03-31' }),
      then: [StaffPlaced.of({ ...person, validTo: '2026-03-31' })],
    },
    'stays when it was proposed with the leave in view': {
      given: [StaffPlaced.of({ ...person, validTo: '2026-06-30' }), promoted],
      when: word('ApprovePlacement', 'admin-2'),
      then: [approved[0]!, StaffPlaced.of({ ...head, validFrom: '2026-04-01' })],
    },
    'stays when another proposal is approved, which ends after its first day': {
      given: [
        PlacementProposed.of({ ...head, validTo: '2026-12-31', proposal: 1, proposedBy: 'admin-1' }),
        PlacementProposed.of({ ...head, unitId: 'U2', validFrom: '2026-06-01', proposal: 2, proposedBy: 'admin-1' }),
        approved[0]!,
        StaffPlaced.of({ ...head, validTo: '2026-12-31' }),
      ],
      when: word('ApprovePlacement', 'admin-2', 2),
      then: [
        PlacementApproved.of({ staffId: 'S1', proposal: 2, approvedBy: 'admin-2' }),
        StaffPlaced.of({ ...head, unitId: 'U2', validFrom: '2026-06-01' }),
      ],
    },
    'is let go by a later row for the same day': {
      given: [proposed, StaffPlaced.of(person)],
      when: word('ApprovePlacement', 'admin-2'),
      then: 'PLACEMENT_SETTLED',
    },
  });
});

describe('nobody places themselves', () => {
  specify(staffDecider, {
    'not as head': { when: place({ role: 'UNIT_HEAD', by: 'S1' }), then: 'OWN_PLACEMENT' },
    'not as relationship manager either': { when: place({ by: 'S1' }), then: 'OWN_PLACEMENT' },
    'not in a first load either': { when: place({ role: 'ADMIN', by: 'S1', firstLoad: true }), then: 'OWN_PLACEMENT' },
    'a row that changes nothing of them is no placement': {
      given: [StaffPlaced.of(person)],
      when: place({ by: 'S1' }),
      then: [],
    },
  });

  it('a proposal is named by the person and a number', () => {
    expect(proposalOf(proposalId({ staffId: 'S.1', proposal: 12 }))).toEqual({ staffId: 'S.1', proposal: 12 });
    for (const id of ['', 'S1', 'S1.', 'S1.0', '.1', 'S 1.1', 'S1.1\n']) expect(proposalOf(id)).toBeUndefined();
  });
});
