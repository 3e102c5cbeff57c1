import { TargetsSet } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { type SetTargets, targetsDecider, type WantedTarget } from './target.decider.js';

const one = {
  unitId: 'U1',
  staffId: null,
  metric: 'CONTACTS',
  month: '2026-03-01',
  base: 100,
  stretch: 120,
  challenge: null,
};
const GONE = { unitId: null, staffId: 'S1', base: null, stretch: null, challenge: null };
const wanted: WantedTarget = {
  ...one,
  direction: 'HIGHER_IS_BETTER',
  isWithinReach: true,
  opensOn: null,
  isThere: true,
};
const set = { setId: 'T1', setBy: 'H1', setAt: '2026-02-20T09:00:00+08:00' };
const command = (...targets: WantedTarget[]): SetTargets => ({
  type: 'SetTargets',
  data: { ...set, targets, fieldOf: (place) => ['input', 'targets', String(place)] },
});
const done = TargetsSet.of({ ...set, targets: [one] });

describe('targets', () => {
  specify(targetsDecider, {
    'are set': { when: command(wanted), then: [done] },
    'that stand already are set once': { given: [done], when: command(wanted), then: [] },
    'are set again where they change': {
      given: [done],
      when: command({ ...wanted, base: 90 }),
      then: [TargetsSet.of({ ...set, targets: [{ ...one, base: 90 }] })],
    },
    'of a unit and a member of staff at once are refused': {
      when: command({ ...wanted, staffId: 'S1' }),
      then: 'TARGET_SCOPE_NOT_ONE',
    },
    'of nobody are refused': { when: command({ ...wanted, unitId: null }), then: 'TARGET_SCOPE_NOT_ONE' },
    'of a unit out of reach are refused as if there were none': {
      when: command({ ...wanted, isWithinReach: false }),
      then: 'TARGET_UNIT_UNKNOWN',
    },
    'of a member of staff out of reach are refused as if there were none': {
      when: command({ ...wanted, unitId: null, staffId: 'S1', isWithinReach: false }),
      then: 'TARGET_STAFF_UNKNOWN',
    },
    'of a month before its unit opens are refused': {
      when: command({ ...wanted, opensOn: '2026-04-01' }),
      then: 'TARGET_UNIT_NOT_OPEN',
    },
    'of the month in which its unit opens are set': {
      when: command({ ...wanted, opensOn: '2026-03-31' }),
      then: [done],
    },
    'of a month in which a member of staff does not work are refused': {
      when: command({ ...wanted, unitId: null, staffId: 'S1', isThere: false }),
      then: 'TARGET_STAFF_NOT_THERE',
    },
    'of a member of staff who has left can be taken back': {
      when: command({ ...wanted, ...GONE, isThere: false }),
      then: [TargetsSet.of({ ...set, targets: [{ ...one, ...GONE }] })],
    },
    'of no metric are refused': { when: command({ ...wanted, direction: undefined }), then: 'TARGET_METRIC_UNKNOWN' },
    'of a day within a month are refused': {
      when: command({ ...wanted, month: '2026-03-02' }),
      then: 'TARGET_MONTH',
    },
    'with levels out of order are refused': { when: command({ ...wanted, stretch: 99 }), then: 'TARGET_LEVELS' },
    'that name one month twice are refused': { when: command(wanted, wanted), then: 'TARGET_TWICE' },
    'are set all or not at all': {
      when: command(wanted, { ...wanted, month: '2026-04-01', stretch: 1 }),
      then: 'TARGET_LEVELS',
    },
  });
});
