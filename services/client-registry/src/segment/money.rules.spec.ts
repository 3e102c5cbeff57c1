import { centsOf, YUAN_PATTERN } from './money.rules.js';

describe('yuan as text', () => {
  it.each([
    ['0', 0],
    ['1', 100],
    ['1.5', 150],
    ['1234567.80', 123456780],
    ['-3.07', -307],
    ['-0.00', 0],
    ['999999999999.99', 99999999999999],
  ])('%s is %d cents', (text, cents) => {
    expect(text).toMatch(YUAN_PATTERN);
    expect(centsOf(text)).toBe(cents);
  });

  it.each(['', '1.', '.5', '01', '1e3', '1,000', '1.234', '1000000000000', '+1', ' 1'])('%j is none', (text) =>
    expect(text).not.toMatch(YUAN_PATTERN),
  );
});
