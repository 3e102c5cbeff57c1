import { Help, HelpAccepted, HelpAsked } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const FIGURES = `query ($scope: KpiScope!, $start: Date!) { kpi(
  scope: $scope, period: { grain: DAY, start: $start }, metrics: [HELP_ASKED, HELP_GIVEN, HELP_IN_TIME]
) { values { value } } }`;

const asked = (helpId: string) =>
  HelpAsked.of({
    ...{ helpId, clientId: 'C1', askerId: 'S1', visitId: null, askerUnitId: 'L1', text: '请协助' },
    ...{ step: 'PEER', addresseeId: 'S2', unitId: 'L2', answerDueAt: '2026-02-27T18:00:00+08:00' },
    ...{ askedAt: '2026-02-25T10:00:00+08:00', askedOn: '2026-02-25' },
  });
const accepted = (helpId: string, inTime: boolean) =>
  HelpAccepted.of({
    // The client went to another manager meanwhile, and the request along with it.
    ...{ helpId, clientId: 'C1', askerId: 'S9', askedBy: 'S1', helperId: 'S2', inTime },
    ...{ acceptedAt: '2026-02-26T10:00:00+08:00', acceptedOn: '2026-02-26', askedOn: '2026-02-25' },
  });

describe('rule 11: the figures of help', () => {
  let kpis: TestService;
  beforeAll(async () => {
    kpis = await startTestService(performanceKpis);
    await kpis.place(
      [placedUnit('H', null), placedUnit('L1', 'H'), placedUnit('L2', 'H')],
      [placedStaff('S1', 'RM', 'L1'), placedStaff('S2', 'RM', 'L2'), placedStaff('HQ', 'HEAD_OFFICE', 'H')],
    );
    await kpis.given(Help, 'N1', asked('N1'), accepted('N1', true));
    await kpis.given(Help, 'N2', asked('N2'), accepted('N2', false));
    await kpis.given(Help, 'N3', asked('N3'));
  }, 60_000);
  afterAll(() => kpis?.stop());

  it.each([
    ['who asked, on the day of asking', { staffId: 'S1' }, '2026-02-25', [3, 0, 1 / 3]],
    ['who helped, on the day of accepting', { staffId: 'S2' }, '2026-02-26', [0, 2, null]],
    ['the units of both: asked', { unitId: 'H' }, '2026-02-25', [3, 0, 1 / 3]],
    ['the units of both: given', { unitId: 'H' }, '2026-02-26', [0, 2, null]],
    ['nobody else', { unitId: 'L2' }, '2026-02-25', [0, 0, null]],
  ])('count for %s', async (_, scope, start, values) => {
    const { data } = await kpis.graphql(FIGURES, { as: 'HQ', variables: { scope, start } });
    expect(data.kpi.values.map(({ value }: { value: number | null }) => value)).toEqual(values);
  });
});
