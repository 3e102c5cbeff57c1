import { percentOf, sentencesOn, sentencesOnAll, sumOf } from './percent.js';

describe('whole percents', () => {
  it('are read as they are typed, also in full width', () =>
    expect(['60', ' ４０ ', '', '12.5', '六十'].map((text) => percentOf(text))).toEqual([60, 40, 0, null, null]));
  it('are added up; what is none counts nothing', () => expect(sumOf(['60', '', '12.5', '40'])).toBe(100));
});

describe('what the platform says of a list', () => {
  const on = (message: string, ...field: string[]) => ({ code: 'WRONG', field: ['input', ...field], message });
  const errors = [on('sum', 'shares'), on('second', 'shares', '1', 'percent'), on('name', 'name')];
  it('stands at the list, or at its entry', () => {
    expect(sentencesOnAll(errors, 'shares')).toBe('sum');
    expect([0, 1, -1].map((place) => sentencesOn(errors, 'shares', place))).toEqual(['', 'second', '']);
  });
});
