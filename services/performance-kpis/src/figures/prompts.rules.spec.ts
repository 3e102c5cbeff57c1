import { chinaCalendar, dateOfDayNumber, dayNumber } from '@hengxin/contracts';
import { END } from '../kpi/periods.rules.js';
import { horizonOf } from './occasions.rules.js';
import { type KnownDate, promptsOf, withDate, withoutSignal, withSignal } from './prompts.rules.js';
import { WorkingDays } from './working-days.rules.js';

const workingDays = new WorkingDays(chinaCalendar);
const birthday = (given: Partial<KnownDate> = {}): KnownDate => ({
  ...{ id: 'BIRTHDAY', kind: 'BIRTHDAY', calendar: 'SOLAR', month: 5, day: 20, year: null },
  ...{ since: dayNumber('2025-01-01'), until: END },
  ...given,
});
const spans = (dates: readonly KnownDate[], through = '2027-12-31') =>
  promptsOf({ signals: [], occasions: { dates, through: dayNumber(through) } }, workingDays).map(
    ({ from, lapsesOn }) => `${dateOfDayNumber(from)} ${dateOfDayNumber(lapsesOn)}`,
  );

describe('the prompts of a client', () => {
  it('are the occasions of each year, alive on their date, or from the last working day before where it is none', () => {
    // 20 May 2028 is a Saturday.
    expect(spans([birthday()], '2028-12-31')).toEqual([
      '2025-05-20 2025-05-20',
      '2026-05-20 2026-05-20',
      '2027-05-20 2027-05-20',
      '2028-05-19 2028-05-20',
    ]);
  });

  it('are counted as far as the row says, and no further', () =>
    expect(spans([birthday()], '2026-05-19')).toEqual(['2025-05-20 2025-05-20']));

  it('are those that were known by their date, and none from the day on which the date was changed or taken back', () =>
    expect(spans([birthday({ since: dayNumber('2025-05-21'), until: dayNumber('2027-05-20') })])).toEqual([
      '2026-05-20 2026-05-20',
    ]));

  it('of a lunar date may fall into the solar year after', () =>
    expect(spans([birthday({ calendar: 'LUNAR', month: 12, day: 30 })], '2026-12-31')).toEqual([
      '2025-01-27 2025-01-28',
      '2026-02-14 2026-02-16',
    ]));

  it('of a product begin a year after it was opened', () => {
    const opened = { kind: 'PRODUCT_ANNIVERSARY', year: 2026 } as const;
    expect(spans([birthday(opened)])).toEqual(['2027-05-20 2027-05-20']);
    expect(spans([birthday({ ...opened, kind: 'ANNIVERSARY' })])).toHaveLength(2);
  });

  it('are the signals that stand, each from the day on which it fired', () => {
    const signals = [{ kind: 'DORMANT' as const, firedOn: 20_500, lapsesOn: 20_513 }];
    expect(promptsOf({ signals, occasions: { dates: [], through: END } }, workingDays)).toEqual([
      { from: 20_500, lapsesOn: 20_513 },
    ]);
  });
});

describe('a signal', () => {
  const dormant = { kind: 'DORMANT' as const, firedOn: 10, lapsesOn: 23 };
  it('told again is the same one, and may lapse on another day', () => {
    const once = withSignal([], dormant);
    expect(withSignal(once, dormant)).toBe(once);
    expect(withSignal(once, { ...dormant, lapsesOn: 17 })).toEqual([{ ...dormant, lapsesOn: 17 }]);
    expect(withSignal(once, { ...dormant, firedOn: 30 })).toHaveLength(2);
  });
  it('whose ground was taken is none', () => {
    const once = withSignal([], dormant);
    expect(withoutSignal(once, dormant)).toEqual([]);
    expect(withoutSignal(once, { ...dormant, firedOn: 11 })).toBe(once);
  });
});

describe('a date that comes round every year', () => {
  const told = { kind: 'BIRTHDAY', calendar: 'SOLAR', month: 5, day: 20, year: null } as const;
  const known = withDate([], 'BIRTHDAY', told, 100);
  it('told again changes nothing', () => {
    expect(known).toEqual([{ ...told, id: 'BIRTHDAY', since: 100, until: END }]);
    expect(withDate(known, 'BIRTHDAY', told, 200)).toBe(known);
  });
  it('that is another one keeps its occasions up to then', () =>
    expect(withDate(known, 'BIRTHDAY', { ...told, day: 21 }, 200)).toEqual([
      { ...told, id: 'BIRTHDAY', since: 100, until: 200 },
      { ...told, id: 'BIRTHDAY', day: 21, since: 200, until: END },
    ]));
  it('that is corrected on the same day never was another one', () =>
    expect(withDate(known, 'BIRTHDAY', { ...told, day: 21 }, 100)).toEqual([
      { ...told, id: 'BIRTHDAY', day: 21, since: 100, until: END },
    ]));
  it('of which all is told again in its order comes to the same', () => {
    const words = [
      [told, 100],
      [{ ...told, day: 21 }, 200],
      [told, 300],
      [null, 400],
      [{ ...told, month: 6 }, 500],
    ] as const;
    const all = (dates: readonly KnownDate[]) =>
      words.reduce((known, [word, from]) => withDate(known, 'BIRTHDAY', word, from), dates);
    expect(all(all([]))).toEqual(all([]));
    expect(all([]).map(({ since, until }) => [since, until])).toEqual([
      [100, 200],
      [200, 300],
      [300, 400],
      [500, END],
    ]);
  });
  it('that is no more keeps its occasions up to then', () => {
    expect(withDate(known, 'BIRTHDAY', null, 200)).toEqual([{ ...told, id: 'BIRTHDAY', since: 100, until: 200 }]);
    expect(withDate(known, 'OTHER', null, 200)).toBe(known);
  });
});

it('occasions are counted up to the end of the year after', () =>
  expect(dateOfDayNumber(horizonOf(dayNumber('2026-03-02')))).toBe('2027-12-31'));
