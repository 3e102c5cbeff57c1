import { Mastery, MasteryCounted, Study, StudyLogged } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const FIGURES = `query ($scope: KpiScope!) { kpi(
  scope: $scope, period: { grain: DAY, start: "2026-02-26" }, metrics: [STUDY_MINUTES, MASTERY_MINUTES]
) { values { metric value } } }`;

const studied = (entryId: string, staffId: string, countedMinutes: number) =>
  StudyLogged.of({
    ...{ entryId, staffId, topic: '贷款政策', source: null, note: null, countedMinutes },
    ...{ startedAt: '2026-02-26T09:00:00+08:00', endedAt: '2026-02-26T10:00:00+08:00' },
    ...{ businessDate: '2026-02-26', loggedAt: '2026-02-26T11:00:00+08:00' },
  });

const counted = (staffId: string, minutes: number, added: number) =>
  MasteryCounted.of({ masteryId: `M-${staffId}`, staffId, days: [{ date: '2026-02-26', minutes, added }] });

describe('rule 16: the figures of learning', () => {
  let kpis: TestService;
  beforeAll(async () => {
    kpis = await startTestService(performanceKpis);
    await kpis.place(
      [placedUnit('H', null), placedUnit('L1', 'H')],
      [placedStaff('S1', 'RM', 'L1'), placedStaff('S2', 'RM', 'L1'), placedStaff('HQ', 'HEAD_OFFICE', 'H')],
    );
    await kpis.given(Study, 'D1', studied('E1', 'S1', 60), studied('E2', 'S1', 30));
    await kpis.given(Study, 'D2', studied('E3', 'S2', 15));
    await kpis.given(Mastery, 'M-S1', counted('S1', 200, 200), counted('S1', 190, -10));
    await kpis.given(Mastery, 'M-S2', counted('S2', 15, 15));
  }, 60_000);
  afterAll(() => kpis?.stop());

  it.each([
    [{ staffId: 'S1' }, 90, 190],
    [{ unitId: 'L1' }, 105, 205],
    [{ unitId: 'H' }, 105, 205],
  ])('are sums of the minutes that counted, what a day lost taken off: %j', async (scope, study, mastery) => {
    const { data } = await kpis.graphql(FIGURES, { as: 'HQ', variables: { scope } });
    expect(data.kpi.values).toEqual([
      { metric: 'STUDY_MINUTES', value: study },
      { metric: 'MASTERY_MINUTES', value: mastery },
    ]);
  });
});
