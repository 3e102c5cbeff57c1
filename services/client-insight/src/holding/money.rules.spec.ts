import { centsOf, yuanOf } from './money.rules.js';

describe('money', () => {
  it.each([
    ['0', 0],
    ['-0.00', 0],
    ['12', 1200],
    ['12.3', 1230],
    ['-0.05', -5],
    ['0012.30', 1230],
    ['999999999999.99', 99_999_999_999_999],
  ])('%s yuan are so many whole cents', (yuan, cents) => {
    expect(Object.is(centsOf(yuan), cents)).toBe(true);
  });

  it.each(['12.345', '1e5', '12345678901234567890', '1,000.00', '', '.5', '12.', '+1', 'NaN'])(
    '%p is no amount of yuan',
    (text) => expect(centsOf(text)).toBeUndefined(),
  );

  it.each(['USD 100', '100 USD', 'CNY 100', '¥100', '￥100', '$100', '100元', '１００'])(
    '%p, which names a currency or is no plain number, is none either',
    (text) => expect(centsOf(text)).toBeUndefined(),
  );

  it('is shown with two places', () => {
    expect([0, 5, 1230, -5, 99_999_999_999_999].map(yuanOf)).toEqual([
      '0.00',
      '0.05',
      '12.30',
      '-0.05',
      '999999999999.99',
    ]);
  });
});
