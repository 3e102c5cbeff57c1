import { ClientGifts, GiftHandedOver } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const FIGURES = `query ($scope: KpiScope!) { kpi(
  scope: $scope, period: { grain: DAY, start: "2026-02-26" }, metrics: [GIFTS_IN_PERSON]
) { values { metric value numerator denominator } } }`;

const handedOver = (giftId: string, how: 'DELIVERED' | 'COLLECTED', staffId = 'S1') =>
  GiftHandedOver.of({
    ...{ giftId, clientId: 'C1', staffId, how, visitId: how === 'DELIVERED' ? 'V1' : null },
    ...{ handedOverAt: '2026-02-26T10:00:00+08:00', businessDate: '2026-02-26' },
  });

describe('rule 9: the in-person rate of gifts', () => {
  let kpis: TestService;
  beforeAll(async () => {
    kpis = await startTestService(performanceKpis);
    await kpis.place(
      [placedUnit('H', null), placedUnit('L1', 'H'), placedUnit('L2', 'H')],
      [placedStaff('S1', 'RM', 'L1'), placedStaff('S2', 'RM', 'L2'), placedStaff('HQ', 'HEAD_OFFICE', 'H')],
    );
    await kpis.given(ClientGifts, 'B1', handedOver('G1', 'DELIVERED'), handedOver('G2', 'COLLECTED'));
    await kpis.given(ClientGifts, 'B2', handedOver('G3', 'DELIVERED', 'S2'));
  }, 60_000);
  afterAll(() => kpis?.stop());

  it.each([
    [{ staffId: 'S1' }, 1, 2],
    [{ unitId: 'L2' }, 1, 1],
    [{ unitId: 'H' }, 2, 3],
  ])('is delivered over delivered and collected, for who handed them over: %j', async (scope, of, over) => {
    const { data } = await kpis.graphql(FIGURES, { as: 'HQ', variables: { scope } });
    expect(data.kpi.values).toEqual([
      { metric: 'GIFTS_IN_PERSON', value: of / over, numerator: of, denominator: over },
    ]);
  });
});
