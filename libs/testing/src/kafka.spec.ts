import { kafkaMissing } from './kafka.js';

/** Whether suites may be skipped is decided by what can be had, not by what is installed. */
describe('a suite that needs a broker', () => {
  const before = { ...process.env };
  beforeEach(() => {
    delete process.env['KAFKA_BROKERS'];
    delete process.env['REQUIRE_KAFKA'];
    const docker = 'no Docker engine';
    process.env['HENGXIN_TEST_BROKERS'] = JSON.stringify({ image: 'x', docker, maven: 'no Maven', reaper: docker });
  });
  afterAll(() => void (process.env = before));

  it('is told in one line why none can be had', () => {
    expect(kafkaMissing()).toBe('no KAFKA_BROKERS, no Docker engine, and no Maven');
    expect(kafkaMissing({ killable: true })).toBe('no Maven, and a broker from elsewhere can not be killed');
  });

  it('takes the one of KAFKA_BROKERS, unless it is to be killed', () => {
    process.env['KAFKA_BROKERS'] = '127.0.0.1:9092';
    expect(kafkaMissing()).toBeUndefined();
    expect(kafkaMissing({ killable: true })).toBeDefined();
  });

  it('fails for the lack of one where REQUIRE_KAFKA is set', () => {
    process.env['REQUIRE_KAFKA'] = '1';
    expect(() => kafkaMissing()).toThrow(
      'REQUIRE_KAFKA is set, and no broker can be had: no KAFKA_BROKERS, no Docker engine, and no Maven',
    );
  });
});
