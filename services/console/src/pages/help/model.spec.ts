import { actsOf, filterOf, mayAsk, placeOf, sectionsOf, STEPS } from './model.js';

const RM = { id: 'S1', role: 'RM', unit: { id: 'U1' } } as const;
const PEER = { id: 'S2', role: 'RM', unit: { id: 'U1' } } as const;
const HEAD = { id: 'M1', role: 'UNIT_HEAD', unit: { id: 'U1' } } as const;
const request = (more: object = {}) => ({
  state: 'OPEN' as const,
  step: 'SUB_BRANCH' as const,
  asker: { id: 'S1' },
  addressee: { id: 'M1' },
  unit: { id: 'U1' },
  helper: null,
  ...more,
});

describe('a request for help', () => {
  it('is answered by whom it is addressed to, or by the head of the unit', () => {
    expect(actsOf(request(), HEAD)).toEqual(['accept', 'decline']);
    expect(actsOf(request({ addressee: { id: 'M0' } }), HEAD)).toEqual(['accept', 'decline']);
    expect(actsOf(request({ step: 'PEER', addressee: { id: 'S2' } }), PEER)).toEqual(['accept', 'decline']);
    expect(actsOf(request({ step: 'PEER', addressee: { id: 'S2' } }), HEAD)).toEqual([]);
    expect(actsOf(request(), PEER)).toEqual([]);
  });
  it('is withdrawn by who asked, and done once somebody helps', () => {
    expect(actsOf(request(), RM)).toEqual(['withdraw']);
    const accepted = request({ state: 'ACCEPTED', helper: { id: 'M1' } });
    expect(actsOf(accepted, RM)).toEqual(['done', 'withdraw']);
    expect(actsOf(accepted, HEAD)).toEqual(['done']);
    expect(actsOf(accepted, PEER)).toEqual([]);
  });
  it('that is over stays so', () => {
    for (const state of ['DONE', 'WITHDRAWN'] as const) expect(actsOf(request({ state }), RM)).toEqual([]);
  });
  it('stands on one step of the ladder, past those below', () =>
    expect(STEPS.map((step) => placeOf(step, 'SUB_BRANCH'))).toEqual(['past', 'here', 'above']));
});

describe('the lists of help', () => {
  it('are what waits for the caller, what they asked, and of a head the unit', () => {
    expect(sectionsOf('RM')).toEqual(['toMe', 'mine']);
    expect(sectionsOf('UNIT_HEAD')).toEqual(['toMe', 'mine', 'unit']);
    expect(sectionsOf('ADMIN')).toEqual([]);
    expect([mayAsk('RM'), mayAsk('HEAD_OFFICE')]).toEqual([true, false]);
  });
  it('ask for what goes on, or for what is over', () => {
    expect(filterOf('toMe', 'going', 'U1')).toEqual({ toMe: true, states: ['OPEN', 'ACCEPTED'] });
    expect(filterOf('unit', 'over', 'U1')).toEqual({ unitId: 'U1', states: ['DONE', 'WITHDRAWN'] });
    expect(filterOf('all', 'going', null)).toEqual({ states: ['OPEN', 'ACCEPTED'] });
  });
});
