import { chinaCalendar } from '@hengxin/contracts';
import { capacityOf, placesForWhatIsDue } from './capacity.policy.js';

const on = (date: string, rest: object = {}) => capacityOf({ workingDay: chinaCalendar.isWorkingDay(date), ...rest });

describe('rules 1 and 3: capacity', () => {
  it('is 10 on a working day', () => expect(on('2026-03-02')).toBe(10));
  it('is 10 on a weekend day worked in exchange for a holiday', () => expect(on('2026-02-14')).toBe(10));
  it('is 5 on a half day', () => expect(on('2026-03-02', { availability: 0.5 })).toBe(5));
  it('is 0 on leave', () => expect(on('2026-03-02', { availability: 0 })).toBe(0));
  it('is 0 on a day off, a holiday or a weekend', () =>
    expect([on('2026-02-17'), on('2026-03-07'), on('2026-03-07', { spreading: true })]).toEqual([0, 0, 0]));
  it('is 12 while what a leave left lying is spread again, 6 on a half day of it', () =>
    expect([on('2026-03-02', { spreading: true }), on('2026-03-02', { spreading: true, availability: 0.5 })]).toEqual([
      12, 6,
    ]));
  it('is rounded down', () => expect(on('2026-03-02', { availability: 0.33 })).toBe(3));
});

describe('rule 1: the places for promises and prompts', () => {
  it.each([
    [10, 6],
    [12, 7],
    [5, 3],
    [6, 3],
    [1, 0],
    [0, 0],
  ])('of %i are %i: 6 of 10, rounded down', (capacity, places) => expect(placesForWhatIsDue(capacity)).toBe(places));
});
