import { Client, ClientAssigned, ClientRegistered, type HoldingRow, Holdings, HoldingsTold } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const FIGURES = `query ($scope: KpiScope!, $period: PeriodInput!) { kpi(
  scope: $scope, period: $period, metrics: [DEPOSITS, LOANS, DEPOSIT_GROWTH, PRODUCTS_A_CLIENT]
) { values { metric value numerator denominator } } }`;
const SERIES = `query ($scope: KpiScope!, $from: Date!, $to: Date!) {
  kpiSeries(scope: $scope, grain: MONTH, from: $from, to: $to, metrics: [DEPOSITS, DEPOSIT_GROWTH]) { values { metric value } } }`;
const QUARTER = { grain: 'QUARTER', start: '2026-01-01' };
const MARCH = { grain: 'MONTH', start: '2026-03-01' };

const row = (asOf: string, yuan: number, given: Partial<HoldingRow> = {}): HoldingRow => ({
  holdingId: 'H1',
  asOf,
  productCode: 'D01',
  productName: null,
  kind: 'DEMAND_DEPOSIT',
  balanceCents: yuan * 100,
  openedOn: null,
  maturesOn: null,
  closedOn: null,
  ...given,
});

describe('the figures of balances', () => {
  let kpis: TestService;
  beforeAll(async () => {
    kpis = await startTestService(performanceKpis, { now: '2026-04-10T09:00:00+08:00' });
    await kpis.place(
      [placedUnit('H', null), placedUnit('L1', 'H'), placedUnit('L2', 'H')],
      [placedStaff('S1', 'RM', 'L1'), placedStaff('S2', 'RM', 'L2'), placedStaff('HQ', 'HEAD_OFFICE', 'H')],
    );
  }, 60_000);
  afterAll(() => kpis?.stop());

  const registered = (clientId: string) =>
    ClientRegistered.of({
      clientId,
      name: '甲',
      phone: null,
      tier: 'GOLD',
      interests: [],
      preferredChannel: null,
      birthday: null,
      contactsAYear: 6,
      registeredOn: '2025-12-01',
    });
  const assigned = (clientId: string, rmId: string, from: string) =>
    ClientAssigned.of({ clientId, rmId, from, previousRmId: null });
  const keep = (clientId: string, rmId: string) =>
    kpis.given(Client, clientId, registered(clientId), assigned(clientId, rmId, '2025-12-01'));
  const tell = (clientId: string, ...rows: HoldingRow[]) =>
    kpis.given(Holdings, `${clientId}.q`, HoldingsTold.of({ clientId, toldAt: '2026-04-10T06:00:00+08:00', rows }));

  async function figures(scope: object, period: object): Promise<Record<string, number | null>> {
    const { data, errors } = await kpis.graphql(FIGURES, { as: 'HQ', variables: { scope, period } });
    if (errors) throw new Error(JSON.stringify(errors));
    return Object.fromEntries(
      data.kpi.values.map((each: { metric: string; value: number }) => [each.metric, each.value]),
    );
  }

  it('10 million for one day in a quarter earn next to nothing', async () => {
    await keep('C1', 'S1');
    await tell('C1', row('2026-01-01', 90_000), row('2026-03-31', 10_090_000), row('2026-04-01', 90_000));
    // 90 days: 90,000 on each, and 10 million more on the last one.
    const { DEPOSITS } = await figures({ staffId: 'S1' }, QUARTER);
    expect(DEPOSITS).toBeCloseTo(90_000 + 10_000_000 / 90, 6);
    expect((await figures({ unitId: 'H' }, QUARTER))['DEPOSITS']).toBe(DEPOSITS);
  });

  it('a period that runs is taken up to yesterday; one that begins today has none yet', async () => {
    expect((await figures({ unitId: 'L1' }, { grain: 'MONTH', start: '2026-04-01' }))['DEPOSITS']).toBe(90_000);
    expect((await figures({ unitId: 'L1' }, { grain: 'DAY', start: '2026-04-10' }))['DEPOSITS']).toBeNull();
    expect((await figures({ unitId: 'L1' }, { grain: 'YEAR', start: '2027-01-01' }))['DEPOSITS']).toBeNull();
  });

  it('growth is the daily average less that of the period before', async () => {
    const april = { grain: 'MONTH', start: '2026-04-01' };
    const march = 90_000 + 10_000_000 / 31;
    expect((await figures({ unitId: 'L1' }, april))['DEPOSIT_GROWTH']).toBeCloseTo(90_000 - march, 6);
    expect((await figures({ unitId: 'L1' }, MARCH))['DEPOSIT_GROWTH']).toBeCloseTo(march - 90_000, 6);
    expect((await figures({ unitId: 'L1' }, QUARTER))['DEPOSIT_GROWTH']).toBeCloseTo(90_000 + 10_000_000 / 90, 6);
    const variables = { scope: { unitId: 'L1' }, from: '2026-02-01', to: '2026-04-01' };
    const { data } = await kpis.graphql(SERIES, { as: 'HQ', variables });
    const series = data.kpiSeries.map(({ values }: { values: { value: number }[] }) =>
      values.map(({ value }) => value),
    );
    expect(series).toEqual([
      [90_000, expect.closeTo(0, 6)],
      [expect.closeTo(march, 6), expect.closeTo(march - 90_000, 6)],
      [90_000, expect.closeTo(90_000 - march, 6)],
    ]);
  });

  it('a corrected row restates the period, a late one too', async () => {
    await tell('C1', row('2026-03-31', 90_000));
    expect((await figures({ unitId: 'L1' }, QUARTER))['DEPOSITS']).toBe(90_000);
    await tell('C1', row('2026-02-15', 180_000), row('2026-03-01', 90_000));
    expect((await figures({ unitId: 'L1' }, QUARTER))['DEPOSITS']).toBeCloseTo(90_000 + (90_000 * 14) / 90, 6);
    await tell('C1', row('2026-02-15', 90_000));
    expect((await figures({ unitId: 'L1' }, QUARTER))['DEPOSITS']).toBe(90_000);
  });

  it('loans are counted apart, open holdings a client', async () => {
    await tell(
      'C1',
      row('2026-03-01', 31, { holdingId: 'L', kind: 'LOAN' }),
      row('2026-03-01', 5, { holdingId: 'W', kind: 'WEALTH', closedOn: '2026-03-20' }),
    );
    expect(await figures({ unitId: 'L1' }, MARCH)).toMatchObject({ DEPOSITS: 90_000, LOANS: 31, PRODUCTS_A_CLIENT: 2 });
    expect((await figures({ unitId: 'L1' }, { grain: 'DAY', start: '2026-03-19' }))['PRODUCTS_A_CLIENT']).toBe(3);
  });

  it('a handover dated back takes the balances along from its day on', async () => {
    await kpis.given(Client, 'C1', assigned('C1', 'S2', '2026-03-16'));
    expect((await figures({ staffId: 'S1' }, MARCH))['DEPOSITS']).toBeCloseTo((90_000 * 15) / 31, 6);
    expect((await figures({ unitId: 'L2' }, MARCH))['DEPOSITS']).toBeCloseTo((90_000 * 16) / 31, 6);
    expect((await figures({ unitId: 'H' }, MARCH))['DEPOSITS']).toBe(90_000);
  });

  it('a transfer dated back splits them by day between the units', async () => {
    await kpis.place([], [placedStaff('S2', 'RM', 'L1', '2026-03-26')]);
    expect((await figures({ unitId: 'L2' }, MARCH))['DEPOSITS']).toBeCloseTo((90_000 * 10) / 31, 6);
    expect((await figures({ unitId: 'L1' }, MARCH))['DEPOSITS']).toBeCloseTo((90_000 * 21) / 31, 6);
  });

  it('what was told of a client before anybody knew it counts once it appears', async () => {
    await tell('C9', row('2026-03-01', 310));
    expect((await figures({ unitId: 'H' }, MARCH))['DEPOSITS']).toBe(90_000);
    await keep('C9', 'S1');
    expect((await figures({ unitId: 'H' }, MARCH))['DEPOSITS']).toBe(90_310);
  });
});
