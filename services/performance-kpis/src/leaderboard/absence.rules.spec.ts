import { chinaCalendar } from '@hengxin/contracts';
import { isAwayAllOf } from './absence.rules.js';

const MARCH = { start: '2026-03-01', end: '2026-03-31' };
const leave = (from: string, to: string) => ({ from, to });

describe('rule 15: on leave all period', () => {
  it.each([
    ['is who is away from its first day to its last', MARCH, [leave('2026-03-01', '2026-03-31')], true],
    ['is who is away for longer than it', MARCH, [leave('2026-01-01', '2026-12-31')], true],
    ['is who is away on all its working days: 1 March is a Sunday', MARCH, [leave('2026-03-02', '2026-03-31')], true],
    [
      'is who is away by one leave after another',
      MARCH,
      [leave('2026-02-20', '2026-03-13'), leave('2026-03-16', '2026-04-03')],
      true,
    ],
    ['is not who was there on one working day', MARCH, [leave('2026-03-03', '2026-03-31')], false],
    ['is not who was there on the last one', MARCH, [leave('2026-03-01', '2026-03-30')], false],
    ['is nobody without a leave', MARCH, [], false],
    ['is nobody on a day off', { start: '2026-03-01', end: '2026-03-01' }, [leave('2026-03-01', '2026-03-31')], false],
  ])('%s', (_what, period, leaves, expected) => expect(isAwayAllOf(period, leaves, chinaCalendar)).toBe(expected));
});
