import { expectFiguresEqualOracle } from '../oracle/compare.js';
import { bankFiles } from '../journeys/bank.js';
import { LOG_CONTACT } from '../journeys/queries.js';
import { eventually, Platform } from '../platform/platform.js';
import { pgControl } from '../platform/pg-control.js';
import { callable, Load } from './load.js';

const GONE_MS = 30_000;

describe('the database gone for 30 s during load', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await Platform.start();
    const { code, output } = await platform.import(await bankFiles(), { wait: true });
    if (code !== 0) throw new Error(output);
  }, 300_000);
  afterAll(() => platform?.stop(), 60_000);

  it('commands fail clearly meanwhile, all resumes by itself, and nothing is lost or doubled', async () => {
    const clients = await callable(platform, ['S0001', 'S0002']);
    const [client] = clients.of.get('S0001')!;
    const load = new Load(platform, clients, 20, '2026-03-02');
    await eventually(
      async () => load.acknowledged.size,
      (size) => size > 40,
    );
    await pgControl(platform.dataDir, 'stop', '-m', 'immediate');
    const goneAt = Date.now();
    const input = {
      commandId: 'gone-1',
      clientId: client,
      channel: 'PHONE',
      startedAt: '2026-03-02T08:00:00+08:00',
      endedAt: '2026-03-02T08:01:00+08:00',
      outcome: 'ENGAGED',
    };
    const answer = await platform.ask('S0001', LOG_CONTACT, { input });
    expect(answer.errors?.[0]?.extensions?.code).toMatch(/UNAVAILABLE/);
    expect(answer.errors?.[0]?.message).not.toMatch(/ECONNREFUSED|127\.0\.0\.1|at \w+ \(/);
    // The database must really stay away for half a minute: that is the fault under test, not a wait for something to happen.
    await new Promise((back) => setTimeout(back, GONE_MS - (Date.now() - goneAt)));
    await pgControl(platform.dataDir, 'restart');
    const before = load.acknowledged.size;
    await eventually(
      async () => load.acknowledged.size,
      (size) => size > before + 40,
      60_000,
    );
    await load.stop();
    expect(load.failures).toBeGreaterThan(0);
    expect(load.refused).toEqual([]);
    await expectFiguresEqualOracle(platform, 'H0001', [
      { grain: 'DAY', start: '2026-03-02' },
      { grain: 'MONTH', start: '2026-03-01' },
    ]);
  }, 300_000);
});
