import { byRole, hasMoves, movesOf, viewOf } from './model.js';

const view = (address: string) => viewOf(new URLSearchParams(address), '2026-03-05');
const one = (id: string, name = id) => ({ id, name });

describe('what an address asks for', () => {
  it('is the tree of today where it names no day, or none of the calendar', () => {
    expect(view('')).toEqual({ on: '2026-03-05', since: null, unitId: null, open: [] });
    expect(view('on=2026-02-31').on).toBe('2026-03-05');
  });
  it('is moves since a day that lies before the one of the tree', () => {
    expect(view('on=2026-02-01&since=2026-01-01&unit=U1&open=U1,U2')).toEqual({
      on: '2026-02-01',
      since: '2026-01-01',
      unitId: 'U1',
      open: ['U1', 'U2'],
    });
    expect(view('on=2026-02-01&since=2026-02-01').since).toBeNull();
  });
});

describe('the moves between two days', () => {
  it('are who came, who left and what is called otherwise', () => {
    const moves = movesOf([one('a'), one('b', 'old'), one('c')], [one('b', 'new'), one('c'), one('d')]);
    expect(moves).toEqual({ came: [one('d')], left: [one('a')], renamed: [{ before: 'old', now: one('b', 'new') }] });
    expect(hasMoves(moves)).toBe(true);
  });
  it('are none where nothing moved', () => expect(hasMoves(movesOf([one('a')], [one('a')]))).toBe(false));
});

describe('the people of a unit', () => {
  it('have those first who lead it', () =>
    expect(
      byRole([
        { id: 'S2', role: 'RM' },
        { id: 'S1', role: 'RM' },
        { id: 'M1', role: 'UNIT_HEAD' },
      ]).map(({ id }) => id),
    ).toEqual(['M1', 'S1', 'S2']));
});
