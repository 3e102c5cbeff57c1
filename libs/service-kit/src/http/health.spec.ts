import { readiness } from './health.js';

describe('whether a service is ready', () => {
  it('is told in fixed words, and causes to its operators alone', async () => {
    const told: unknown[] = [];
    const cause = new Error('password authentication failed for user "hengxin" at 10.1.2.3');
    const report = await readiness(
      [
        { name: 'service', check: async () => undefined },
        { name: 'database', check: () => Promise.reject(cause) },
        { name: 'consumers', check: async () => 'catching up' },
      ],
      (name, error) => told.push([name, error]),
    );
    expect(report).toEqual({ ready: false, checks: { service: 'ok', database: 'failed', consumers: 'catching up' } });
    expect(told).toEqual([['database', cause]]);
  });
});
