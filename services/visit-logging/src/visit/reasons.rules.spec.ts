import { reasonRows, type ReasonCount } from './reasons.rules.js';

const count = (unitId: string, staffId: string, reason: ReasonCount['reason'], visits: number, score: number) => ({
  unitId,
  staffId,
  reason,
  visits,
  score,
});
const childOf = (unitId: string) => (unitId.startsWith('B1') ? 'B1' : 'HO');

describe('rule 10: reason by preparation score', () => {
  const counts = [
    count('B1-U1', 'S1', 'RATE', 1, 7),
    count('B1-U2', 'S2', 'RATE', 2, 2),
    count('B1-U2', 'S2', 'TRUST', 1, 4),
    count('HO', 'S9', 'RATE', 1, 1),
  ];
  it('is told of the unit as a whole, of each child with all below it, and of who is placed in it', () =>
    expect(reasonRows('HO', counts, childOf)).toEqual([
      { unitId: 'HO', staffId: null, reason: 'RATE', visits: 4, meanPreparation: 2.5 },
      { unitId: 'HO', staffId: null, reason: 'TRUST', visits: 1, meanPreparation: 4 },
      { unitId: 'B1', staffId: null, reason: 'RATE', visits: 3, meanPreparation: 3 },
      { unitId: 'B1', staffId: null, reason: 'TRUST', visits: 1, meanPreparation: 4 },
      { unitId: 'HO', staffId: 'S9', reason: 'RATE', visits: 1, meanPreparation: 1 },
    ]));
  it('is empty where nothing was missed', () => expect(reasonRows('HO', [], childOf)).toEqual([]));
});
