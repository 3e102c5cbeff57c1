import { boardsOf, isOfTime, notesOfCard, scoreTree, shownTarget, targetOf } from './appraisal-model.js';

const step = (group: string | null, metric: string | null, points: number | null, note: string | null = null) => ({
  group,
  metric,
  points,
  weight: points === null ? null : 25,
  note,
});

describe('a score', () => {
  const groups = [
    { group: 'CLIENT', weight: 60 },
    { group: 'VISIT', weight: 40 },
  ];
  const steps = [
    step('CLIENT', 'COVERAGE', 30),
    step('CLIENT', 'PACE', 20),
    step('CLIENT', 'CONSENTED', null, 'no target'),
    step('VISIT', null, null, 'weight to clients'),
    step(null, null, null, 'nothing'),
  ];
  it('is a tree of groups with the steps of their items, points summed up', () => {
    const [client, visit] = scoreTree(groups, steps);
    expect(client).toMatchObject({ group: 'CLIENT', weight: 60, counted: 50, points: 50, notes: [] });
    expect(client!.items.map(({ metric }) => metric)).toEqual(['COVERAGE', 'PACE', 'CONSENTED']);
    expect(visit).toMatchObject({ group: 'VISIT', counted: null, points: null, notes: ['weight to clients'] });
  });
  it('says what is out of the ordinary of the whole card', () => expect(notesOfCard(steps)).toEqual(['nothing']));
});

describe('places', () => {
  it('stand with those they are compared with: ranks begin again with each portfolio size', () => {
    const place = (rank: number, peers: number) => ({ rank, peers });
    const boards = boardsOf([place(1, 6), place(2, 6), place(2, 6), place(1, 6), place(3, 6), place(3, 9)]);
    expect(boards.map((board) => board.length)).toEqual([3, 2, 1]);
    expect(boardsOf([])).toEqual([]);
  });
});

describe('a target', () => {
  it('of a share is shown and put in in percent', () => {
    expect(shownTarget(0.735, true)).toBe('73.5');
    expect(targetOf('73.5', true)).toBe(0.735);
    expect(shownTarget(120, false)).toBe('120');
    expect(targetOf('120', false)).toBe(120);
  });
  it('that is empty, or no number, is none', () => {
    expect([targetOf('', false), targetOf('many', false), shownTarget(null, true)]).toEqual([null, null, '']);
  });
});

it('only another time is a change: what is above or beside is a yardstick', () =>
  expect((['PREVIOUS_PERIOD', 'SAME_PERIOD_LAST_YEAR', 'PARENT', 'SIBLINGS_MEDIAN'] as const).map(isOfTime)).toEqual([
    true,
    true,
    false,
    false,
  ]));
