import { againMs, Fault, faultKind, mayPass } from './fault.js';

describe('a fault', () => {
  it.each([
    ['TOKEN_EXPIRED', 401, 'signed-out'],
    ['', 401, 'signed-out'],
    ['OUT_OF_SCOPE', 200, 'out-of-scope'],
    ['NOT_ALLOWED', 200, 'out-of-scope'],
    ['PLAN_NOT_READY', 200, 'being-counted'],
    ['FIGURES_BEING_COUNTED', 200, 'being-counted'],
    ['DATABASE_UNAVAILABLE', 200, 'service-down'],
    ['OPERATION_NOT_IN_TIME', 200, 'service-down'],
    ['', 502, 'service-down'],
    ['QUERY_INVALID', 400, 'refused'],
    ['STAFF_UNKNOWN', 401, 'refused'],
  ] as const)('%s with status %i is %s', (code, status, kind) => expect(faultKind(code, status)).toBe(kind));

  it('may pass unless the platform decided', () => {
    expect(mayPass(new Fault('offline', '', ''))).toBe(true);
    expect(mayPass(new Fault('service-down', '', ''))).toBe(true);
    expect(mayPass(new Fault('refused', '', ''))).toBe(false);
    expect(mayPass(new Error('a bug'))).toBe(false);
  });

  it.each([
    ['FIGURES_BEING_COUNTED', 200, 10_000],
    ['NOT_YET_VISIBLE', 200, 10_000],
    ['DATABASE_UNAVAILABLE', 200, 10_000],
    ['', 502, 10_000],
    ['OPERATION_NOT_IN_TIME', 200, false],
    ['TOKEN_EXPIRED', 401, false],
    ['OUT_OF_SCOPE', 200, false],
    ['QUERY_INVALID', 400, false],
  ] as const)('%s with status %i is asked again by itself after %s ms', (code, status, ms) =>
    expect(againMs(new Fault(faultKind(code, status), code, ''))).toBe(ms),
  );

  it('that is none, or one of our own, is nothing to ask again for', () =>
    expect([againMs(null), againMs(new Error('a bug'))]).toEqual([false, false]));
});
