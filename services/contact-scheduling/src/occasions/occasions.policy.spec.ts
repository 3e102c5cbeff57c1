import { addDays, chinaCalendar as calendar } from '@hengxin/contracts';
import fc from 'fast-check';
import { datesServedOn, dayInYear, type DatedThing, occasionsBetween, servingDay } from './occasions.policy.js';

const thing = (facts: Partial<DatedThing> = {}): DatedThing => ({
  kind: 'BIRTHDAY',
  calendar: 'SOLAR',
  month: 3,
  day: 5,
  year: null,
  label: null,
  ...facts,
});
const between = (it: DatedThing, days: { from: string; to: string }) => occasionsBetween([it], days, calendar);
const lunar = (month: number, day: number) => thing({ calendar: 'LUNAR', month, day });
const alive = (it: DatedThing, date: string) =>
  between(it, datesServedOn(date, calendar)).map(({ from, lapsesOn }) => `${from} ${lapsesOn}`);

describe('rule 2: an occasion', () => {
  it('is served on its date where that is a working day', () => {
    expect(alive(thing(), '2026-03-05')).toEqual(['2026-03-05 2026-03-05']);
    expect(alive(thing(), '2026-03-04')).toEqual([]);
    expect(alive(thing(), '2026-03-06')).toEqual([]);
  });

  it('is served on the last working day before where its date is none, and alive from then to the date', () => {
    // 18 February 2026 lies in the Spring Festival, which begins on the 15th after a make-up working day.
    const feast = thing({ month: 2, day: 18 });
    expect(servingDay('2026-02-18', calendar)).toBe('2026-02-14');
    for (const date of ['2026-02-14', '2026-02-17', '2026-02-18'])
      expect([date, alive(feast, date)]).toEqual([date, ['2026-02-14 2026-02-18']]);
    expect(alive(feast, '2026-02-13')).toEqual([]);
    expect(alive(feast, '2026-02-19')).toEqual([]);
  });

  it('of the lunar calendar comes on the day of that year', () => {
    expect([2024, 2025, 2026].map((year) => dayInYear(lunar(8, 15), year))).toEqual([
      '2024-09-17',
      '2025-10-06',
      '2026-09-25',
    ]);
  });

  it('in a year with a leap month comes in the regular month, once', () => {
    // 2025 has a sixth month twice; the regular one begins on 25 June, the leap one on 25 July.
    expect(dayInYear(lunar(6, 1), 2025)).toBe('2025-06-25');
    expect(between(lunar(6, 1), { from: '2025-01-01', to: '2025-12-31' })).toHaveLength(1);
    expect(dayInYear(lunar(7, 1), 2025)).toBe('2025-08-23');
  });

  it('of 29 February comes on 28 February in common years', () => {
    const leapDay = thing({ month: 2, day: 29 });
    expect([2026, 2028, 2100].map((year) => dayInYear(leapDay, year))).toEqual([
      '2026-02-28',
      '2028-02-29',
      '2100-02-28',
    ]);
  });

  it('of lunar day 30 comes on day 29 where the month has 29 days', () => {
    // The twelfth month of 2025 has 29 days, that of 2026 too; that of 2023 has 30.
    expect(dayInYear(lunar(12, 30), 2025)).toBe('2026-02-16');
    expect(dayInYear(lunar(12, 30), 2023)).toBe('2024-02-09');
  });

  it('of the next year counts near the end of the year', () => {
    expect(alive(thing({ month: 1, day: 1 }), '2025-12-31')).toEqual(['2025-12-31 2026-01-01']);
    // The last days of a lunar year lie in the next solar one.
    expect(between(lunar(12, 8), { from: '2025-12-20', to: '2026-02-01' }).map(({ date }) => date)).toEqual([
      '2026-01-26',
    ]);
  });

  it('of a product comes each year after the holding opened, never on the day itself', () => {
    const product = thing({ kind: 'PRODUCT_ANNIVERSARY', year: 2025, label: '稳利宝' });
    const dates = (it: DatedThing) => between(it, { from: '2025-01-01', to: '2027-12-31' }).map((p) => p.date);
    expect(dates(product)).toEqual(['2026-03-05', '2027-03-05']);
    expect(dates({ ...product, kind: 'ANNIVERSARY' })).toEqual(['2025-03-05', '2026-03-05', '2027-03-05']);
  });

  it('in a year whose holidays are not known says so', () => {
    const facts = (year: number) => between(thing(), { from: `${year}-03-01`, to: `${year}-03-31` })[0]!.facts;
    expect(facts(2027)).toContainEqual({ name: 'provisional', value: 'true' });
    expect(facts(2026)).not.toContainEqual({ name: 'provisional', value: 'true' });
  });

  it('comes once a year, is served on a working day, and is alive on every day from then to its date and on no other', () => {
    const things = fc.record({
      calendar: fc.constantFrom('SOLAR' as const, 'LUNAR' as const),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
    });
    fc.assert(
      fc.property(
        things,
        fc.integer({ min: 2006, max: 2090 }),
        fc.integer({ min: -12, max: 3 }),
        (it, year, offset) => {
          const dated = thing(it);
          const date = dayInYear(dated, year)!;
          const serving = servingDay(date, calendar);
          expect(calendar.isWorkingDay(serving)).toBe(true);
          const day = addDays(date, offset);
          const found = alive(dated, day).filter((each) => each.endsWith(date));
          expect(found).toHaveLength(serving <= day && day <= date ? 1 : 0);
        },
      ),
    );
  });
});

describe('the edge of the calendar', () => {
  it('serves a day that the calendar does not know by itself alone, and the last one it knows', () => {
    for (const date of ['2199-03-02', `${calendar.lastYear}-12-31`])
      expect(datesServedOn(date, calendar)).toEqual({ from: date, to: date });
  });
});
