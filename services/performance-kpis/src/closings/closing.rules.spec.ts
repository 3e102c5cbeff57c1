import { chinaCalendar } from '@hengxin/contracts';
import { closesOn } from './closing.rules.js';

describe('a period closes by itself', () => {
  it.each([
    ['on the third working day after it', '2026-03-10', '2026-03-13'],
    ['days off are passed over', '2026-03-12', '2026-03-17'],
    ['and so are holidays: Qingming is from 4 to 6 April', '2026-04-01', '2026-04-07'],
    ['a make-up Saturday counts', '2026-02-12', '2026-02-24'],
    ['a month at its third working day', '2026-02-28', '2026-03-04'],
  ])('%s: %s on %s', (_what, end, day) => expect(closesOn(chinaCalendar, end)).toBe(day));

  it('or never, where the calendar ends', () =>
    expect(closesOn(chinaCalendar, `${chinaCalendar.lastYear}-12-31`)).toBeUndefined());
});
