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
      kafkaAccess: { tls: undefined, sasl: undefined },
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
    ['client-insight', 9006],
  ] as const)('the port of %s follows the gateway’s', (service, port) => {
    expect(readConfig(service, { ...least, HENGXIN_PORT: '9000' }).port).toBe(port);
    expect(readConfig(service, { ...least, HENGXIN_PORT: '9000', PORT: '7' }).port).toBe(7);
  });

  it('sends nothing to WeCom unless it is told how to', () => {
    expect(readConfig('client-registry', least).wecom).toBeUndefined();
    const set = { HENGXIN_WECOM_CORP_ID: 'corp', HENGXIN_WECOM_SECRET: 'hunter2' };
    const { wecom } = readConfig('client-registry', { ...least, ...set });
    expect(wecom).toEqual({ url: 'https://qyapi.weixin.qq.com', corpId: 'corp', secret: 'hunter2' });
  });

  it('takes holdings from a topic only where one is named, with either bus', () => {
    expect(readConfig('client-insight', least).holdingsTopic).toBeUndefined();
    const set = { HENGXIN_HOLDINGS_TOPIC: 'bank.holdings', KAFKA_BROKERS: 'a:9092, b:9092' };
    expect(readConfig('client-insight', { ...least, ...set })).toMatchObject({
      bus: 'store',
      holdingsTopic: 'bank.holdings',
      kafkaBrokers: ['a:9092', 'b:9092'],
    });
  });

  it('has rule 20’s numbers for signals, each of which a bank may set', () => {
    expect(readConfig('client-insight', least).signals).toEqual({
      ...{ maturesWithinDays: 7, fallToPercent: 70, meanOfDays: 30, meanAtLeastCents: 1_000_000 },
      ...{ inflowCents: 10_000_000, dormantDays: 90, dormantDepositsCents: 100_000, onceInDays: 14, aliveDays: 14 },
    });
    const set = {
      ...{ HENGXIN_SIGNAL_MATURES_WITHIN_DAYS: '1', HENGXIN_SIGNAL_FALL_TO_PERCENT: '2' },
      ...{ HENGXIN_SIGNAL_MEAN_OF_DAYS: '3', HENGXIN_SIGNAL_MEAN_AT_LEAST_YUAN: '4', HENGXIN_SIGNAL_INFLOW_YUAN: '5' },
      ...{ HENGXIN_SIGNAL_DORMANT_DAYS: '6', HENGXIN_SIGNAL_DORMANT_DEPOSITS_YUAN: '7' },
      ...{ HENGXIN_SIGNAL_ONCE_IN_DAYS: '8', HENGXIN_SIGNAL_ALIVE_DAYS: '9' },
    };
    expect(readConfig('client-insight', { ...least, ...set }).signals).toEqual({
      ...{ maturesWithinDays: 1, fallToPercent: 2, meanOfDays: 3, meanAtLeastCents: 400, inflowCents: 500 },
      ...{ dormantDays: 6, dormantDepositsCents: 700, onceInDays: 8, aliveDays: 9 },
    });
  });

  it.each([
    [{ HENGXIN_SIGNAL_FALL_TO_PERCENT: '100' }, /^HENGXIN_SIGNAL_FALL_TO_PERCENT is not valid/],
    [{ HENGXIN_SIGNAL_INFLOW_YUAN: '0.5' }, /^HENGXIN_SIGNAL_INFLOW_YUAN is not valid/],
    [{ HENGXIN_SIGNAL_DORMANT_DAYS: '0' }, /^HENGXIN_SIGNAL_DORMANT_DAYS is not valid/],
    [{ HENGXIN_WECOM_CORP_ID: 'corp' }, 'HENGXIN_WECOM_SECRET is needed when HENGXIN_WECOM_CORP_ID is set'],
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
    [{ HENGXIN_HOLDINGS_TOPIC: 'holdings' }, 'KAFKA_BROKERS is needed when HENGXIN_HOLDINGS_TOPIC is set'],
    [
      { HENGXIN_HOLDINGS_TOPIC: 'bank holdings', KAFKA_BROKERS: 'a:9092' },
      /^HENGXIN_HOLDINGS_TOPIC must be the name of a topic/,
    ],
    [{ KAFKA_SSL: 'yes' }, /^KAFKA_SSL is not valid: .*true.*false/],
    [
      { KAFKA_SASL_MECHANISM: 'hunter2', KAFKA_SASL_USERNAME: 'bank', KAFKA_SASL_PASSWORD_FILE: '.prettierrc.json' },
      /^KAFKA_SASL_MECHANISM is not valid: .*PLAIN.*SCRAM-SHA-512/,
    ],
    [{ KAFKA_SASL_USERNAME: 'hunter2' }, 'KAFKA_SASL_MECHANISM is needed with KAFKA_SASL_USERNAME'],
    [{ KAFKA_SSL: 'true', KAFKA_CA_FILE: '/hunter2' }, /^KAFKA_CA_FILE must be a file of certificates/],
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
