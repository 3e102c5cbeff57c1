import { BankCalendar, chinaCalendar } from './business-calendar.js';

describe('rule 2: a bank’s own days overrule the built-in calendar', () => {
  const bank = () => new BankCalendar();

  it('a working day becomes a holiday, and every count says so', () => {
    const calendar = bank();
    expect(calendar.overrule([{ date: '2026-03-04', kind: 'HOLIDAY' }])).toBe(true);
    expect([calendar.dayKind('2026-03-04'), calendar.isWorkingDay('2026-03-04')]).toEqual(['HOLIDAY', false]);
    expect(calendar.workingDays('2026-03-02', '2026-03-06')).toBe(4);
    expect(calendar.workingDaysOfYear(2026)).toBe(chinaCalendar.workingDaysOfYear(2026) - 1);
    expect(calendar.nextWorkingDay('2026-03-03')).toBe('2026-03-05');
    expect(calendar.previousWorkingDay('2026-03-05')).toBe('2026-03-03');
  });

  it('a day off becomes a working one: at a weekend one worked in exchange', () => {
    const calendar = bank();
    calendar.overrule([
      { date: '2026-03-07', kind: 'WORKING_DAY' },
      { date: '2026-01-01', kind: 'WORKING_DAY' },
    ]);
    expect(['2026-03-07', '2026-01-01'].map((date) => calendar.dayKind(date))).toEqual([
      'MAKE_UP_WORKING_DAY',
      'WORKING_DAY',
    ]);
    expect(calendar.workingDays('2026-03-02', '2026-03-08')).toBe(6);
  });

  it('the later word of a day counts, and the same word again changes nothing', () => {
    const calendar = bank();
    const told = (kind: 'HOLIDAY' | 'WORKING_DAY') => calendar.overrule([{ date: '2026-03-04', kind }]);
    expect([told('HOLIDAY'), told('HOLIDAY'), told('WORKING_DAY')]).toEqual([true, false, true]);
    expect([calendar.version, calendar.dayKind('2026-03-04')]).toEqual([2, 'WORKING_DAY']);
  });

  it('days outside the calendar, and other banks, know nothing of it', () => {
    const calendar = bank();
    expect(calendar.overrule([{ date: '1999-01-01', kind: 'HOLIDAY' }])).toBe(false);
    calendar.overrule([{ date: '2026-03-04', kind: 'HOLIDAY' }]);
    expect([chinaCalendar, bank()].map((other) => other.isWorkingDay('2026-03-04'))).toEqual([true, true]);
    expect(calendar.provisional(2026)).toBe(chinaCalendar.provisional(2026));
  });
});
