import { Visit, VisitRated } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const FIGURES = `query ($scope: KpiScope!) { kpi(
  scope: $scope, period: { grain: DAY, start: "2026-02-26" }, metrics: [RATING]
) { values { metric value numerator denominator } } }`;

const rated = (visitId: string, staffId: string, stars: number) =>
  VisitRated.of({
    ...{ visitId, clientId: 'C1', staffId, stars, comment: null },
    ...{ ratedAt: '2026-02-26T10:00:00+08:00', ratedOn: '2026-02-26' },
  });

describe('rule 18: the rating of visits', () => {
  let kpis: TestService;
  beforeAll(async () => {
    kpis = await startTestService(performanceKpis);
    await kpis.place(
      [placedUnit('H', null), placedUnit('L1', 'H'), placedUnit('L2', 'H')],
      [placedStaff('S1', 'RM', 'L1'), placedStaff('S2', 'RM', 'L2'), placedStaff('HQ', 'HEAD_OFFICE', 'H')],
    );
    await kpis.given(Visit, 'V1', rated('V1', 'S1', 5));
    await kpis.given(Visit, 'V2', rated('V2', 'S1', 4));
    await kpis.given(Visit, 'V3', rated('V3', 'S2', 1));
  }, 60_000);
  afterAll(() => kpis?.stop());

  it.each([
    [{ staffId: 'S1' }, 9, 2],
    [{ unitId: 'L2' }, 1, 1],
    [{ unitId: 'H' }, 10, 3],
  ])('is stars over ratings, a sum over a sum: %j', async (scope, numerator, denominator) => {
    const { data } = await kpis.graphql(FIGURES, { as: 'HQ', variables: { scope } });
    expect(data.kpi.values).toEqual([{ metric: 'RATING', value: numerator / denominator, numerator, denominator }]);
  });
});
