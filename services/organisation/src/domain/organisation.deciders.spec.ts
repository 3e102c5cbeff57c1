import { StaffPlaced, UnitPlaced } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { staffDecider } from './staff.decider.js';
import { unitDecider } from './unit.decider.js';

const unit = { unitId: 'U1', parentId: 'H', kind: 'BRANCH', name: '东区分行', validFrom: null } as const;
const person = { staffId: 'S1', name: '王芳', role: 'RM', unitId: 'U1', validFrom: null } as const;

describe('a unit', () => {
  specify(unitDecider, {
    'a row says: this unit hangs under that parent from this day on': {
      when: { type: 'PlaceUnit', data: unit },
      then: [UnitPlaced.of(unit)],
    },
    'the same row again changes nothing': { given: [UnitPlaced.of(unit)], when: { type: 'PlaceUnit', data: unit }, then: [] },
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

describe('a member of staff', () => {
  const place = (data: object) => ({ type: 'PlaceStaff' as const, data: { ...person, unitKnown: true, ...data } });
  specify(staffDecider, {
    'placed there from this day on': { when: place({}), then: [StaffPlaced.of(person)] },
    'the same row again changes nothing': { given: [StaffPlaced.of(person)], when: place({}), then: [] },
    'a later row is a transfer': {
      given: [StaffPlaced.of(person)],
      when: place({ unitId: 'U2', validFrom: '2026-03-01' }),
      then: [StaffPlaced.of({ ...person, unitId: 'U2', validFrom: '2026-03-01' })],
    },
    'a later row may change the role or the name': {
      given: [StaffPlaced.of(person)],
      when: place({ role: 'UNIT_HEAD', name: '王芳芳', validFrom: '2026-03-01' }),
      then: [StaffPlaced.of({ ...person, role: 'UNIT_HEAD', name: '王芳芳', validFrom: '2026-03-01' })],
    },
    'nobody works in a unit that is not known': { when: place({ unitKnown: false }), then: 'UNIT_UNKNOWN' },
  });
});
