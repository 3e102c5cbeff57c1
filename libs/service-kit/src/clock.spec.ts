import { Clock } from './clock.js';

describe('the clock', () => {
  let real = Date.parse('2026-03-01T15:59:59Z');
  const clock = new Clock('Asia/Shanghai', () => real);

  it('tells the bank’s day and the bank’s offset', () => {
    expect([clock.today(), clock.instant()]).toEqual(['2026-03-01', '2026-03-01T23:59:59+08:00']);
    real += 1000;
    expect([clock.today(), clock.instant()]).toEqual(['2026-03-02', '2026-03-02T00:00:00+08:00']);
    expect(clock.dayOf('2026-03-01T16:00:00Z')).toBe('2026-03-02');
  });

  it('runs on from where it was put, and is never put back', () => {
    expect(clock.advanceTo(Date.parse('2026-05-01T09:00:00+08:00'))).toBe(true);
    real += 60_000;
    expect(clock.instant()).toBe('2026-05-01T09:01:00+08:00');
    expect(clock.advanceTo(Date.parse('2026-05-01T09:00:30+08:00'))).toBe(false);
    expect(clock.instant()).toBe('2026-05-01T09:01:00+08:00');
  });

  it('tells of each jump, until told to stop', () => {
    const told: string[] = [];
    const stop = clock.onMove(() => told.push(clock.instant()));
    clock.advanceTo(Date.parse('2026-05-02T09:00:00+08:00'));
    clock.advanceTo(Date.parse('2026-05-01T09:00:00+08:00'));
    stop();
    clock.advanceTo(Date.parse('2026-05-03T09:00:00+08:00'));
    expect(told).toEqual(['2026-05-02T09:00:00+08:00']);
  });
});
