import { chinaCalendar } from '@hengxin/contracts';
import { complaintDueAt, deskAbove, firstDesk } from './complaint.rules.js';

const due = (at: string, days = 2) => complaintDueAt(at, days, 'Asia/Shanghai', chinaCalendar);
const unit = (unitId: string, headId: string | null) => ({ unitId, headId });

describe('a complaint is to be answered', () => {
  it('by 18:00 of the second working day after it came', () =>
    expect(due('2026-03-02T09:00:00+08:00')).toBe('2026-03-04T18:00:00+08:00'));
  it('with days off left out', () => expect(due('2026-03-06T09:00:00+08:00')).toBe('2026-03-10T18:00:00+08:00'));
  it('within as many working days as the bank says', () =>
    expect([1, 5].map((days) => due('2026-03-02T09:00:00+08:00', days))).toEqual([
      '2026-03-03T18:00:00+08:00',
      '2026-03-09T18:00:00+08:00',
    ]));
  it('by the day in the bank’s time zone on which it came', () =>
    expect(due('2026-03-02T23:30:00Z')).toBe('2026-03-05T18:00:00+08:00'));
});

describe('a complaint comes to the head', () => {
  it('of the unit in which it was heard', () =>
    expect(firstDesk([unit('U1', 'H1'), unit('B1', 'HB')])).toEqual({ unitId: 'U1', addresseeId: 'H1' }));
  it('of the next unit above that has one, where the unit has none', () =>
    expect(firstDesk([unit('U1', null), unit('B1', 'HB')])).toEqual({ unitId: 'B1', addresseeId: 'HB' }));
  it('that the unit gets first, where nobody is above', () =>
    expect(firstDesk([unit('U1', null), unit('B1', null)])).toEqual({ unitId: 'U1', addresseeId: null }));
  it('next above, one that has a head, and no further than the top', () => {
    const above = [unit('U1', 'H1'), unit('B1', null), unit('HO', 'HH')];
    expect(deskAbove({ unitId: 'U1', addresseeId: 'H1' }, above)).toEqual({ unitId: 'HO', addresseeId: 'HH' });
    expect(deskAbove({ unitId: 'HO', addresseeId: 'HH' }, above)).toBeNull();
  });
});
