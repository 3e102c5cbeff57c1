import fc from 'fast-check';
import { chinaCalendar as calendar, isDueProvisional } from './business-calendar.js';
import { addDays, daysBetween } from './dates.js';

describe('the calendar of mainland China', () => {
  it.each([
    ['2026-03-02', 'WORKING_DAY'],
    ['2026-03-07', 'WEEKEND'],
    ['2026-02-14', 'MAKE_UP_WORKING_DAY'],
    ['2026-02-17', 'HOLIDAY'],
    ['2026-10-03', 'HOLIDAY'],
    ['2026-10-10', 'MAKE_UP_WORKING_DAY'],
  ])('%s is a %s', (date, kind) => expect(calendar.dayKind(date)).toBe(kind));

  it('make-up working days (调休) count', () => {
    expect(calendar.isWorkingDay('2026-02-14')).toBe(true);
    expect(calendar.workingDays('2026-02-14', '2026-02-14')).toBe(1);
  });

  it('2026 has 248 working days', () => expect(calendar.workingDaysOfYear(2026)).toBe(248));

  it('a year whose official holidays are not yet known is provisional: weekends and statutory festivals are off', () => {
    expect(calendar.provisional(2026)).toBe(false);
    expect(calendar.provisional(2027)).toBe(true);
    for (const festival of [
      '2027-01-01',
      '2027-02-05',
      '2027-02-06',
      '2027-04-05',
      '2027-05-01',
      '2027-06-09',
      '2027-09-15',
      '2027-10-01',
    ])
      expect([festival, calendar.dayKind(festival)]).toEqual([festival, 'HOLIDAY']);
    expect(calendar.dayKind('2027-10-09')).toBe('WEEKEND');
  });

  it.each([
    ['2026-12-31', false],
    ['2026-12-31T18:00:00+08:00', false],
    ['2027-01-04', true],
    ['2027-01-04T18:00:00+08:00', true],
  ])('%s, where working days were counted up to it, is provisional: %s', (due, provisional) =>
    expect(isDueProvisional(due)).toBe(provisional),
  );

  it('the next and the previous working day skip the Spring Festival', () => {
    expect(calendar.nextWorkingDay('2026-02-14')).toBe('2026-02-24');
    expect(calendar.previousWorkingDay('2026-02-24')).toBe('2026-02-14');
  });

  it.each(['2003-12-31', '2099-01-01', '2026-02-30', 'x'])('does not know %s', (date) => {
    expect(calendar.supports(date)).toBe(false);
    expect(() => calendar.dayKind(date)).toThrow(RangeError);
  });

  it('counts working days as a walk over the days does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: -5, max: 900 }), (start, length) => {
        const from = addDays('2004-01-01', start);
        const to = addDays(from, length);
        let walked = 0;
        for (let i = 0; i <= daysBetween(from, to); i++) if (calendar.isWorkingDay(addDays(from, i))) walked++;
        expect(calendar.workingDays(from, to)).toBe(walked);
      }),
    );
  });
});
