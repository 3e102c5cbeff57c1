import { leaderboardOf, type Peer, seenBy, sizeClassOf } from './leaderboard.rules.js';

const peers = (clients: number, ...values: (number | null)[]): Peer[] =>
  values.map((value, i) => ({ staffId: `S${clients}-${i}`, clients, value }));
const places = (board: readonly { staffId: string; rank: number }[]) =>
  board.map(({ staffId, rank }) => `${rank} ${staffId}`);

describe('a leaderboard', () => {
  it.each([
    [0, 0],
    [100, 0],
    [101, 1],
    [200, 1],
    [201, 2],
    [300, 2],
    [301, 3],
  ])('compares a portfolio of %i clients in class %i', (clients, of) => expect(sizeClassOf(clients)).toBe(of));

  it('ranks peers of one size class, with shared ranks for ties, the largest portfolios first', () => {
    const board = leaderboardOf([...peers(90, 1, 2, 3, 4, 5), ...peers(250, 7, 9, 9, 8, 7)], false);
    expect(places(board)).toEqual([
      '1 S250-1',
      '1 S250-2',
      '3 S250-3',
      '4 S250-0',
      '4 S250-4',
      '1 S90-4',
      '2 S90-3',
      '3 S90-2',
      '4 S90-1',
      '5 S90-0',
    ]);
    expect(new Set(board.map(({ peers: count }) => count))).toEqual(new Set([5]));
  });

  it('ranks the lowest first where lower is better', () =>
    expect(places(leaderboardOf(peers(50, 3, 1, 2, 5, 4), true))[0]).toBe('1 S50-1'));

  it('has no place for fewer than five peers', () => {
    expect(leaderboardOf(peers(50, 1, 2, 3, 4), false)).toEqual([]);
    expect(leaderboardOf(peers(50, 1, 2, 3, 4, null), false)).toEqual([]);
  });

  it('shows a relationship manager the own place and the first three of the own class', () => {
    const board = leaderboardOf([...peers(90, 1, 2, 3, 4, 5, 6), ...peers(250, 7, 9, 9, 8, 7)], false);
    expect(places(seenBy('S90-0', board))).toEqual(['1 S90-5', '2 S90-4', '3 S90-3', '6 S90-0']);
    expect(places(seenBy('S90-5', board))).toEqual(['1 S90-5', '2 S90-4', '3 S90-3']);
    expect(seenBy('S0', board)).toEqual([]);
  });
});
