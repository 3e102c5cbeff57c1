import { windowsOf } from '../kpi/periods.rules.js';
import type { Touch } from '../figures/client-facts.rules.js';
import type { Placements } from '../figures/placements.rules.js';
import { METRIC_SET } from './index.js';
import { SharedClients } from './shared-clients.js';

const DAY = 20_515;
const MONTH = windowsOf(DAY)[2]!;
const [R1, R2, R3] = [1, 2, 3];
const units: Readonly<Record<number, number>> = { [R1]: 11, [R2]: 12, [R3]: 12 };
/** Who works nowhere has no place. */
const places: Placements = {
  stretchesOf: (staff) => {
    const direct = units[staff];
    return [{ from: -40_000, ...(direct === undefined ? { path: [] } : { path: [100, 200, direct], direct }) }];
  },
};
const touch = (staff: number, day = DAY, effective = true): Touch => ({
  day,
  at: day,
  channel: 'PHONE',
  staff,
  effective,
});
const view = (...touches: Touch[]) => ({ facts: { touches }, places });

describe('a client', () => {
  const moved = (before: ReturnType<typeof view>, after: ReturnType<typeof view>) => {
    const shared = new SharedClients(METRIC_SET);
    shared.move(before, after, MONTH);
    return shared.moved().map(({ units: of, clients }) => [of, clients]);
  };
  it.each([
    ['reached from one unit is shared by none', view(), view(touch(R1), touch(R1)), []],
    ['reached from two units is shared by both', view(touch(R1)), view(touch(R1), touch(R2)), [[[11, 12], 1]]],
    ['reached by two of one unit is not shared', view(), view(touch(R2), touch(R3)), []],
    ['tried, and not reached, is not shared', view(), view(touch(R1), touch(R2, DAY, false)), []],
    ['reached in another period is not shared', view(), view(touch(R1), touch(R2, DAY + 60)), []],
    ['reached by somebody without a place is not shared', view(), view(touch(R1), touch(9)), []],
    ['shared before and after moves nothing', view(touch(R1), touch(R2)), view(touch(R2), touch(R1), touch(R3)), []],
    ['no longer shared is taken off', view(touch(R1), touch(R2)), view(touch(R1)), [[[11, 12], -1]]],
  ])('%s', (_what, before, after, expected) => expect(moved(before, after)).toEqual(expected));

  it('is worth a look only where touches were made from more than one unit', () => {
    const shared = new SharedClients(METRIC_SET);
    expect(shared.concerns(view(touch(R2), touch(R3)))).toBe(false);
    expect(shared.concerns(view(touch(R2), touch(R1)))).toBe(true);
  });
});
