import { addDays, chinaCalendar as calendar } from '@hengxin/contracts';
import fc from 'fast-check';
import { isAway, type LeaveDays, roomOf } from './availability.policy.js';

const leave = (from: string, to = from, portion: LeaveDays['portion'] = 'FULL'): LeaveDays => ({ from, to, portion });
const places = (date: string, ...leaves: LeaveDays[]) => roomOf(date, leaves, calendar).capacity;

describe('rule 4: the room of a day', () => {
  const week = leave('2026-03-09', '2026-03-13');

  it('is none on leave, and the day is one of leave', () => {
    expect(roomOf('2026-03-09', [week], calendar)).toEqual({ dayKind: 'LEAVE', capacity: 0 });
    expect(places('2026-03-13', week)).toBe(0);
    expect(places('2026-03-06', week)).toBe(10);
  });
  it('is taken whole by a leave of whole days alone', () => {
    const half = leave('2026-03-16', '2026-03-16', 'MORNING');
    expect(['2026-03-08', '2026-03-09', '2026-03-13', '2026-03-16'].map((date) => isAway(date, [half, week]))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
  it('on a day off within a leave is that of the day off', () =>
    expect(roomOf('2026-03-14', [leave('2026-03-09', '2026-03-20')], calendar)).toEqual({
      dayKind: 'WEEKEND',
      capacity: 0,
    }));
  it('is half of it on half a day of leave, in the morning as in the afternoon', () => {
    expect([places('2026-03-09', leave('2026-03-09', '2026-03-09', 'MORNING'))]).toEqual([5]);
    expect(roomOf('2026-03-09', [leave('2026-03-09', '2026-03-09', 'AFTERNOON')], calendar)).toEqual({
      dayKind: 'WORKING_DAY',
      capacity: 5,
    });
  });
  it('is 12 after a leave for as many working days as it had', () => {
    const days = ['2026-03-16', '2026-03-17', '2026-03-18', '2026-03-19', '2026-03-20', '2026-03-23'];
    expect(days.map((date) => places(date, week))).toEqual([12, 12, 12, 12, 12, 10]);
    expect(places('2026-03-14', week)).toBe(0);
  });
  it('counts the working days of a leave alone, make-up working days with them', () => {
    // From the make-up Saturday over the Spring Festival: the 14th and the 24th are worked.
    const feast = leave('2026-02-14', '2026-02-24');
    expect(['2026-02-25', '2026-02-26', '2026-02-27'].map((date) => places(date, feast))).toEqual([12, 12, 10]);
  });
  it('is 12 for 30 working days at most', () => {
    const long = leave('2026-03-02', '2026-06-30');
    const spread = Array.from({ length: 120 }, (_, i) => places(addDays('2026-07-01', i), long));
    expect(spread.filter((capacity) => capacity === 12)).toHaveLength(30);
  });
  it('is never more than 12, and 12 only after a leave', () => {
    const leaves = fc.array(
      fc
        .record({ start: fc.nat(300), days: fc.nat(20), portion: fc.constantFrom('FULL', 'MORNING', 'AFTERNOON') })
        .map(({ start, days, portion }) =>
          leave(addDays('2026-01-01', start), addDays('2026-01-01', start + days), portion as 'FULL'),
        ),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(leaves, fc.nat(364), (taken, offset) => {
        const date = addDays('2026-01-01', offset);
        const capacity = places(date, ...taken);
        expect(capacity).toBeLessThanOrEqual(12);
        if (capacity > 10) expect(taken.some(({ to }) => to < date)).toBe(true);
      }),
    );
  });
});
