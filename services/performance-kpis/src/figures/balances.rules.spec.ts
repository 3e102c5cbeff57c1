import { END } from '../kpi/periods.rules.js';
import { balanceSteps, type HeldRow, withRows } from './balances.rules.js';

const row = (holdingId: string, from: number, deposits: number, given: Partial<HeldRow> = {}): HeldRow => ({
  holdingId,
  from,
  deposits,
  loans: 0,
  closed: END,
  ...given,
});

describe('what a client has', () => {
  it('stands until the next row of the holding, in any order of the rows', () => {
    const rows = [row('A', 10, 100), row('B', 12, 50), row('A', 15, 30)];
    const steps = [
      { from: 10, deposits: 100, loans: 0, products: 1 },
      { from: 12, deposits: 150, loans: 0, products: 2 },
      { from: 15, deposits: 80, loans: 0, products: 2 },
    ];
    expect(balanceSteps(rows)).toEqual(steps);
    expect(balanceSteps(rows.toReversed())).toEqual(steps);
  });

  it('is nothing of a holding from its closing on', () => {
    expect(balanceSteps([row('A', 10, 100, { closed: 12 }), row('L', 11, 0, { loans: 7 })])).toEqual([
      { from: 10, deposits: 100, loans: 0, products: 1 },
      { from: 11, deposits: 100, loans: 7, products: 2 },
      { from: 12, deposits: 0, loans: 7, products: 1 },
    ]);
    expect(balanceSteps([row('A', 10, 100, { closed: 9 })])).toEqual([]);
  });

  it('a row of a day that is known takes the place of what was told', () => {
    expect(withRows([row('A', 10, 100), row('A', 11, 5)], [row('A', 10, 90)])).toEqual([
      row('A', 10, 90),
      row('A', 11, 5),
    ]);
  });
});
