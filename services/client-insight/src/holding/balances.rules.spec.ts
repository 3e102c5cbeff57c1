import fc from 'fast-check';
import { type BalanceRow, balancesByDay, daysAsked, newestSums } from './balances.rules.js';

const row = (holdingId: string, asOf: string, balanceCents: number, given: Partial<BalanceRow> = {}): BalanceRow => ({
  holdingId,
  asOf,
  balanceCents,
  kind: 'DEMAND_DEPOSIT',
  closedOn: null,
  ...given,
});
const told = [
  row('A', '2026-02-20', 100),
  row('A', '2026-03-03', 150),
  row('T', '2026-03-02', 1000, { kind: 'TIME_DEPOSIT' }),
  row('T', '2026-03-04', 1000, { kind: 'TIME_DEPOSIT', closedOn: '2026-03-04' }),
  row('L', '2026-03-01', 500, { kind: 'LOAN' }),
  row('W', '2026-03-01', 9000, { kind: 'WEALTH' }),
];

describe('balances day by day', () => {
  it('a balance stands until the next row; deposits are demand and time deposits, loans are loans', () => {
    expect(balancesByDay(told, '2026-02-28', '2026-03-05')).toEqual([
      { date: '2026-02-28', deposits: 100, loans: 0 },
      { date: '2026-03-01', deposits: 100, loans: 500 },
      { date: '2026-03-02', deposits: 1100, loans: 500 },
      { date: '2026-03-03', deposits: 1150, loans: 500 },
      { date: '2026-03-04', deposits: 150, loans: 500 },
      { date: '2026-03-05', deposits: 150, loans: 500 },
    ]);
  });

  it('days before the first that was told are left out', () => {
    expect(balancesByDay(told, '2026-02-18', '2026-02-20')).toEqual([{ date: '2026-02-20', deposits: 100, loans: 0 }]);
    expect(balancesByDay([], '2026-02-18', '2026-02-20')).toEqual([]);
  });

  it('the order of the rows changes nothing', () => {
    const days = balancesByDay(told, '2026-02-20', '2026-03-05');
    fc.assert(
      fc.property(fc.shuffledSubarray(told, { minLength: told.length }), (shuffled) => {
        expect(balancesByDay(shuffled, '2026-02-20', '2026-03-05')).toEqual(days);
      }),
    );
  });

  it('what a client has is told of the newest day, and is nothing known where nothing was told', () => {
    expect(newestSums([told[1]!, told[3]!, told[4]!])).toEqual({ deposits: 150, loans: 500 });
    expect(newestSums([told[5]!])).toEqual({ deposits: 0, loans: 0 });
    expect(newestSums([])).toBeUndefined();
  });

  it('both ends of a question count', () => {
    expect(daysAsked('2026-03-01', '2026-03-01')).toBe(1);
    expect(daysAsked('2026-03-02', '2026-03-01')).toBe(0);
  });
});
