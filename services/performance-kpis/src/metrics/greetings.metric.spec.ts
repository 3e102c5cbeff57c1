import { Greetings, GreetingsRecorded } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const FIGURE = `query ($scope: KpiScope!, $start: Date!) { kpi(scope: $scope, period: { grain: DAY, start: $start }, metrics: [GREETINGS]) {
  values { value numerator denominator } } }`;

describe('GREETINGS', () => {
  let kpis: TestService;
  beforeAll(async () => {
    kpis = await startTestService(performanceKpis);
    await kpis.place(
      [placedUnit('H', null), placedUnit('L1', 'H'), placedUnit('L2', 'H')],
      [placedStaff('S1', 'RM', 'L1'), placedStaff('S2', 'RM', 'L2'), placedStaff('HQ', 'HEAD_OFFICE', 'H')],
    );
    const told = (listId: string, staffId: string, clientIds: string[], businessDate: string) =>
      GreetingsRecorded.of({
        ...{ listId, staffId, unitId: 'L1', festival: 'LANTERN', date: '2026-03-03', channel: 'SMS', clientIds },
        ...{ recordedAt: `${businessDate}T09:00:00+08:00`, businessDate },
      });
    await kpis.given(
      Greetings,
      'G1',
      told('G1', 'S1', ['C1', 'C2'], '2026-02-26'),
      told('G1', 'S1', ['C3'], '2026-02-27'),
    );
    await kpis.given(Greetings, 'G2', told('G2', 'S2', ['C4'], '2026-02-26'));
  }, 60_000);
  afterAll(() => kpis?.stop());

  it.each([
    [{ staffId: 'S1' }, '2026-02-26', 2],
    [{ staffId: 'S1' }, '2026-02-27', 1],
    [{ unitId: 'L1' }, '2026-02-26', 2],
    [{ unitId: 'L2' }, '2026-02-26', 1],
    [{ unitId: 'H' }, '2026-02-26', 3],
  ])('counts clients greeted for who greeted them and their units: %j on %s are %d', async (scope, start, value) => {
    const { data } = await kpis.graphql(FIGURE, { as: 'HQ', variables: { scope, start } });
    expect(data.kpi.values).toEqual([{ value, numerator: value, denominator: null }]);
  });
});
