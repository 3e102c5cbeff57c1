import { draftOf, goalInput, isEmpty, isMeasurable } from './goal-model.js';

describe('a goal', () => {
  it('is a number with what it counts, or a sentence', () => {
    const draft = { ...draftOf(null), text: ' 续存到期存款 ', target: '500000', unit: '元' };
    expect(goalInput(draft)).toEqual({ kind: 'DEPOSITS', text: '续存到期存款', target: 500000, unit: '元' });
  });
  it('without a number leaves it out', () => {
    expect(goalInput({ ...draftOf(null), text: '了解资金安排' })).toMatchObject({ target: null, unit: null });
    expect(goalInput({ ...draftOf(null), target: '-' })).toMatchObject({ target: null });
  });
  it('may be set later', () => {
    expect(isEmpty(draftOf(null))).toBe(true);
    expect(isEmpty({ ...draftOf(null), target: '0' })).toBe(false);
  });
  it('can be measured by a number, or by a sentence of ten characters', () => {
    const goal = (text: string, target: number | null) => isMeasurable({ text, target });
    expect([goal('', 0), goal('续存本月到期的定期款', null), goal(' 续存到期存款 ', null)]).toEqual([
      true,
      true,
      false,
    ]);
  });
  it('is changed from what it was', () =>
    expect(draftOf({ kind: 'LOANS', text: '授信', target: 0, unit: null })).toEqual({
      kind: 'LOANS',
      text: '授信',
      target: '0',
      unit: '',
    }));
});
