import { birthdaysWithin } from './birthdays.rules.js';

describe('rule 2: birthdays that come round', () => {
  it('are those of today and of the days asked for', () =>
    expect(birthdaysWithin('2026-03-02', 2).SOLAR).toEqual([302, 303, 304]));

  it('go over the end of the year', () => expect(birthdaysWithin('2026-12-31', 1).SOLAR).toEqual([101, 1231]));

  it('of 29 February come on the 28th of common years, and on their own day in leap years', () => {
    expect(birthdaysWithin('2026-02-28', 0).SOLAR).toEqual([228, 229]);
    expect(birthdaysWithin('2028-02-28', 0).SOLAR).toEqual([228]);
    expect(birthdaysWithin('2028-02-29', 0).SOLAR).toEqual([229]);
  });

  it('by the lunar calendar come on its days: the first of its first month is the Spring Festival', () => {
    expect(birthdaysWithin('2026-02-17', 0).LUNAR).toEqual([101]);
    expect(birthdaysWithin('2026-09-25', 0).LUNAR).toEqual([815]);
  });

  it('of lunar day 30 come on day 29 of a month that has no other', () => {
    // The twelfth month of the year before 17 February 2026 has 29 days.
    expect(birthdaysWithin('2026-02-16', 0).LUNAR).toEqual([1229, 1230]);
  });

  it('of a lunar month are in the regular one, and not in the leap month of its number', () => {
    // The leap sixth month of 2025 begins on 25 July.
    expect(birthdaysWithin('2025-07-25', 0).LUNAR).toEqual([]);
    expect(birthdaysWithin('2025-06-25', 0).LUNAR).toEqual([601]);
  });

  it('within a year are all there are', () => {
    const { SOLAR, LUNAR } = birthdaysWithin('2026-03-02', 366);
    expect(SOLAR).toHaveLength(366);
    expect(LUNAR.length).toBe(360);
  });
});
