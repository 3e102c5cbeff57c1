import { isBehind, queuesOf } from './parked-model.js';

const parked = (eventId: string, key: string, code: string, rest = {}) => ({
  node: {
    consumer: 'figures',
    topic: 'contacts',
    key,
    type: 'ContactLogged',
    eventId,
    code,
    reason: null,
    released: false,
    parkedAt: '2026-03-02T01:00:00Z',
    ...rest,
  },
});

describe('parked events', () => {
  it('are shown a line a queue, by the event at fault and the number of those behind it', () => {
    const edges = [
      parked('E1', 'C1', '23505'),
      parked('E2', 'C2', 'NOT_JSON'),
      parked('E3', 'C1', 'BEHIND_PARKED'),
      parked('E4', 'C1', 'BEHIND_PARKED', { consumer: 'list' }),
    ];
    expect(
      queuesOf('performance-kpis', { edges }).map(({ consumer, key, first, events }) => [
        consumer,
        key,
        first.code,
        events,
      ]),
    ).toEqual([
      ['figures', 'C1', '23505', 2],
      ['figures', 'C2', 'NOT_JSON', 1],
      ['list', 'C1', 'BEHIND_PARKED', 1],
    ]);
  });

  it('of two services are two queues, whatever their names', () => {
    const ids = (['visit-logging', 'performance-kpis'] as const).flatMap((service) =>
      queuesOf(service, { edges: [parked('E1', 'C1', 'NOT_JSON')] }).map(({ id }) => id),
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('that were released are about to be taken', () => {
    expect(queuesOf('organisation', { edges: [parked('E1', 'C1', 'NOT_JSON', { released: true })] })).toMatchObject([
      { released: true },
    ]);
  });

  it.each([
    [0, false],
    [29.9, false],
    [30, true],
  ])('a consumer that lags for %d seconds is behind: %s', (lagSeconds, behind) =>
    expect(isBehind(lagSeconds)).toBe(behind),
  );
});
