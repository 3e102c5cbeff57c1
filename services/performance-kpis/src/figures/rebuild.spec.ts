import { spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  CalendarDays,
  CalendarDaySet,
  Client,
  ClientRegistered,
  Contact,
  ContactLogged,
  type HoldingRow,
  Holdings,
  HoldingsTold,
} from '@hengxin/contracts';
import { type Compared, type Config, CONFIG, Database, rebuild, type RebuildOrder } from '@hengxin/service-kit';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';
import { CountingAgain } from './counting-again.js';

const COVERAGE = `query { kpi(scope: { unitId: "H" }, period: { grain: WEEK, start: "2026-03-09" }, metrics: [COVERAGE]) {
  values { denominator } } }`;
const FIGURES = `query { kpi(scope: { unitId: "H" }, period: { grain: MONTH, start: "2026-03-01" }, metrics: [TOUCHES, CLIENTS_KEPT, DEPOSITS, PROMPTS_SERVED]) {
  values { numerator denominator } } }`;
const CLI = join(process.cwd(), 'deploy/standalone/dist/rebuild.js');

describe('a read model that is made again while it is read', () => {
  let kpis: TestService;
  beforeAll(async () => {
    kpis = await startTestService(performanceKpis, { now: '2026-04-10T09:00:00+08:00' });
    await kpis.place(
      [placedUnit('H', null), placedUnit('L1', 'H')],
      [placedStaff('S1', 'RM', 'L1'), placedStaff('HQ', 'HEAD_OFFICE', 'H')],
    );
    for (const clientId of ['C1', 'C2', 'C3']) {
      await kpis.given(
        Client,
        clientId,
        ClientRegistered.of({
          ...{ clientId, name: '甲', phone: null, tier: 'GOLD', interests: [], preferredChannel: null },
          ...{ birthday: { calendar: 'SOLAR', month: 3, day: 11, year: null }, contactsAYear: 6 },
          ...{ registeredOn: '2025-12-01', keeper: { rmId: 'S1', from: '2025-12-01' } },
        }),
      );
      await kpis.given(
        Holdings,
        `${clientId}.q`,
        HoldingsTold.of({ clientId, toldAt: at('02'), rows: [held(clientId)] }),
      );
    }
    await touch('K1', 'C1');
  }, 120_000);
  afterAll(() => kpis?.stop());

  const at = (day: string) => `2026-03-${day}T10:00:00+08:00`;
  const held = (clientId: string): HoldingRow => ({
    ...{
      holdingId: `${clientId}.H`,
      asOf: '2026-03-01',
      productCode: 'D01',
      productName: null,
      kind: 'DEMAND_DEPOSIT',
    },
    ...{ balanceCents: 100, openedOn: null, maturesOn: null, closedOn: null },
  });
  const touch = (contactId: string, clientId: string) =>
    kpis.given(
      Contact,
      contactId,
      ContactLogged.of({
        ...{ contactId, clientId, staffId: 'S1', unitId: 'L1', channel: 'PHONE', outcome: 'ENGAGED', effective: true },
        ...{ startedAt: at('11'), endedAt: at('11'), loggedAt: at('11'), businessDate: '2026-03-11', late: false },
        ...{ planItemId: null, followUpOn: null, notes: null },
      }),
    );

  async function figures(): Promise<[number, number | null][]> {
    const { data, errors } = await kpis.graphql(FIGURES, { as: 'HQ' });
    if (errors) throw new Error(JSON.stringify(errors));
    return data.kpi.values.map(({ numerator, denominator }: { numerator: number; denominator: number | null }) => [
      numerator,
      denominator,
    ]);
  }
  const RIGHT = [
    [1, null],
    [3, null],
    [9_300, 3_100],
    [1, 3],
  ];
  const WRONG = [[8, null], ...RIGHT.slice(1)];

  const config = () => kpis.app.get<Config>(CONFIG);
  const make = (order: Partial<RebuildOrder> = {}): Promise<Compared[]> =>
    rebuild(performanceKpis, config(), { readModel: 'figures', switches: true, say: () => undefined, ...order });
  const db = () => kpis.app.get(Database);
  const besides = async () =>
    (await db().query("select 1 from information_schema.schemata where schema_name like '%_next'")).length;
  const differing = (compared: readonly Compared[]) =>
    compared.filter(({ isSame }) => !isSame).map(({ table }) => table);

  it('is compared with the one that is read, table by table, and they are the same', async () => {
    expect(await figures()).toEqual(RIGHT);
    const said: string[] = [];
    const compared = await make({ switches: false, say: (line) => void said.push(line) });
    expect(differing(compared)).toEqual([]);
    expect(compared.map(({ table }) => table)).toEqual(
      expect.arrayContaining(['rollup', 'portfolio_level', 'client', 'holding_row', 'client_occasions']),
    );
    expect(said).toContain('holding_row: 3 rows, 3 in the new version, the same');
    expect([await figures(), await besides()]).toEqual([RIGHT, 0]);
  }, 120_000);

  it('broken off before it is in its place, it has changed nothing for a reader', async () => {
    await db().query("update rollup set touches = touches + 7 where scope = 'unit:H' and touches > 0");
    expect(await figures()).toEqual(WRONG);
    const stopped = new AbortController();
    stopped.abort(new Error('broken off'));
    await expect(make({ signal: stopped.signal })).rejects.toThrow('broken off');
    expect([await figures(), await besides()]).toEqual([WRONG, 0]);
  }, 120_000);

  it('killed on the way, it has changed nothing, and the next one begins from the start', async () => {
    const { databaseUrl, eventLogUrl } = config();
    const child = spawn(process.execPath, [CLI, '--read-model', 'figures'], {
      env: {
        ...process.env,
        HENGXIN_DATABASE_URL: databaseUrl,
        HENGXIN_EVENT_LOG_URL: eventLogUrl,
        HENGXIN_BUS: 'store',
      },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
    while ((await besides()) === 0 && child.exitCode === null) await figures();
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    expect([await figures(), await besides()]).toEqual([WRONG, 1]);
    expect(differing(await make({ switches: false }))).toEqual(['rollup']);
    expect(await besides()).toBe(0);
  }, 120_000);

  it('takes the place of the one that is read, and the service goes on with it', async () => {
    expect(differing(await make())).toEqual(['rollup']);
    expect([await figures(), await besides()]).toEqual([RIGHT, 0]);
    await touch('K2', 'C2');
    const rows = [{ ...held('C3'), asOf: '2026-03-31', balanceCents: 200 }];
    await kpis.given(Holdings, 'C3.q', HoldingsTold.of({ clientId: 'C3', toldAt: at('31'), rows }));
    expect(await figures()).toEqual([
      [2, null],
      [3, null],
      [9_400, 3_100],
      [2, 3],
    ]);
    await kpis.restart();
    await kpis.caughtUp();
    expect((await figures())[0]).toEqual([2, null]);
  }, 120_000);

  it('is made by the calendar of the bank, with the days that it told', async () => {
    const day = { date: '2026-03-12', kind: 'HOLIDAY', name: null, setAt: '2026-04-10T09:00:00+08:00' } as const;
    await kpis.given(CalendarDays, day.date, CalendarDaySet.of(day));
    await kpis.app.get(CountingAgain).completed;
    const owed = async () => {
      const { data, errors } = await kpis.graphql(COVERAGE, { as: 'HQ' });
      expect(errors).toBeUndefined();
      return data.kpi.values[0].denominator;
    };
    // Three clients of six contacts a year, in a week of four working days.
    expect(await owed()).toBe(3 * 6 * 4);
    expect(differing(await make())).toEqual([]);
    expect(await owed()).toBe(3 * 6 * 4);
    await kpis.restart();
    await kpis.caughtUp();
    expect(await owed()).toBe(3 * 6 * 4);
  }, 120_000);

  it('is refused where there is none of that name', async () => {
    await expect(make({ readModel: 'weather' })).rejects.toThrow('has no read model weather');
    const { rebuild: _, ...definition } = performanceKpis;
    const order = { readModel: 'figures', switches: true, say: () => undefined };
    await expect(rebuild(definition, config(), order)).rejects.toThrow('no read model that can be made again');
  });
});
