import { chinaCalendar } from '@hengxin/contracts';
import { centsOf, yuanOf } from './money.rules.js';
import { isAhead, reviewDueAt } from './visit.rules.js';
import type { Visit } from './visit.state.js';

describe('rule 10: a review is due by 18:00 of the next working day', () => {
  it.each([
    ['on a Monday', '2026-03-02', '2026-03-03T18:00:00+08:00'],
    ['on a Friday', '2026-03-06', '2026-03-09T18:00:00+08:00'],
    ['before the Spring Festival, which ends on a working Saturday', '2026-02-14', '2026-02-24T18:00:00+08:00'],
  ])('of a visit that ended %s', (_, day, due) =>
    expect(reviewDueAt(chinaCalendar.nextWorkingDay(day), 'Asia/Shanghai')).toBe(due),
  );
});

describe('ahead of those who go along, a visit', () => {
  const begun = (businessDate: string) => ({ businessDate }) as Visit['started'];
  it.each<[string, boolean, Visit['state'], string, Visit['started']]>([
    ['planned for today is', true, 'PLANNED', '2026-03-02', null],
    ['planned for a later day is', true, 'PLANNED', '2026-03-09', null],
    ['planned for a day that is over is not', false, 'PLANNED', '2026-03-01', null],
    ['begun today is, whatever day it was planned for', true, 'STARTED', '2026-02-27', begun('2026-03-02')],
    ['begun on a day that is over is not', false, 'STARTED', '2026-03-02', begun('2026-03-01')],
    ['that has ended is not', false, 'ENDED', '2026-03-02', begun('2026-03-02')],
    ['that was reviewed is not', false, 'REVIEWED', '2026-03-02', begun('2026-03-02')],
    ['that was called off is not', false, 'CANCELLED', '2026-03-09', null],
    ['at which nobody was met is not', false, 'NO_SHOW', '2026-03-09', null],
  ])('%s', (_, ahead, state, plannedOn, started) =>
    expect(isAhead({ state, plannedOn, started }, '2026-03-02')).toBe(ahead),
  );
});

describe('an amount of yuan', () => {
  it.each([
    ['0', 0, '0.00'],
    ['12.5', 1250, '12.50'],
    ['1234567.80', 123456780, '1234567.80'],
    ['999999999999.99', 99999999999999, '999999999999.99'],
  ])('%s is kept in cents', (text, cents, shown) => {
    expect(centsOf(text)).toBe(cents);
    expect(yuanOf(cents)).toBe(shown);
  });
});
