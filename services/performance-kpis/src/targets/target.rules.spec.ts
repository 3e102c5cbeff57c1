import { chinaCalendar, type MonthTarget } from '@hengxin/contracts';
import { attainmentOf, levelsInOrder, monthKnown, placeOfTwice, targetOfPeriod } from './target.rules.js';

const target = (base: number | null, stretch: number | null = null, challenge: number | null = null): MonthTarget => ({
  unitId: 'U1',
  staffId: null,
  metric: 'CONTACTS',
  month: '2026-03-01',
  base,
  stretch,
  challenge,
});
const codeOf = (refused: { rejection: { code: string } } | undefined) => refused?.rejection.code;

describe('a target', () => {
  it.each([
    ['of three levels that rise', target(1, 2, 3), 'HIGHER_IS_BETTER', undefined],
    ['of three that are the same', target(2, 2, 2), 'HIGHER_IS_BETTER', undefined],
    ['of one level', target(null, 2), 'HIGHER_IS_BETTER', undefined],
    ['of no level', target(null), 'HIGHER_IS_BETTER', undefined],
    ['with a stretch below its base', target(2, 1), 'HIGHER_IS_BETTER', 'TARGET_LEVELS'],
    ['with a challenge below its base and no stretch', target(2, null, 1), 'HIGHER_IS_BETTER', 'TARGET_LEVELS'],
    ['of levels that fall, where lower is better', target(3, 2, 1), 'LOWER_IS_BETTER', undefined],
    ['of levels that rise, where lower is better', target(1, 2), 'LOWER_IS_BETTER', 'TARGET_LEVELS'],
  ] as const)('%s is in order, or refused by name', (_, given, direction, code) =>
    expect(codeOf(levelsInOrder(given, direction, ['input']))).toBe(code),
  );

  it('names the levels that are out of order', () =>
    expect(levelsInOrder(target(2, 1), 'HIGHER_IS_BETTER', ['input', 'targets', '0'])?.rejection).toMatchObject({
      field: ['input', 'targets', '0'],
      facts: { metric: 'CONTACTS', month: '2026-03-01', lower: 'base', higher: 'stretch' },
    }));

  it('is of a month, which its first day names', () => {
    expect(monthKnown({ month: '2026-03-01' }, chinaCalendar, [])).toBeUndefined();
    expect(codeOf(monthKnown({ month: '2026-03-02' }, chinaCalendar, []))).toBe('TARGET_MONTH');
    expect(codeOf(monthKnown({ month: '1066-03-01' }, chinaCalendar, []))).toBe('TARGET_MONTH');
  });

  it('stands once in a list', () => {
    expect(placeOfTwice([target(1), { ...target(1), month: '2026-04-01' }])).toBe(-1);
    expect(placeOfTwice([target(1), { ...target(1), month: '2026-04-01' }, target(2)])).toBe(2);
    expect(placeOfTwice([target(1), { ...target(1), unitId: null, staffId: 'U1' }])).toBe(-1);
  });
});

describe('the target of a quarter or a year', () => {
  it.each(['COUNT', 'SUM'] as const)('is the sum of its months for a %s', (kind) =>
    expect(targetOfPeriod([100, 120, 110], kind)).toBe(330),
  );
  it.each(['RATIO', 'LEVEL', 'DAILY_AVERAGE'] as const)('is the mean of its months for a %s', (kind) =>
    expect(targetOfPeriod([0.5, 0.75, 1], kind)).toBe(0.75),
  );
  it('leaves out months without one, and is none where no month has one', () => {
    expect(targetOfPeriod([100, null, 120], 'COUNT')).toBe(220);
    expect(targetOfPeriod([0.5, null, 1], 'RATIO')).toBe(0.75);
    expect(targetOfPeriod([null, null, null], 'COUNT')).toBeNull();
  });
});

describe('the attainment of a target', () => {
  it('is value / target, or target / value where lower is better', () => {
    expect(attainmentOf(90, 120, 'HIGHER_IS_BETTER')).toBe(0.75);
    expect(attainmentOf(0.2, 0.1, 'LOWER_IS_BETTER')).toBe(0.5);
  });
  it('is none without a value or without a target', () => {
    expect(attainmentOf(null, 120, 'HIGHER_IS_BETTER')).toBeNull();
    expect(attainmentOf(90, null, 'HIGHER_IS_BETTER')).toBeNull();
  });
  it('has no end where there is nothing to divide by, and is whole where just that was asked', () => {
    expect(attainmentOf(0, 0.1, 'LOWER_IS_BETTER')).toBe(Infinity);
    expect(attainmentOf(5, 0, 'HIGHER_IS_BETTER')).toBe(Infinity);
    expect(attainmentOf(0, 0, 'HIGHER_IS_BETTER')).toBe(1);
    // To hold what there is, and to have lost of it.
    expect(attainmentOf(-5_000_000, 0, 'HIGHER_IS_BETTER')).toBe(0);
  });
});
