import { healthOf } from './health-model.js';

describe('a report of health', () => {
  it('names each service, and what is wrong with it', () =>
    expect(
      healthOf({
        ready: false,
        reason: 'the demo bank is being loaded',
        services: {
          organisation: 'ok',
          'visit-logging': 'no answer',
          'performance-kpis': { database: 'ok', bus: 'catching up' },
        },
      }),
    ).toEqual({
      ready: false,
      reason: 'the demo bank is being loaded',
      services: [
        { name: 'organisation', isWell: true, words: 'ok' },
        { name: 'visit-logging', isWell: false, words: 'no answer' },
        { name: 'performance-kpis', isWell: false, words: 'bus: catching up' },
      ],
    }));
  it('is none where something else was answered', () =>
    expect([null, 'ok', {}, { services: null }, { code: 'NOT_FOUND' }].map(healthOf)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]));
});
