import type { ServerDouble } from '@hengxin/event-log/testing';
import { type RunningBank, SMALL_BANK, startBank } from '../journeys/bank.js';
import { expectFiguresEqualOracle } from '../oracle/compare.js';
import { Oracle } from '../oracle/oracle.js';
import { eventually, type Platform } from '../platform/platform.js';
import type { Source } from '../platform/sources.js';
import { callable, Load } from './load.js';

const SCHEDULING_OFFSET = 3;

/**
 * A server can’t be killed from here: where the platform is on one, this has another on the double, whose store stays
 * and whose connections do not.
 */
export function eventStoreGoneSuite(shared: () => RunningBank, source: Source): void {
  describe('the EventStoreDB gone twice during load', () => {
    let own: RunningBank | undefined;
    let platform: Platform;
    let double: ServerDouble;
    beforeAll(async () => {
      if (!shared().source.eventStore?.double) own = await startBank(source, { spec: SMALL_BANK, killableLog: true });
      const bank = own ?? shared();
      platform = bank.platform;
      double = bank.source.eventStore!.double!;
    }, 300_000);
    afterAll(() => own?.stop(), 60_000);

    const eventLog = async (): Promise<string> => {
      const answer = await fetch(`http://127.0.0.1:${platform.port + SCHEDULING_OFFSET}/health/ready`);
      return ((await answer.json()) as { checks: { eventLog: string } }).checks.eventLog;
    };

    it('readiness says so, all resumes by itself, nothing is lost or doubled, and figures are those of the log', async () => {
      const clients = await callable(platform, ['S0001', 'S0002']);
      const load = new Load(platform, clients, 10, '2026-03-02');
      for (let times = 0; times < 2; times++) {
        const before = load.acknowledged.size;
        await eventually(
          async () => load.acknowledged.size,
          (size) => size > before + 20,
          60_000,
        );
        await double.crash();
        await eventually(eventLog, (said) => /^EventStoreDB (refuses connections|does not answer)$/.test(said), 60_000);
        await double.restart();
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
}
