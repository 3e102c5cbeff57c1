import { centsOf, yuanOf } from './money.rules.js';
import { reviewDueAt } from './visit.rules.js';

describe('rule 10: a review is due by 18:00 of the next working day', () => {
  it.each([
    ['on a Monday', '2026-03-02', '2026-03-03T18:00:00+08:00'],
    ['on a Friday', '2026-03-06', '2026-03-09T18:00:00+08:00'],
    ['before the Spring Festival, which ends on a working Saturday', '2026-02-14', '2026-02-24T18:00:00+08:00'],
  ])('of a visit that ended %s', (_, day, due) => expect(reviewDueAt(day, 'Asia/Shanghai')).toBe(due));
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
