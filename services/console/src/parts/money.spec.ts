import { yuanText, yuanTyped } from './money.js';

describe('money', () => {
  it('is read with its thousands apart, and places only where it has some', () => {
    expect(['0.00', '120.00', '1234567.80', '-1000.05', '999999999999.99'].map(yuanText)).toEqual([
      '¥0',
      '¥120',
      '¥1,234,567.80',
      '-¥1,000.05',
      '¥999,999,999,999.99',
    ]);
  });
  it('is taken as people type it; what is none is left to the platform', () => {
    expect(['120', ' 1,200.5 ', '１２０', 'many', ''].map(yuanTyped)).toEqual([
      '120.00',
      '1200.50',
      '120.00',
      'many',
      '',
    ]);
  });
});
