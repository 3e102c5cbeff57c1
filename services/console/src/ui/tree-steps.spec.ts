import { nextSort, type SeenRow, stepOf } from './tree-steps.js';

const rows: SeenRow[] = [
  { key: 'a', level: 1, isOpen: true },
  { key: 'a1', level: 2, isOpen: false },
  { key: 'a2', level: 2, isOpen: null },
  { key: 'b', level: 1, isOpen: false },
];
const to = (key: string) => ({ kind: 'row', key });

describe('the keys of a tree', () => {
  it('go up and down what is seen, and to its ends', () => {
    expect(stepOf(rows, 'a1', 'ArrowDown')).toEqual(to('a2'));
    expect(stepOf(rows, 'b', 'ArrowUp')).toEqual(to('a2'));
    expect([stepOf(rows, 'a1', 'Home'), stepOf(rows, 'a1', 'End')]).toEqual([to('a'), to('b')]);
    expect([stepOf(rows, 'a', 'ArrowUp'), stepOf(rows, 'b', 'ArrowDown')]).toEqual([null, null]);
  });
  it('open a row to the right, and then lead into its cells', () => {
    expect(stepOf(rows, 'a1', 'ArrowRight')).toEqual({ kind: 'toggle', key: 'a1' });
    expect(stepOf(rows, 'a', 'ArrowRight')).toEqual({ kind: 'cells' });
    expect(stepOf(rows, 'a2', 'ArrowRight')).toEqual({ kind: 'cells' });
  });
  it('shut a row to the left, and then lead to the one above it', () => {
    expect(stepOf(rows, 'a', 'ArrowLeft')).toEqual({ kind: 'toggle', key: 'a' });
    expect(stepOf(rows, 'a2', 'ArrowLeft')).toEqual(to('a'));
    expect(stepOf(rows, 'b', 'ArrowLeft')).toBeNull();
  });
  it('open or shut by Enter, or lead into a row that cannot be opened', () => {
    expect(stepOf(rows, 'b', 'Enter')).toEqual({ kind: 'toggle', key: 'b' });
    expect(stepOf(rows, 'a2', 'Enter')).toEqual({ kind: 'cells' });
  });
  it('do nothing where there is no such row, and for any other key', () => {
    expect([stepOf(rows, 'z', 'ArrowDown'), stepOf(rows, 'a', 'x')]).toEqual([null, null]);
  });
});

describe('the order of a column', () => {
  it('is largest first, and turned round by the next press', () => {
    const down = nextSort({ key: 'x', descending: true }, 'y');
    expect(down).toEqual({ key: 'y', descending: true });
    expect(nextSort(down, 'y')).toEqual({ key: 'y', descending: false });
  });
});
