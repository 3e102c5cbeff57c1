import { CONTEXTS } from '@hengxin/contracts';
import { expectFiguresEqualOracle } from '../oracle/compare.js';
import { Oracle } from '../oracle/oracle.js';
import type { RunningBank } from '../journeys/bank.js';
import { eventually } from '../platform/platform.js';
import { kill, whole } from './kill.js';
import { callable, Load } from './load.js';

const SERVICES = [...CONTEXTS, 'gateway'];

/** Leaves a platform that is whole, and some hundred contacts more. */
export function killSuite(bank: () => RunningBank): void {
  describe('kill -9 of each service in turn under load', () => {
    it('every answered contact is stored once, and all figures equal those recomputed by brute force', async () => {
      const { platform, source } = bank();
      const clients = await callable(platform, ['S0001', 'S0002', 'S0003', 'S0004']);
      const load = new Load(platform, clients, source.eventStore ? 20 : 60, '2026-03-02');
      for (const name of SERVICES) {
        const before = load.acknowledged.size;
        await eventually(
          async () => load.acknowledged.size,
          (size) => size >= before + 60,
          120_000,
        );
        await kill(platform, name);
      }
      await whole(platform);
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
}
