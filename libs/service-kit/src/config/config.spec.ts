import { ConfigFault } from '../process/environment.js';
import { readConfig } from './config.js';

const least = {
  HENGXIN_DATABASE_URL: 'postgres://u:p@localhost/hengxin',
  HENGXIN_JWKS_URL: 'https://login.bank/jwks',
  HENGXIN_JWT_ISSUER: 'https://login.bank',
  HENGXIN_INTERNAL_SECRET: 'a-secret-of-at-least-32-characters',
};

describe('configuration', () => {
  it('needs four variables; the rest has defaults', () => {
    expect(readConfig('visit-logging', least)).toMatchObject({
      schema: 'visit_logging',
      eventLogUrl: least.HENGXIN_DATABASE_URL,
      bus: 'store',
      standalone: false,
      jwtAudience: 'hengxin',
      timeZone: 'Asia/Shanghai',
      port: 8084,
      host: '127.0.0.1',
    });
  });

  it.each([
    ['organisation', 9001],
    ['client-registry', 9002],
    ['contact-scheduling', 9003],
    ['visit-logging', 9004],
    ['performance-kpis', 9005],
  ] as const)('the port of %s follows the gateway’s', (service, port) => {
    expect(readConfig(service, { ...least, HENGXIN_PORT: '9000' }).port).toBe(port);
    expect(readConfig(service, { ...least, HENGXIN_PORT: '9000', PORT: '7' }).port).toBe(7);
  });

  it.each([
    [{ HENGXIN_DATABASE_URL: undefined }, 'HENGXIN_DATABASE_URL is not set: PostgreSQL of the read models.'],
    [{ HENGXIN_DATABASE_URL: '' }, 'HENGXIN_DATABASE_URL is not set: PostgreSQL of the read models.'],
    [
      { HENGXIN_DATABASE_URL: 'mysql://x' },
      'HENGXIN_DATABASE_URL must be a URL that starts with postgres:// or postgresql://',
    ],
    [
      { HENGXIN_EVENT_LOG_URL: 'mysql://u:hunter2@x' },
      'HENGXIN_EVENT_LOG_URL must be a URL that starts with postgres://, postgresql://, esdb:// or esdb+discover://',
    ],
    [{ HENGXIN_EVENT_LOG_URL: 'esdb://u:hunter2@' }, 'HENGXIN_EVENT_LOG_URL is not valid: it names no host'],
    [
      { HENGXIN_EVENT_LOG_URL: 'esdb://u:hunter2@x?tlsVerifyCert=false' },
      /^HENGXIN_EVENT_LOG_URL is not valid: tlsVerifyCert has no effect/,
    ],
    [
      { HENGXIN_EVENT_LOG_URL: 'esdb://u:hunter2@x?tls=false' },
      /^HENGXIN_EVENT_LOG_URL is not valid: user and password are sent over TLS/,
    ],
    [
      { HENGXIN_DATABASE_URL: 'postgres://u:1/hunter2@x/bank' },
      /^HENGXIN_DATABASE_URL is not valid: it has an @ behind its host/,
    ],
    [{ HENGXIN_BUS: 'rabbit' }, /^HENGXIN_BUS is not valid: .*store.*kafka/],
    [{ HENGXIN_BUS: 'kafka' }, 'KAFKA_BROKERS is needed when HENGXIN_BUS is kafka'],
    [{ HENGXIN_TIME_ZONE: 'Asia/Peking' }, 'HENGXIN_TIME_ZONE must be an IANA time zone such as Asia/Shanghai'],
    [
      { HENGXIN_INTERNAL_SECRET: undefined },
      'HENGXIN_INTERNAL_SECRET is needed in the distributed profile: give all services and the gateway the same one',
    ],
    [{ HENGXIN_INTERNAL_SECRET: 'short' }, 'HENGXIN_INTERNAL_SECRET must have at least 32 characters'],
    [{ PORT: 'eighty' }, /^PORT /],
  ])('names the fault of %j', (change, sentence) => {
    const fault = faultOf({ ...least, ...change });
    expect(fault.faults.join()).not.toContain('hunter2');
    expect(fault.faults).toEqual([typeof sentence === 'string' ? sentence : expect.stringMatching(sentence)]);
  });

  it('needs no secret on one machine, where nobody then proves to be the gateway', () =>
    expect(
      readConfig('organisation', { ...least, HENGXIN_PROFILE: 'standalone', HENGXIN_INTERNAL_SECRET: undefined })
        .internalSecret,
    ).toBe(undefined));

  it('names all faults at once', () => expect(faultOf({}).faults).toHaveLength(4));
  it.each(['postgres://u:p@log/bank', 'esdb://u:p@a:2113,b:2113', 'esdb+discover://cluster.bank?epoch=2'])(
    'the event log may be at %s',
    (url) => {
      expect(readConfig('organisation', { ...least, HENGXIN_EVENT_LOG_URL: url }).eventLogUrl).toBe(url);
    },
  );

  function faultOf(environment: Record<string, string | undefined>): ConfigFault {
    try {
      readConfig('organisation', environment);
    } catch (error) {
      if (error instanceof ConfigFault) return error;
    }
    throw new Error('no fault');
  }
});
