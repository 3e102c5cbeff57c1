import { isBehind, maySkip, queuesOf } from './parked-model.js';

const parked = (eventId: string, key: string, code: string, rest = {}) => ({
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
});

describe('parked events', () => {
  it('are shown a line a queue, by the event at fault and the number of those behind it', () => {
    const events = [
      parked('E1', 'C1', '23505'),
      parked('E2', 'C2', 'NOT_JSON'),
      parked('E3', 'C1', 'BEHIND_PARKED'),
      parked('E4', 'C1', 'BEHIND_PARKED', { consumer: 'list' }),
    ];
    const queues = queuesOf('performance-kpis', events);
    expect(queues.map(({ consumer, key, first, events: held }) => [consumer, key, first.code, held])).toEqual([
      ['figures', 'C1', '23505', 2],
      ['figures', 'C2', 'NOT_JSON', 1],
      ['list', 'C1', 'BEHIND_PARKED', 1],
    ]);
  });

  it('of two services are two queues, whatever their names', () => {
    const ids = (['visit-logging', 'performance-kpis'] as const).flatMap((service) =>
      queuesOf(service, [parked('E1', 'C1', 'NOT_JSON')]).map(({ id }) => id),
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('that were released are about to be taken', () => {
    expect(queuesOf('organisation', [parked('E1', 'C1', 'NOT_JSON', { released: true })])).toMatchObject([
      { released: true },
    ]);
  });

  it.each([
    ['NOT_JSON', false, true],
    ['NOT_JSON', true, false],
    ['BEHIND_PARKED', false, false],
  ])('with %s, released: %s, can be skipped: %s', (code, released, expected) =>
    expect(maySkip({ first: parked('E1', 'C1', code), released })).toBe(expected),
  );

  it.each([
    [0, false],
    [29.9, false],
    [30, true],
  ])('a consumer that lags for %d seconds is behind: %s', (lagSeconds, behind) =>
    expect(isBehind(lagSeconds)).toBe(behind),
  );
});
