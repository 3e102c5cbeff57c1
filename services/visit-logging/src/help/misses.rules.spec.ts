import { lastMissedRunning, type ReviewedVisit } from './misses.rules.js';

/** Visits of one client that ended an hour after each other, by their results; V1 ended first. */
const ended = (...results: readonly ReviewedVisit['result'][]): ReviewedVisit[] =>
  results.map((result, i) => ({ visitId: `V${i + 1}`, endedAt: `2026-03-02T1${i}:00:00+08:00`, result }));
const ofRun = (visitId: string, ...results: readonly ReviewedVisit['result'][]) =>
  lastMissedRunning(ended(...results), visitId)?.visitId;

describe('rule 10: two MISSED running for one client', () => {
  it.each<[string, string, ReviewedVisit['result'][], string | undefined]>([
    ['are two that ended one after the other', 'V2', ['MISSED', 'MISSED'], 'V2'],
    ['are two, whichever of them was reviewed last', 'V1', ['MISSED', 'MISSED'], 'V2'],
    ['are not one alone', 'V1', ['MISSED'], undefined],
    ['are not two with another result between them', 'V3', ['MISSED', 'PARTLY', 'MISSED'], undefined],
    ['stay two, though one that ended behind them was met', 'V2', ['MISSED', 'MISSED', 'MET'], 'V2'],
    ['are named by the last of more than two', 'V1', ['MISSED', 'MISSED', 'MISSED', 'MET'], 'V3'],
    ['are not two that ended before it', 'V4', ['MISSED', 'MISSED', 'MET', 'MISSED'], undefined],
    ['are none of a visit that was met', 'V3', ['MISSED', 'MISSED', 'MET'], undefined],
    ['are none of a visit that is not known yet', 'V9', ['MISSED', 'MISSED'], undefined],
  ])('%s', (_, visitId, results, last) => expect(ofRun(visitId, ...results)).toBe(last));

  it('are found in whatever order visits are read, by moments of any offset', () => {
    const [first, second] = ended('MISSED', 'MISSED') as [ReviewedVisit, ReviewedVisit];
    const inUtc = { ...first, endedAt: '2026-03-02T02:00:00Z' };
    expect(lastMissedRunning([second, inUtc], 'V1')).toBe(second);
  });
});
