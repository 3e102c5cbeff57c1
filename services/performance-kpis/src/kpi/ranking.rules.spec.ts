import { ranked } from './ranking.rules.js';

describe('a ranking', () => {
  const rows = [
    { id: 'B', sortValue: 3 },
    { id: 'D', sortValue: null },
    { id: 'A', sortValue: 3 },
    { id: 'C', sortValue: 7 },
    { id: 'E', sortValue: 1 },
  ];

  it('shares a rank among ties, which stand by id', () => {
    expect(ranked(rows, true).map(({ row, rank }) => `${rank} ${row.id}`)).toEqual(['1 C', '2 A', '2 B', '4 E', '5 D']);
  });

  it('ascends when asked, and keeps those without a value at the end', () => {
    expect(ranked(rows, false).map(({ row, rank }) => `${rank} ${row.id}`)).toEqual([
      '1 E',
      '2 A',
      '2 B',
      '4 C',
      '5 D',
    ]);
  });
});
