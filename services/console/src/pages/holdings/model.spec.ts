import { factOf, isMoney, linesOf, shortYuan, signalsOf, spanOf } from './model.js';

const prompt = (kind: 'BIRTHDAY' | 'BALANCE_FALL' | 'DORMANT') => ({
  kind,
  label: '',
  from: '2026-03-01',
  lapsesOn: '2026-03-14',
  facts: [],
});

describe('what a client has', () => {
  it('is shown of as many days up to today', () =>
    expect(spanOf(30, '2026-03-02')).toEqual({ from: '2026-02-01', to: '2026-03-02' }));
  it('makes one line without loans, two with them', () => {
    const day = (date: string, deposits: string, loans: string) => ({ date, deposits, loans });
    expect(linesOf([day('2026-03-01', '100.50', '0.00')])).toEqual({
      x: ['2026-03-01'],
      deposits: [100.5],
      loans: null,
    });
    expect(linesOf([day('2026-03-01', '1.00', '0.00'), day('2026-03-02', '1.00', '20.00')]).loans).toEqual([0, 20]);
  });
  it('is mined for signals: an occasion is none', () =>
    expect(signalsOf([prompt('BIRTHDAY'), prompt('BALANCE_FALL'), prompt('DORMANT')]).map(({ kind }) => kind)).toEqual([
      'BALANCE_FALL',
      'DORMANT',
    ]));
  it('has facts by name, some of them amounts', () => {
    expect([factOf('mean'), factOf('anything')]).toEqual(['mean', undefined]);
    expect([isMoney('mean'), isMoney('days')]).toEqual([true, false]);
  });
  it('is written short on an axis', () => {
    expect([0, 950, 12_500, -30_000, 120_000_000].map((amount) => shortYuan('zh', amount))).toEqual([
      '0',
      '950',
      '1.3万',
      '-3万',
      '1.2亿',
    ]);
    expect([950, 12_500, 2_000_000].map((amount) => shortYuan('en', amount))).toEqual(['950', '12.5k', '2m']);
  });
});
