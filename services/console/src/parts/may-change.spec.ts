import { keeperOf, mayChangeClient } from './may-change.js';

const RM = { id: 'S1', role: 'RM' } as const;
const HEAD = { id: 'M1', role: 'UNIT_HEAD' } as const;

describe('what is known of a client', () => {
  it('is changed by the manager who keeps them, and by heads', () => {
    expect([mayChangeClient(RM, { id: 'S1' }), mayChangeClient(HEAD, { id: 'S1' })]).toEqual([true, true]);
  });
  it('is not changed by who covers or helps, by head office, or by nobody', () => {
    expect([mayChangeClient(RM, { id: 'S2' }), mayChangeClient(RM, null)]).toEqual([false, false]);
    expect(mayChangeClient({ id: 'H1', role: 'HEAD_OFFICE' }, { id: 'S1' })).toBe(false);
    expect(mayChangeClient(null, { id: 'S1' })).toBe(false);
  });
  it('is looked for by a manager among the own clients alone', () =>
    expect([keeperOf(RM), keeperOf(HEAD), keeperOf(null)]).toEqual(['S1', undefined, undefined]));
});
