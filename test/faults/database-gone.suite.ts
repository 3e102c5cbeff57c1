import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expectFiguresEqualOracle } from '../oracle/compare.js';
import type { RunningBank } from '../journeys/bank.js';
import { LOG_CONTACT, type LogContact } from '../journeys/queries.js';
import { Oracle } from '../oracle/oracle.js';
import { eventually, type Platform } from '../platform/platform.js';
import { pgControl, postmaster, silence } from '../platform/pg-control.js';
import type { Source } from '../platform/sources.js';
import { callable, Load } from './load.js';

/** Where the facts are in it, and where it holds the read models alone. */
const GONE_MS = { PostgreSQL: 30_000, EventStoreDB: 10_000 };
const SILENT_MS = 20_000;
/**
 * The platform's `HENGXIN_DATABASE_ANSWER_MS`: long before the silence ends, so that connections are given up whose
 * statements the database still does when it comes back.
 */
export const ANSWER_MS = 4_000;
const WINDOWS = [
  { grain: 'DAY', start: '2026-03-02' },
  { grain: 'MONTH', start: '2026-03-01' },
] as const;
const KPI =
  '{ kpi(scope: { unitId: "U0001" }, period: { grain: DAY, start: "2026-03-02" }) { values { metric value } } }';

const call = (commandId: string, clientId: string) => ({
  commandId,
  clientId,
  channel: 'PHONE',
  startedAt: '2026-03-02T08:00:00+08:00',
  endedAt: '2026-03-02T08:01:00+08:00',
  outcome: 'ENGAGED',
});

/** The log is where the platform keeps its facts; its read models are in the database that goes away. */
export function databaseGoneSuite(bank: () => RunningBank, log: Source['log']): void {
  describe(`the database gone for ${GONE_MS[log] / 1000} s during load`, () => {
    let platform: Platform;
    beforeAll(() => void ({ platform } = bank()));

    it('commands fail clearly meanwhile, all resumes by itself, and nothing is lost or doubled', async () => {
      const clients = await callable(platform, ['S0001', 'S0002']);
      const [client] = clients.of.get('S0001')!;
      const load = new Load(platform, clients, 20, '2026-03-02');
      await eventually(
        async () => load.acknowledged.size,
        (size) => size > 40,
      );
      // Without this file it can't be started again, as on a disk that has failed: the launcher tries, and goes on
      // trying.
      const control = join(platform.dataDir, 'pg', 'global', 'pg_control');
      await rename(control, `${control}.away`);
      await pgControl(platform.dataDir, 'stop', '-m', 'immediate');
      const goneAt = Date.now();
      const answer = await platform.ask('S0001', LOG_CONTACT, { input: call('gone-1', client!) });
      expect(answer.errors?.[0]?.extensions?.code).toMatch(/UNAVAILABLE/);
      expect(answer.errors?.[0]?.message).not.toMatch(/ECONNREFUSED|127\.0\.0\.1|at \w+ \(/);
      // The database must really stay away: that is the fault under test, not a wait for something to happen.
      await new Promise((back) => setTimeout(back, GONE_MS[log] - (Date.now() - goneAt)));
      await rename(`${control}.away`, control);
      const before = load.acknowledged.size;
      await eventually(
        async () => load.acknowledged.size,
        (size) => size > before + 40,
        60_000,
      );
      await load.stop();
      expect(load.failures).toBeGreaterThan(0);
      expect(load.refused).toEqual([]);
      expect(platform.output()).toMatch(
        /PostgreSQL did not start: .*It is tried again\.\n[^]*PostgreSQL is up again\.\n/,
      );
      await expectFiguresEqualOracle(platform, 'H0001', WINDOWS);
    }, 300_000);

    it('killed with -9 during load, it is started again by the launcher, which says so; nothing is lost or doubled', async () => {
      const { contacts: before } = await Oracle.read(await platform.eventLogUrl());
      const clients = await callable(platform, ['S0001', 'S0002']);
      const load = new Load(platform, clients, 20, '2026-03-02');
      await eventually(
        async () => load.acknowledged.size,
        (size) => size > 40,
      );
      const said = platform.output().length;
      process.kill(await postmaster(platform.dataDir), 'SIGKILL');
      await eventually(
        async () => platform.output().slice(said),
        (output) => output.includes('PostgreSQL ended; it starts again.') && output.includes('PostgreSQL is up again.'),
        60_000,
      );
      const answered = load.acknowledged.size;
      await eventually(
        async () => load.acknowledged.size,
        (size) => size > answered + 40,
        60_000,
      );
      await load.stop();
      expect(load.refused).toEqual([]);
      const { contacts: after } = await Oracle.read(await platform.eventLogUrl());
      expect(after.size - before.size).toBe(load.acknowledged.size);
      await expectFiguresEqualOracle(platform, 'H0001', WINDOWS);
    }, 300_000);
  });

  describe('a database that falls silent during load, as behind a cut network', () => {
    let platform: Platform;
    beforeAll(() => void ({ platform } = bank()));

    it('everyone is told so in time, all resumes by itself, and what is done late is not done twice', async () => {
      const { contacts: before } = await Oracle.read(await platform.eventLogUrl());
      const clients = await callable(platform, ['S0001', 'S0002']);
      const load = new Load(platform, clients, 20, '2026-03-02');
      await eventually(
        async () => load.acknowledged.size,
        (size) => size > 40,
      );
      const input = call('silent-1', clients.of.get('S0001')![0]!);
      await platform.token('H0001');
      const speak = await silence(platform.dataDir, await platform.databaseUrl());
      try {
        const silentSince = Date.now();
        const signIn = expect(platform.newToken('H0001')).rejects.toThrow(/503 .*SERVICE_UNAVAILABLE/);
        const answers = await Promise.all([platform.ask('S0001', LOG_CONTACT, { input }), platform.ask('H0001', KPI)]);
        await signIn;
        for (const { errors } of answers) expect(errors?.[0]?.extensions?.code).toMatch(/UNAVAILABLE/);
        expect(Date.now() - silentSince).toBeLessThan(SILENT_MS);
        // As above: the silence is the fault under test.
        await new Promise((over) => setTimeout(over, SILENT_MS - (Date.now() - silentSince)));
      } finally {
        await speak();
      }
      await eventually(
        () => platform.ask<LogContact>('S0001', LOG_CONTACT, { input }),
        ({ data }) => !!data?.logContact?.contact,
        60_000,
      );
      await load.stop();
      expect(load.failures).toBeGreaterThan(0);
      expect(load.refused).toEqual([]);
      const { contacts: after } = await Oracle.read(await platform.eventLogUrl());
      expect(after.size - before.size).toBe(load.acknowledged.size + 1);
      await expectFiguresEqualOracle(platform, 'H0001', WINDOWS);
    }, 300_000);
  });
}
