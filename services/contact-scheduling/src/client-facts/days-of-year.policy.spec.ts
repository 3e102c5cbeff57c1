import { addDays, chinaCalendar } from '@hengxin/contracts';
import fc from 'fast-check';
import { type DatedThing, occasionsBetween } from '../occasions/occasions.policy.js';
import { daysOfYearIn } from './days-of-year.policy.js';

const month = fc.integer({ min: 1, max: 12 });
const day = (text: string) => daysOfYearIn({ from: text, to: text }).filter(({ calendar }) => calendar === 'SOLAR');

describe('the days of a year that may be kept on some days', () => {
  it('are those days themselves', () => expect(day('2026-03-02')).toEqual([{ calendar: 'SOLAR', month: 3, day: 2 }]));

  it('hold 29 February on the 28th of a common year, and on its own day of a leap year', () => {
    expect(day('2026-02-28').map((each) => each.day)).toEqual([28, 29]);
    expect(day('2028-02-28').map((each) => each.day)).toEqual([28]);
    expect(day('2028-02-29').map((each) => each.day)).toEqual([29]);
  });

  it('hold lunar days at the turn of a year', () =>
    // The first day of the lunar year that began on 17 February 2026.
    expect(daysOfYearIn({ from: '2026-02-17', to: '2026-02-17' })).toContainEqual({
      calendar: 'LUNAR',
      month: 1,
      day: 1,
    }));

  it('leave out nothing that has an occasion', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.record({ calendar: fc.constant('SOLAR' as const), month, day: fc.integer({ min: 1, max: 28 }) }),
          fc.record({ calendar: fc.constant('LUNAR' as const), month, day: fc.integer({ min: 1, max: 30 }) }),
        ),
        fc.integer({ min: 0, max: 600 }),
        fc.integer({ min: 0, max: 9 }),
        (yearly, start, length) => {
          const from = addDays('2025-06-01', start);
          const days = { from, to: addDays(from, length) };
          const thing: DatedThing = { ...yearly, kind: 'ANNIVERSARY', year: null, label: 'x' };
          fc.pre(occasionsBetween([thing], days, chinaCalendar).length > 0);
          expect(daysOfYearIn(days)).toContainEqual(yearly);
        },
      ),
      { numRuns: 100, maxSkipsPerRun: 5_000 },
    ));
});
