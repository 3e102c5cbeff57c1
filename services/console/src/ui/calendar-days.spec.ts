import { dayByKey, monthByKey, monthsLater, monthsOf, weeksOf, within } from './calendar-days.js';

describe('a calendar', () => {
  it('shows six weeks from a Monday, the month in them', () => {
    const weeks = weeksOf('2026-03-17');
    expect(weeks).toHaveLength(6);
    expect([weeks[0]![0], weeks[0]![6], weeks[5]![6]]).toEqual(['2026-02-23', '2026-03-01', '2026-04-05']);
  });
  it('shows the months of a year in four rows', () => {
    const months = monthsOf('2026-03-17');
    expect(months.map((row) => row.length)).toEqual([3, 3, 3, 3]);
    expect([months[0]![0], months[3]![2]]).toEqual(['2026-01-01', '2026-12-01']);
  });
  it('keeps the day of the month, or takes the last of a shorter one', () => {
    expect(monthsLater('2026-01-31', 1)).toBe('2026-02-28');
    expect(monthsLater('2024-02-29', -12)).toBe('2023-02-28');
    expect(monthsLater('2026-03-02', -3)).toBe('2025-12-02');
  });
  it.each([
    ['ArrowLeft', false, '2026-03-03'],
    ['ArrowRight', false, '2026-03-05'],
    ['ArrowUp', false, '2026-02-25'],
    ['ArrowDown', false, '2026-03-11'],
    ['Home', false, '2026-03-02'],
    ['End', false, '2026-03-08'],
    ['PageUp', false, '2026-02-04'],
    ['PageDown', true, '2027-03-04'],
    ['a', false, null],
  ])('is led through by %s (with Shift: %s)', (key, shift, to) => expect(dayByKey('2026-03-04', key, shift)).toBe(to));
  it('is led through by months too', () => {
    expect(monthByKey('2026-01-15', 'ArrowLeft')).toBe('2025-12-01');
    expect(monthByKey('2026-01-15', 'ArrowDown')).toBe('2026-04-01');
    expect(monthByKey('2026-01-15', 'Home')).toBeNull();
  });
  it('lets days be chosen from its first to its last', () => {
    expect(within('2026-03-02', '2026-03-02', '2026-03-02')).toBe(true);
    expect(within('2026-03-01', '2026-03-02')).toBe(false);
    expect(within('2026-03-03', undefined, '2026-03-02')).toBe(false);
  });
});
