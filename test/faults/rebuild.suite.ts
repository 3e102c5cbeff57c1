import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import type { RunningBank } from '../journeys/bank.js';
import { KPI, type Kpi, LOG_CONTACT, type LogContact } from '../journeys/queries.js';
import { expectFiguresEqualOracle } from '../oracle/compare.js';
import { becomes, eventually, type Platform } from '../platform/platform.js';
import { kill, whole } from './kill.js';
import { callable } from './load.js';

const CLI = join(process.cwd(), 'deploy/standalone/dist/rebuild.js');
const RM = 'S0001';
const HEAD_OFFICE = 'H0001';
const DAY = '2026-03-02';
const SCOPES = [{ unitId: 'U0001' }, { unitId: 'U1001' }, { unitId: 'U200001' }, { staffId: RM }];
const PERIODS = [
  { grain: 'DAY', start: DAY },
  { grain: 'MONTH', start: '2026-02-01' },
  { grain: 'YEAR', start: '2026-01-01' },
] as const;
/** The schema in which a new version grows: one number each time that it is made. */
const GROWING = "select oid::text from pg_namespace where nspname = 'performance_kpis_next'";

interface Rebuild {
  readonly child: ChildProcess;
  /** Its exit code, and the signal that ended it. */
  readonly ended: Promise<unknown[]>;
}

/** Leaves a platform that is whole, and a contact more. Its clock stands where it stood at the start. */
export function rebuildSuite(bank: () => RunningBank): void {
  describe('kill -9 while the figures are rebuilt', () => {
    let platform: Platform;
    let database: pg.Client;
    let before: Kpi['kpi']['values'][];
    const children: ChildProcess[] = [];

    const growing = async (): Promise<string | null> =>
      (await database.query<{ oid: string }>(GROWING)).rows[0]?.oid ?? null;
    /** Resolves once the new version grows. */
    const begin = async (): Promise<Rebuild> => {
      const left = await growing();
      const child = spawn(process.execPath, [CLI, '--read-model', 'figures'], {
        env: {
          ...process.env,
          HENGXIN_DATABASE_URL: await platform.databaseUrl(),
          HENGXIN_EVENT_LOG_URL: await platform.eventLogUrl(),
          HENGXIN_BUS: 'store',
        },
        stdio: 'ignore',
      });
      children.push(child);
      const ended = once(child, 'exit');
      await eventually(growing, (now) => typeof now === 'string' && now !== left);
      return { child, ended };
    };
    const figures = (): Promise<Kpi['kpi']['values'][]> =>
      Promise.all(
        SCOPES.flatMap((scope) =>
          PERIODS.map(async (period) => (await platform.data<Kpi>(HEAD_OFFICE, KPI, { scope, period })).kpi.values),
        ),
      );

    beforeAll(async () => {
      ({ platform } = bank());
      database = new pg.Client({ connectionString: await platform.databaseUrl() });
      await database.connect();
      // What somebody's days came to is told some seconds later.
      await expectFiguresEqualOracle(platform, HEAD_OFFICE, PERIODS, SCOPES);
      before = await figures();
    }, 120_000);
    afterAll(async () => {
      for (const child of children) child.kill('SIGKILL');
      await database?.end();
    });

    it('of the rebuild: nothing has changed for a reader', async () => {
      const { child, ended } = await begin();
      child.kill('SIGKILL');
      expect(await ended).toEqual([null, 'SIGKILL']);
      expect(await figures()).toEqual(before);
    }, 120_000);

    it('of the service: the next rebuild comes to its end, and the figures are those of before', async () => {
      const { ended } = await begin();
      await kill(platform, 'performance-kpis');
      expect(await ended).toEqual([0, null]);
      expect(await growing()).toBeNull();
      await whole(platform);
      await becomes(figures, before);
    }, 120_000);

    it('the service goes on from there, and the figures equal those recomputed by brute force', async () => {
      const { of } = await callable(platform, [RM]);
      const [clientId] = of.get(RM)!;
      const when = { startedAt: `${DAY}T08:57:00+08:00`, endedAt: `${DAY}T08:58:00+08:00` };
      const input = { commandId: randomUUID(), clientId, channel: 'PHONE', ...when, outcome: 'ENGAGED' };
      const { logContact } = await platform.data<LogContact>(RM, LOG_CONTACT, { input });
      expect(logContact.errors).toEqual([]);
      await expectFiguresEqualOracle(platform, HEAD_OFFICE, [{ grain: 'DAY', start: DAY }], SCOPES);
    }, 180_000);
  });
}
