import { withoutShared } from './tree-view.rules.js';

const MARCH = { grain: 2, start: 20_513 };
const shared = (units: readonly string[], clients: number, window = MARCH) => ({
  ...window,
  measure: 'clients',
  units,
  clients,
});

describe('distinct clients of units that are added up', () => {
  const of = (...units: string[]) => new Set(units);
  it.each([
    ['shared by two of them are counted once', [shared(['A', 'B'], 3)], of('A', 'B', 'C'), 10 - 3],
    ['shared by all three of them are counted once', [shared(['A', 'B', 'C'], 2)], of('A', 'B', 'C'), 10 - 4],
    ['shared with a unit that is none of them stand', [shared(['A', 'Z'], 3)], of('A', 'B'), 10],
    ['of another period stand', [shared(['A', 'B'], 3, { grain: 2, start: 20_544 })], of('A', 'B'), 10],
    [
      'of several sets are each counted once',
      [shared(['A', 'B'], 1), shared(['B', 'C', 'Z'], 2)],
      of('A', 'B', 'C'),
      7,
    ],
  ])('%s', (_what, rows, units, clients) =>
    expect(withoutShared({ clients: 10, touches: 12 }, rows, MARCH, units)).toEqual({ clients, touches: 12 }),
  );
});
