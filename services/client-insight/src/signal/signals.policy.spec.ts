import { addDays, daysBetween, type HoldingRow } from '@hengxin/contracts';
import fc from 'fast-check';
import { type Signal, SIGNAL_THRESHOLDS, signalsUntil } from './signals.policy.js';

const row = (asOf: string, yuan: number, given: Partial<HoldingRow> = {}): HoldingRow => ({
  holdingId: 'H1',
  asOf,
  productCode: 'D01',
  productName: '活期',
  kind: 'DEMAND_DEPOSIT',
  balanceCents: yuan * 100,
  openedOn: null,
  maturesOn: null,
  closedOn: null,
  ...given,
});
const told = ({ kind, firedOn, lapsesOn }: Signal) => `${kind} ${firedOn} ${lapsesOn}`;
const fired = (rows: HoldingRow[], until: string, kind?: string) =>
  signalsUntil(rows, until)
    .filter((signal) => kind === undefined || signal.kind === kind)
    .map(told);
const factsOf = (rows: HoldingRow[], until: string) =>
  Object.fromEntries(signalsUntil(rows, until)[0]!.facts.map(({ name, value }) => [name, value]));

describe('rule 20: DEPOSIT_MATURING', () => {
  const term = (maturesOn: string, given: Partial<HoldingRow> = {}) =>
    row('2026-01-01', 50_000, { holdingId: 'T1', kind: 'TIME_DEPOSIT', productName: '三月定期', maturesOn, ...given });

  it('a time deposit or wealth product matures within 7 days: it is alive to the maturity', () => {
    expect(fired([term('2026-02-10')], '2026-02-02')).toEqual([]);
    expect(fired([term('2026-02-10')], '2026-02-10')).toEqual(['DEPOSIT_MATURING 2026-02-03 2026-02-10']);
    expect(fired([term('2026-02-10', { kind: 'WEALTH' })], '2026-02-10')).toHaveLength(1);
    expect(fired([term('2026-02-10', { kind: 'INSURANCE' })], '2026-02-10')).toEqual([]);
  });

  it('one that is told in its last days fires on the day told; one that is closed does not', () => {
    const late = { ...term('2026-02-10'), asOf: '2026-02-08' };
    expect(fired([late], '2026-02-10')).toEqual(['DEPOSIT_MATURING 2026-02-08 2026-02-10']);
    expect(fired([term('2026-02-10', { closedOn: '2026-02-01' })], '2026-02-10', 'DEPOSIT_MATURING')).toEqual([]);
  });

  it('says which product, how much and when', () => {
    expect(signalsUntil([term('2026-02-10')], '2026-02-10')[0]!.label).toBe('三月定期');
    expect(factsOf([term('2026-02-10')], '2026-02-10')).toEqual({
      holding: 'T1',
      product: 'D01',
      maturesOn: '2026-02-10',
      balance: '50000.00',
    });
  });

  it('of two, the one that matures first; the other one is told once 14 days have passed', () => {
    const other = term('2026-02-20', { holdingId: 'T2' });
    expect(fired([term('2026-02-10'), other], '2026-02-20')).toEqual([
      'DEPOSIT_MATURING 2026-02-03 2026-02-10',
      'DEPOSIT_MATURING 2026-02-17 2026-02-20',
    ]);
  });
});

describe('rule 20: BALANCE_FALL', () => {
  it('deposits are at most 70 % of their mean over the 30 days before', () => {
    const fall = (yuan: number) => fired([row('2026-01-01', 20_000), row('2026-02-10', yuan)], '2026-02-10');
    expect(fall(14_000)).toEqual(['BALANCE_FALL 2026-02-10 2026-02-23']);
    expect(fall(14_001)).toEqual([]);
  });

  it('that mean is at least 10,000 yuan', () => {
    const fall = (yuan: number) => fired([row('2026-01-01', yuan), row('2026-02-10', 0)], '2026-02-10');
    expect(fall(10_000)).toHaveLength(1);
    expect(fall(9_999)).toEqual([]);
  });

  it('says both amounts', () => {
    expect(factsOf([row('2026-01-01', 20_000), row('2026-02-10', 14_000)], '2026-02-10')).toEqual({
      deposits: '14000.00',
      mean: '20000.00',
    });
  });

  it('what lasts fires again after 14 days', () => {
    expect(fired([row('2026-01-01', 20_000), row('2026-02-10', 1_000)], '2026-02-28', 'BALANCE_FALL')).toEqual([
      'BALANCE_FALL 2026-02-10 2026-02-23',
      'BALANCE_FALL 2026-02-24 2026-03-09',
    ]);
  });

  it('money that goes from a demand to a time deposit is no fall', () => {
    const moved = [
      row('2026-01-01', 20_000),
      row('2026-02-10', 0),
      row('2026-02-10', 20_000, { holdingId: 'T1', kind: 'TIME_DEPOSIT' }),
    ];
    expect(fired(moved, '2026-02-20')).toEqual([]);
  });
});

describe('rule 20: LARGE_INFLOW', () => {
  it('deposits are at least 100,000 above those of the day before', () => {
    const inflow = (yuan: number) => fired([row('2026-02-01', 5_000), row('2026-02-10', yuan)], '2026-02-10');
    expect(inflow(105_000)).toEqual(['LARGE_INFLOW 2026-02-10 2026-02-23']);
    expect(inflow(104_999)).toEqual([]);
  });

  it('what is told first is no inflow: nobody knows what stood the day before', () => {
    expect(fired([row('2026-02-10', 500_000)], '2026-02-20')).toEqual([]);
    expect(fired([row('2026-02-10', 500_000, { openedOn: '2026-02-09' })], '2026-02-20')).toEqual([]);
  });

  it('what is told first is one where each deposit was opened after the day before: there was none', () => {
    const opened = (yuan: number) => row('2026-02-10', yuan, { openedOn: '2026-02-10' });
    expect(fired([opened(100_000)], '2026-02-20')).toEqual(['LARGE_INFLOW 2026-02-10 2026-02-23']);
    expect(factsOf([opened(100_000)], '2026-02-20')).toEqual({ increase: '100000.00', deposits: '100000.00' });
    expect(fired([opened(99_999)], '2026-02-20')).toEqual([]);
    const known = row('2026-02-10', 1, { holdingId: 'H2' });
    expect(fired([opened(500_000), known], '2026-02-20')).toEqual([]);
    const loan = row('2026-02-10', 1, { holdingId: 'L1', kind: 'LOAN' });
    expect(fired([opened(500_000), loan], '2026-02-20')).toHaveLength(1);
  });

  it('a kind fires at most once in 14 days', () => {
    const rows = ['2026-02-10', '2026-02-12', '2026-02-23', '2026-02-24'].map((day, i) => row(day, 200_000 * (i + 2)));
    expect(fired([row('2026-02-09', 200_000), ...rows], '2026-02-28')).toEqual([
      'LARGE_INFLOW 2026-02-10 2026-02-23',
      'LARGE_INFLOW 2026-02-24 2026-03-09',
    ]);
  });
});

describe('rule 20: PRODUCT_CLOSED', () => {
  const term = { holdingId: 'T1', kind: 'WEALTH', maturesOn: '2026-06-30' } as const;
  const closed = (closedOn: string, asOf = closedOn) => row(asOf, 0, { ...term, closedOn });

  it('a holding is closed before its maturity', () => {
    expect(fired([row('2026-01-01', 800, term), closed('2026-02-10')], '2026-02-20')).toEqual([
      'PRODUCT_CLOSED 2026-02-10 2026-02-23',
    ]);
    expect(fired([row('2026-01-01', 800, term), closed('2026-06-30')], '2026-07-01', 'PRODUCT_CLOSED')).toEqual([]);
  });

  it('one that was announced fires on its day, one that is told late on the day told', () => {
    const announced = [row('2026-01-01', 800, term), closed('2026-02-10', '2026-02-05')];
    expect(fired(announced, '2026-02-09')).toEqual([]);
    expect(fired(announced, '2026-02-20')).toEqual(['PRODUCT_CLOSED 2026-02-10 2026-02-23']);
    expect(fired([row('2026-01-01', 800, term), closed('2026-02-10', '2026-02-15')], '2026-02-20')).toEqual([
      'PRODUCT_CLOSED 2026-02-15 2026-02-28',
    ]);
  });
});

describe('rule 20: DORMANT', () => {
  it('no balance changed for 90 days, and deposits are at least 1,000 yuan', () => {
    const asleep = (yuan: number) => fired([row('2026-01-01', yuan)], '2026-04-01');
    expect(asleep(1_000)).toEqual(['DORMANT 2026-04-01 2026-04-14']);
    expect(asleep(999)).toEqual([]);
    expect(fired([row('2026-01-01', 1_000)], '2026-03-31')).toEqual([]);
  });

  it('a row that repeats the balance changes nothing; a change of any holding wakes', () => {
    const repeated = [row('2026-01-01', 1_000), row('2026-02-01', 1_000)];
    expect(fired(repeated, '2026-04-01')).toHaveLength(1);
    expect(fired([...repeated, row('2026-03-01', 5, { holdingId: 'C1', kind: 'CARD' })], '2026-04-30')).toEqual([]);
  });

  it('while it lasts it fires every 14 days', () => {
    expect(fired([row('2026-01-01', 1_000)], '2026-04-29')).toEqual([
      'DORMANT 2026-04-01 2026-04-14',
      'DORMANT 2026-04-15 2026-04-28',
      'DORMANT 2026-04-29 2026-05-12',
    ]);
  });
});

describe('rule 20: the days that a DORMANT says', () => {
  const days = (rows: HoldingRow[], until: string, thresholds = SIGNAL_THRESHOLDS) =>
    signalsUntil(rows, until, thresholds).map(({ facts }) => facts.find(({ name }) => name === 'days')?.value);

  it('are those that passed since a balance last changed, up to the day on which it fires', () => {
    expect(factsOf([row('2026-01-01', 1_000)], '2026-04-01')).toEqual({ days: '90', deposits: '1000.00' });
    expect(days([row('2026-01-01', 1_000)], '2026-04-29')).toEqual(['90', '104', '118']);
    expect(days([row('2026-01-01', 1_000), row('2026-02-01', 1_000)], '2026-04-01')).toEqual(['90']);
  });

  it('are no less than the bank’s threshold, and may be more', () => {
    const sooner = { ...SIGNAL_THRESHOLDS, dormantDays: 30, onceInDays: 20 };
    expect(days([row('2026-01-01', 1_000)], '2026-02-20', sooner)).toEqual(['30', '50']);
  });
});

describe('rule 20: thresholds', () => {
  it('are the bank’s to set', () => {
    const rows = [row('2026-02-01', 5_000), row('2026-02-10', 9_000)];
    const lower = { ...SIGNAL_THRESHOLDS, inflowCents: 4_000_00, aliveDays: 3 };
    expect(signalsUntil(rows, '2026-02-10', lower).map(told)).toEqual(['LARGE_INFLOW 2026-02-10 2026-02-12']);
    expect(signalsUntil(rows, '2026-02-10', { ...lower, inflowCents: 4_000_01 })).toEqual([]);
  });
});

describe('rule 20: signals', () => {
  const kinds = fc.constantFrom('DEMAND_DEPOSIT' as const, 'TIME_DEPOSIT' as const, 'LOAN' as const, 'WEALTH' as const);
  const day = fc.integer({ min: 0, max: 180 }).map((n) => addDays('2026-01-01', n));
  const rows = fc.uniqueArray(
    fc.record({
      holdingId: fc.constantFrom('A', 'B', 'C'),
      asOf: day,
      kind: kinds,
      balanceCents: fc.integer({ min: 0, max: 30_000_000 }),
      maturesOn: fc.option(day),
      closedOn: fc.option(day, { freq: 10 }),
    }),
    { selector: ({ holdingId, asOf }) => `${holdingId} ${asOf}`, maxLength: 15 },
  );
  const whole = (given: Partial<HoldingRow>) => row('2026-01-01', 0, given);
  const UNTIL = '2026-08-31';

  it('the same rows fire the same, in any order', () => {
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.nat()), (given, order) => {
        const shuffled = given
          .map((each) => ({ each, at: order.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ each }) => whole(each));
        expect(signalsUntil(shuffled, UNTIL)).toEqual(signalsUntil(given.map(whole), UNTIL));
      }),
    );
  });

  it('a row that is told again on each day until the next one changes nothing', () => {
    const toldDaily = (given: readonly HoldingRow[]) =>
      given.flatMap((each) => {
        const later = given.filter(({ holdingId, asOf }) => holdingId === each.holdingId && asOf > each.asOf);
        const until = later.map(({ asOf }) => asOf).sort()[0] ?? UNTIL;
        const days = daysBetween(each.asOf, until);
        return Array.from({ length: days }, (_, n) => ({ ...each, asOf: addDays(each.asOf, n) }));
      });
    fc.assert(
      fc.property(rows, (given) => {
        const all = given.map(whole);
        expect(signalsUntil(toldDaily(all), UNTIL)).toEqual(signalsUntil(all, UNTIL));
      }),
      { numRuns: 50 },
    );
  });

  it('what was fired by a day is fired by every later one, and rows of later days change none of it', () => {
    fc.assert(
      fc.property(rows, day, (given, until) => {
        const all = given.map(whole);
        const known = all.filter(({ asOf }) => asOf <= until);
        const fires = signalsUntil(all, UNTIL).filter(({ firedOn }) => firedOn <= until);
        expect(signalsUntil(known, until)).toEqual(fires);
      }),
    );
  });

  it('no kind fires twice in 14 days', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const last = new Map<string, string>();
        for (const { kind, firedOn } of signalsUntil(given.map(whole), UNTIL)) {
          const before = last.get(kind);
          if (before) expect(firedOn >= addDays(before, 14)).toBe(true);
          last.set(kind, firedOn);
        }
      }),
    );
  });
});
