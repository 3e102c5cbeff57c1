import { Visit, VisitEnded, VisitReviewed, VisitReviewFellDue, VisitStarted } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const FIGURES = `query ($scope: KpiScope!) { kpi(
  scope: $scope, period: { grain: DAY, start: "2026-02-26" }, metrics: [VISITS, PREPARATION, GOALS_MET, REVIEWS_ON_TIME, FINDINGS_A_VISIT]
) { values { metric value numerator denominator } } }`;
const started = { startedAt: '2026-02-26T09:00:00+08:00', businessDate: '2026-02-26' };

function lifeOf(visitId: string, told: { score: number; result: 'MET' | 'MISSED'; inTime: boolean; findings: number }) {
  const subject = { visitId, clientId: 'C1', staffId: 'S1' };
  const none = { kind: 'NONE' as const, text: null, productCode: null, amountCents: null, dueOn: null };
  const { score, result, findings } = told;
  return [
    VisitStarted.of({ ...subject, ...started, district: null, checklist: [], parts: [], score, overrideReason: null }),
    VisitEnded.of({
      ...subject,
      ...started,
      endedAt: '2026-02-26T10:00:00+08:00',
      outcome: 'ENGAGED',
      notes: null,
      findings: [none],
      topics: [],
      achieved: null,
      loggedAt: '2026-02-26T10:00:00+08:00',
      contactId: `contact-${visitId}`,
      unitId: 'L1',
      planItemId: null,
      reviewDueAt: '2026-02-27T18:00:00+08:00',
    }),
    VisitReviewed.of({
      ...subject,
      result,
      reasons: [],
      lesson: null,
      nextTopic: null,
      nextOn: null,
      reviewedAt: '2026-02-27T17:00:00+08:00',
      onTime: told.inTime,
      endedOn: '2026-02-26',
      score,
      findings,
    }),
    VisitReviewFellDue.of({
      ...subject,
      dueAt: '2026-02-27T18:00:00+08:00',
      endedOn: '2026-02-26',
      inTime: told.inTime,
    }),
  ];
}

describe('the figures of visits', () => {
  let kpis: TestService;
  beforeAll(async () => {
    kpis = await startTestService(performanceKpis);
    await kpis.place(
      [placedUnit('H', null), placedUnit('L1', 'H')],
      [placedStaff('S1', 'RM', 'L1'), placedStaff('HQ', 'HEAD_OFFICE', 'H')],
    );
    await kpis.given(Visit, 'V1', ...lifeOf('V1', { score: 7, result: 'MET', inTime: true, findings: 3 }));
    await kpis.given(Visit, 'V2', ...lifeOf('V2', { score: 4, result: 'MISSED', inTime: false, findings: 0 }));
  }, 60_000);
  afterAll(() => kpis?.stop());

  it.each([[{ staffId: 'S1' }], [{ unitId: 'L1' }], [{ unitId: 'H' }]])(
    'count for whose visit it was, by the day of the visit, and for the units above: %j',
    async (scope) => {
      const { data } = await kpis.graphql(FIGURES, { as: 'HQ', variables: { scope } });
      expect(data.kpi.values).toEqual([
        { metric: 'VISITS', value: 2, numerator: 2, denominator: null },
        { metric: 'PREPARATION', value: 11 / 14, numerator: 11, denominator: 14 },
        { metric: 'GOALS_MET', value: 0.5, numerator: 1, denominator: 2 },
        { metric: 'REVIEWS_ON_TIME', value: 0.5, numerator: 1, denominator: 2 },
        { metric: 'FINDINGS_A_VISIT', value: 1.5, numerator: 3, denominator: 2 },
      ]);
    },
  );
});
