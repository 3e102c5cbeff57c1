import { barsOf, begunAt, hoursOf, isKind, lengthOf, roadOf, spanOf } from './model.js';

describe('the road to ten thousand hours', () => {
  it('has ten stretches, walked one after the other', () => {
    expect(roadOf(90_000, 600_000)).toEqual([1, 0.5, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(roadOf(0, 600_000)).toEqual(Array(10).fill(0));
    expect(roadOf(700_000, 600_000)).toEqual(Array(10).fill(1));
  });
  it('is told in hours', () => expect([90, 5_999, 6_000, 90_059].map(hoursOf)).toEqual([1.5, 100, 100, 1_500]));
  it('shows what evidences the minutes, the most first, and nothing of nothing', () => {
    const kinds = [
      { kind: 'CONTACT', minutes: 30 },
      { kind: 'VISIT', minutes: 120 },
      { kind: 'STUDY', minutes: 0 },
    ];
    expect(barsOf(kinds)).toEqual([
      { kind: 'VISIT', minutes: 120, share: 1 },
      { kind: 'CONTACT', minutes: 30, share: 0.25 },
    ]);
    expect(barsOf([])).toEqual([]);
    expect([isKind('STUDY'), isKind('SLEEP')]).toEqual([true, false]);
  });
});

describe('study', () => {
  it('that has just ended began so long before, on the same day of the bank', () => {
    expect(begunAt(Date.parse('2026-03-02T14:30:00+08:00'), 60)).toBe('13:30');
    expect(begunAt(Date.parse('2026-03-02T00:20:00+08:00'), 60)).toBe('00:00');
  });
  it('lasts from its hour on', () => {
    expect(spanOf('2026-03-02', '13:30', 45)).toEqual({
      startedAt: '2026-03-02T13:30:00+08:00',
      endedAt: '2026-03-02T06:15:00.000Z',
    });
    expect(spanOf('2026-03-02', '', 45)).toBeNull();
    expect(spanOf('next week', '13:30', 45)).toBeNull();
    expect(lengthOf({ startedAt: '2026-03-02T13:30:00+08:00', endedAt: '2026-03-02T06:15:00Z' })).toBe(45);
  });
});
