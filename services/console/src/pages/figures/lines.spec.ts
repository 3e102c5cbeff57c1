import { type ExportWords, linesOf, type SeenFigures } from './lines.js';

const words: ExportWords = {
  level: 'Level',
  rank: 'Rank',
  id: 'Code',
  name: 'Name',
  metric: (metric) => metric,
  of: (name) => `${name} of`,
  per: (name) => `${name} per`,
};
const rows: SeenFigures[] = [
  {
    level: 1,
    node: {
      rank: 1,
      unit: { id: 'U1', name: '=北京分行' },
      staff: null,
      values: [{ metric: 'COVERAGE', value: 0.5, numerator: 10, denominator: 20 }],
    },
  },
  {
    level: 2,
    node: {
      rank: 2,
      unit: null,
      staff: { id: 'S1', name: '雷祥伦' },
      values: [{ metric: 'COVERAGE', value: null, numerator: 0, denominator: 0 }],
    },
  },
];

describe('the table as a file', () => {
  it('has a line a row, with both sides of each figure', () =>
    expect(linesOf(rows, ['COVERAGE'], words)).toEqual([
      ['Level', 'Rank', 'Code', 'Name', 'COVERAGE', 'COVERAGE of', 'COVERAGE per'],
      [1, 1, 'U1', '=北京分行', 0.5, 10, 20],
      [2, 2, 'S1', '雷祥伦', null, 0, 0],
    ]));
  it('has its head alone where nothing is on screen', () => expect(linesOf([], ['TOUCHES'], words)).toHaveLength(1));
});
