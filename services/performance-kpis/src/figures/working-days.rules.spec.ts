import { type BusinessCalendar, chinaCalendar, dayNumber } from '@hengxin/contracts';
import { WorkingDays } from './working-days.rules.js';

const without = (day: string): BusinessCalendar =>
  Object.assign(Object.create(chinaCalendar) as BusinessCalendar, {
    isWorkingDay: (date: string) => date !== day && chinaCalendar.isWorkingDay(date),
  });

describe('working days', () => {
  const days = new WorkingDays(chinaCalendar);

  it('are the same again out of their table', () => {
    const again = WorkingDays.ofTable(days.table());
    expect(again.table()).toBe(days.table());
    expect(again.firstUnlike(days)).toBeUndefined();
    expect(again.ofYearOf(dayNumber('2026-07-01'))).toBe(days.ofYearOf(dayNumber('2026-07-01')));
  });

  it('of another calendar are unlike from the first day of the first year that has other days', () => {
    const others = new WorkingDays(without('2026-03-04'));
    expect(days.firstUnlike(others)).toBe(dayNumber('2026-01-01'));
    expect(WorkingDays.ofTable(others.table()).firstUnlike(days)).toBe(dayNumber('2026-01-01'));
  });
});
