import { Contact, ContactLogged } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { METRIC_SET } from '../metrics/index.js';
import { performanceKpis } from '../performance-kpis.module.js';

const EXPLAIN = `query ($scope: KpiScope!, $metric: Metric!) {
  kpiExplain(scope: $scope, period: { grain: MONTH, start: "2026-03-01" }, metric: $metric) {
    metric value numerator denominator sentence steps { label value rule contactIds } } }`;
const KPI = `query ($scope: KpiScope!) { kpi(scope: $scope, period: { grain: MONTH, start: "2026-03-01" }) {
  values { metric value numerator denominator } } }`;

describe('kpiExplain', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(performanceKpis, { now: '2026-03-20T09:00:00+08:00' });
    await service.place(
      [placedUnit('H', null, 'HEAD_OFFICE'), { ...placedUnit('B1', 'H'), name: '北行' }, placedUnit('B2', 'H')],
      [placedStaff('R1', 'RM', 'B1'), placedStaff('R2', 'RM', 'B1'), placedStaff('HO', 'HEAD_OFFICE', 'H')],
    );
    for (const [contactId, staffId, on] of [
      ['K1', 'R1', '2026-03-02'],
      ['K2', 'R2', '2026-03-03'],
      ['K3', 'R1', '2026-03-04'],
    ] as const)
      await service.given(
        Contact,
        contactId,
        ContactLogged.of({
          contactId,
          clientId: 'C1',
          staffId,
          unitId: 'B1',
          channel: 'PHONE',
          startedAt: `${on}T10:00:00+08:00`,
          endedAt: `${on}T10:10:00+08:00`,
          outcome: 'ENGAGED',
          effective: true,
          late: false,
          loggedAt: `${on}T10:11:00+08:00`,
          businessDate: on,
          planItemId: null,
          followUpOn: null,
          notes: null,
        }),
      );
  }, 120_000);
  afterAll(() => service?.stop());

  const ask = async (scope: object, metric: string, as: string, language = 'en') => {
    const headers = { 'accept-language': language };
    const { data, errors } = await service.graphql(EXPLAIN, { as, variables: { scope, metric }, headers });
    return errors ? errors[0]!.extensions : data.kpiExplain;
  };

  it('tells a figure in a sentence of the caller’s language, and lists the contacts behind it, the newest first', async () => {
    const found = await ask({ unitId: 'B1' }, 'CONTACTS', 'HO', 'zh');
    expect(found).toMatchObject({ metric: 'CONTACTS', value: 3, numerator: 3, denominator: null });
    expect(found.sentence).toBe(
      '北行 2026-03-01 至 2026-03-31 的有效联系：3 次有效联系。有效联系：双向、一对一且有结果。',
    );
    expect(found.steps[0]).toEqual({
      label: '有效联系次数',
      value: '3 次有效联系',
      rule: '5',
      contactIds: ['K3', 'K2', 'K1'],
    });
    expect(found.steps.at(-1)).toMatchObject({ contactIds: null });
  });

  it('lists to a relationship manager the contacts alone that are theirs to see', async () => {
    const found = await ask({ unitId: 'B1' }, 'CONTACTS', 'R1');
    expect(found.value).toBe(3);
    expect(found.steps[0].contactIds).toEqual(['K3', 'K1']);
  });

  it('tells of every metric what `kpi` answers', async () => {
    const { data } = await service.graphql(KPI, { as: 'HO', variables: { scope: { unitId: 'H' } } });
    for (const each of data.kpi.values) {
      const { metric, value, numerator, denominator, sentence, steps } = await ask({ unitId: 'H' }, each.metric, 'HO');
      expect({ metric, value, numerator, denominator }).toEqual(each);
      expect(sentence).not.toBe('');
      expect(steps.length).toBeGreaterThan(1);
    }
    expect(data.kpi.values).toHaveLength(METRIC_SET.codes.length);
  });

  it('is refused of a unit out of reach', async () =>
    expect(await ask({ unitId: 'B2' }, 'CONTACTS', 'R1')).toMatchObject({ code: 'OUT_OF_SCOPE', field: ['scope'] }));
});
