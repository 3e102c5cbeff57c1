import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const SAVE = 'mutation ($input: SaveScorecardInput!) { saveScorecard(input: $input) { errors { code } } }';
const TARGETS = 'mutation ($input: SetTargetsInput!) { setTargets(input: $input) { errors { code } } }';
const EVERYTHING = `query ($period: PeriodInput!) {
  kpi(scope: { unitId: "H" }, period: $period, metrics: [COVERAGE]) { provisional }
  kpiTable(unitId: "H", period: $period, metrics: [COVERAGE]) { provisional }
  score(scope: { unitId: "H" }, period: $period) { provisional }
  attainments(scope: { unitId: "H" }, period: $period) { provisional }
  leaderboard(metric: CONTACTS, period: $period) { provisional }
  kpiDistribution(unitId: "H", metric: CONTACTS, period: $period) { provisional }
  kpiExplain(scope: { unitId: "H" }, period: $period, metric: COVERAGE) { steps { label } } }`;

describe('rule 2: whatever was computed on a year whose holidays are not known says so', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(performanceKpis, { now: '2040-03-20T09:00:00+08:00' });
    await service.place([placedUnit('H', null)], [placedStaff('HO', 'HEAD_OFFICE', 'H'), placedStaff('R1', 'RM', 'H')]);
    const give = async (mutation: string, name: string, input: object) => {
      const { data } = await service.graphql(mutation, {
        as: 'HO',
        variables: { input: { commandId: name, ...input } },
      });
      expect(data[name].errors).toEqual([]);
    };
    await give(SAVE, 'saveScorecard', {
      ...{ name: '机构', validFrom: '2026-01-01', roles: ['UNIT_HEAD'] },
      groups: [{ group: 'CLIENT', weight: 100, items: [{ metric: 'CONTACTS', weight: 100 }] }],
    });
    await give(TARGETS, 'setTargets', {
      targets: ['2026-03-01', '2040-03-01'].map((month) => ({ unitId: 'H', metric: 'CONTACTS', month, base: 10 })),
    });
    await service.caughtUp();
  }, 120_000);
  afterAll(() => service?.stop());

  it.each([
    ['2026-03-01', false],
    ['2040-03-01', true],
  ])('figures of the month from %s: %s', async (start, provisional) => {
    const period = { grain: 'MONTH', start };
    const { data, errors } = await service.graphql(EVERYTHING, { as: 'HO', variables: { period } });
    expect(errors).toBeUndefined();
    const { attainments, kpiExplain, ...others } = data;
    expect(attainments).toEqual([{ provisional }]);
    for (const [name, answer] of Object.entries(others)) expect([name, answer]).toEqual([name, { provisional }]);
    const texts = kpiExplain.steps.map(({ label }: { label: string }) => label).join();
    expect(/暂定/.test(texts)).toBe(provisional);
  });
});
