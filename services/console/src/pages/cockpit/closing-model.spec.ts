import { addsUp, comparedWith, momentOf, periodsOver, shortDigest } from './closing-model.js';

describe('closed periods', () => {
  it('are the twelve that are over, the newest first', () => {
    const months = periodsOver('MONTH', '2026-03-02');
    expect(months).toHaveLength(12);
    expect(months.slice(0, 2)).toEqual(['2026-02-01', '2026-01-01']);
    expect(periodsOver('WEEK', '2026-03-02')[0]).toBe('2026-02-23');
  });

  const sides = (numerator: number, denominator: number | null = null) => ({
    value: denominator === null ? numerator : numerator / denominator,
    numerator,
    denominator,
  });
  const shown = (numerator: number) => [{ metric: 'CONTACTS', ...sides(numerator) }];
  const move = (before: number, after: number) => ({
    changes: [{ metric: 'CONTACTS', before: sides(before), after: sides(after) }],
  });

  it('are told as they were, at a moment and now, with what moved them since', () => {
    const compared = comparedWith(shown(10), shown(11), shown(13), [move(11, 13), move(10, 11)]);
    expect(compared).toMatchObject([{ metric: 'CONTACTS', moved: 3, explained: 3 }]);
    expect(compared[0]!.then.numerator).toBe(11);
    expect(addsUp(compared)).toBe(true);
  });
  it('do not add up while a revision is missing', () =>
    expect(addsUp(comparedWith(shown(10), shown(10), shown(13), [move(11, 13)]))).toBe(false));
  it('leave out a figure that there was not then', () =>
    expect(comparedWith(shown(10), [], shown(13), [])).toEqual([]));
  it('are proved by a digest, of which the beginning is shown', () =>
    expect(shortDigest('0123456789abcdef')).toBe('0123456789ab'));
  it('are shown at a moment of the bank’s clock, put in as day and hour', () => {
    expect(momentOf('2026-03-04', '09:30')).toBe('2026-03-04T09:30:00+08:00');
    expect([momentOf('', '09:30'), momentOf('2026-03-04', '')]).toEqual([null, null]);
  });
});
