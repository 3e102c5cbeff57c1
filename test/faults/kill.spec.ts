import { expectFiguresEqualOracle } from '../oracle/compare.js';
import { Oracle } from '../oracle/oracle.js';
import { BANK, bankFiles, SMALL_BANK } from '../journeys/bank.js';
import { eventually, Platform } from '../platform/platform.js';
import { sourcesAndStores } from '../platform/sources.js';
import { callable, Load } from './load.js';

const SERVICES = ['organisation', 'client-registry', 'contact-scheduling', 'visit-logging', 'performance-kpis', 'gateway'];

describe.each(sourcesAndStores)('kill -9 of each service in turn under load, source $name', (source) => {
  let platform: Platform;

  beforeAll(async () => {
    await source.open();
    platform = await Platform.start({ bus: source.bus, kafkaBrokers: source.brokers(), eventLogUrl: source.eventLogUrl() });
    const { code, output } = await platform.import(await bankFiles(source.eventStore() ? SMALL_BANK : BANK), { wait: true });
    if (code !== 0) throw new Error(output);
  }, 300_000);

  afterAll(async () => {
    await platform?.stop();
    await source.close();
  }, 60_000);

  it('every answered contact is stored once, and all figures equal those recomputed by brute force', async () => {
    const clients = await callable(platform, ['S0001', 'S0002', 'S0003', 'S0004']);
    const load = new Load(platform, clients, source.eventStore() ? 20 : 60, '2026-03-02');
    for (const name of SERVICES) {
      const before = load.acknowledged.size;
      await eventually(
        async () => load.acknowledged.size,
        (size) => size >= before + 60,
        120_000,
      );
      const pid = (await platform.pids())[name]!;
      process.kill(pid, 'SIGKILL');
      await eventually(
        async () => (await platform.pids())[name],
        (now) => now !== undefined && now !== null && now !== pid,
      );
    }
    await eventually(
      async () => (await fetch(`${platform.url}/health/ready`)).status,
      (status) => status === 200,
      60_000,
    );
    await load.stop();
    expect(load.refused).toEqual([]);
    expect(load.acknowledged.size).toBeGreaterThan(360);
    const oracle = await Oracle.read(await platform.eventLogUrl());
    const stored = [...load.acknowledged.values()].filter((id) => oracle.contacts.has(id));
    expect(stored).toHaveLength(load.acknowledged.size);
    expect(new Set(stored).size).toBe(load.acknowledged.size);
    await expectFiguresEqualOracle(platform, 'H0001', [
      { grain: 'DAY', start: '2026-03-02' },
      { grain: 'MONTH', start: '2026-03-01' },
      { grain: 'YEAR', start: '2026-01-01' },
    ]);
  }, 600_000);
});
