import { coverReport, worthGreeting } from './beside-model.js';

const TODAY = '2026-03-09';
const leave = (to: string, statuses: readonly string[], more: object = {}) => ({
  to,
  cancelled: false,
  cover: { name: '王芳' },
  items: { edges: statuses.map((status) => ({ node: { status } })), pageInfo: { hasNextPage: false } },
  ...more,
});

describe('what was done during a leave', () => {
  it('is told once the leave is over, of the one that ended last', () => {
    const leaves = [leave('2026-03-04', ['DONE']), leave('2026-03-06', ['DONE', 'MISSED', 'DONE'])];
    expect(coverReport(leaves, TODAY)).toEqual({ name: '王芳', done: 2, all: 3, isMore: false });
    expect(coverReport([leave(TODAY, ['DONE'])], TODAY)).toBeNull();
  });
  it('is nothing without a cover, without clients, or of a leave taken back', () => {
    expect(coverReport([leave('2026-03-06', [])], TODAY)).toBeNull();
    expect(coverReport([leave('2026-03-06', ['DONE'], { cover: null })], TODAY)).toBeNull();
    expect(coverReport([leave('2026-03-06', ['DONE'], { cancelled: true })], TODAY)).toBeNull();
  });
});

it('a festival is told of while its list is open and somebody is left', () => {
  const list = (opensOn: string, toGreet: number) => ({ opensOn, toGreet });
  expect(worthGreeting([list(TODAY, 3), list('2026-03-10', 3), list(TODAY, 0)], TODAY)).toEqual([list(TODAY, 3)]);
});
