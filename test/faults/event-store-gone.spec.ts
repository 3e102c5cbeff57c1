import { bankFiles, SMALL_BANK } from '../journeys/bank.js';
import { expectFiguresEqualOracle } from '../oracle/compare.js';
import { Oracle } from '../oracle/oracle.js';
import { eventually, Platform } from '../platform/platform.js';
import { eventStore } from '../platform/sources.js';
import { callable, Load } from './load.js';

const SCHEDULING_OFFSET = 3;

/** A server can't be killed from here, so that this always runs on the double: its store stays, its connections do not. */
describe('the EventStoreDB gone twice during load', () => {
  const source = eventStore({ killable: true });
  let platform: Platform;
  beforeAll(async () => {
    await source.open();
    platform = await Platform.start({ eventLogUrl: source.eventLogUrl() });
    const { code, output } = await platform.import(await bankFiles(SMALL_BANK), { wait: true });
    if (code !== 0) throw new Error(output);
  }, 300_000);
  afterAll(async () => {
    await platform?.stop();
    await source.close();
  }, 60_000);

  const eventLog = async (): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${platform.port + SCHEDULING_OFFSET}/health/ready`);
    return ((await answer.json()) as { checks: { eventLog: string } }).checks.eventLog;
  };

  it('readiness says so, all resumes by itself, nothing is lost or doubled, and figures are those of the log', async () => {
    const { double } = source.eventStore()!;
    const clients = await callable(platform, ['S0001', 'S0002']);
    const load = new Load(platform, clients, 10, '2026-03-02');
    for (let times = 0; times < 2; times++) {
      const before = load.acknowledged.size;
      await eventually(
        async () => load.acknowledged.size,
        (size) => size > before + 20,
        60_000,
      );
      await double!.crash();
      await eventually(eventLog, (said) => /^EventStoreDB (refuses connections|does not answer)$/.test(said), 60_000);
      await double!.restart();
      await eventually(eventLog, (said) => said === 'ok', 60_000);
    }
    await load.stop();
    expect(load.refused).toEqual([]);
    const oracle = await Oracle.read(await platform.eventLogUrl());
    const stored = [...load.acknowledged.values()].filter((id) => oracle.contacts.has(id));
    expect(stored).toHaveLength(load.acknowledged.size);
    expect(new Set(stored).size).toBe(load.acknowledged.size);
    await expectFiguresEqualOracle(platform, 'H0001', [
      { grain: 'DAY', start: '2026-03-02' },
      { grain: 'MONTH', start: '2026-03-01' },
    ]);
  }, 400_000);
});
