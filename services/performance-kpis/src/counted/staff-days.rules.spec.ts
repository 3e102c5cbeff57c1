import { staffFrom } from './staff-days.rules.js';

describe('the next members of staff of a unit', () => {
  const all = Array.from({ length: 400_000 }, (_, i) => `S${String(i).padStart(6, '0')}`);
  const limits = { staffAtMost: 2, candidatesAtMost: 10 };
  /** The days of those who have some, and how many were asked for theirs. */
  function look(from: string | undefined, has: (place: number) => boolean) {
    let asked = 0;
    const daysOf = (staffId: string) => {
      asked++;
      return has(Number(staffId.slice(1))) ? [{ from: 1, to: 2 }] : [];
    };
    const { staff, next } = staffFrom(all, from, daysOf, limits);
    return { staff: staff.map(({ staffId }) => staffId), next, asked };
  }

  it('are few, from the place on where the look before stopped, no matter who works there', () => {
    expect(look(undefined, () => true)).toEqual({ staff: ['S000000', 'S000001'], next: 'S000002', asked: 3 });
    expect(look('S300000', () => true)).toEqual({ staff: ['S300000', 'S300001'], next: 'S300002', asked: 3 });
    expect(look('S399999', () => true)).toEqual({ staff: ['S399999'], next: undefined, asked: 1 });
  });

  it('begin behind an id that nobody has', () =>
    expect(look('S300000.x', () => true)).toMatchObject({ staff: ['S300001', 'S300002'], next: 'S300003' }));

  it('leave out who has no days, and end a look after so many of them', () => {
    expect(look(undefined, (place) => place % 3 === 0)).toMatchObject({
      staff: ['S000000', 'S000003'],
      next: 'S000006',
    });
    expect(look(undefined, (place) => place === 0)).toEqual({ staff: ['S000000'], next: 'S000010', asked: 10 });
    expect(look('S399990', () => false)).toEqual({ staff: [], next: undefined, asked: 10 });
    expect(look('T', () => true)).toEqual({ staff: [], next: undefined, asked: 0 });
  });
});
