import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const SET = `mutation ($input: SetTargetsInput!) { setTargets(input: $input) {
  targets { scope { unit { id } staff { id } } metric month base stretch challenge } errors { code field } position } }`;
const TARGETS = `query ($scope: KpiScope!, $atLeast: Position) {
  targets(scope: $scope, year: 2026, atLeast: $atLeast) { scope { unit { id } } metric month base stretch challenge } }`;
const ATTAINMENTS = `query ($scope: KpiScope!, $period: PeriodInput!, $level: TargetLevel, $atLeast: Position) {
  attainments(scope: $scope, period: $period, level: $level, atLeast: $atLeast) {
    metric value target level attainment childrenSum difference } }`;
const QUARTER = { grain: 'QUARTER', start: '2026-01-01' };

describe('targets', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(performanceKpis, { now: '2026-03-20T09:00:00+08:00' });
    await service.place(
      [placedUnit('H', null, 'HEAD_OFFICE'), placedUnit('B1', 'H', 'BRANCH'), placedUnit('B2', 'H', 'BRANCH')],
      [
        placedStaff('R1', 'RM', 'B1'),
        placedStaff('R2', 'RM', 'B2'),
        placedStaff('M1', 'UNIT_HEAD', 'B1'),
        placedStaff('HO', 'HEAD_OFFICE', 'H'),
      ],
    );
  }, 120_000);
  afterAll(() => service?.stop());

  let commands = 0;
  const target = (of: object, base: number, month = '2026-01-01', metric = 'CONTACTS') => ({
    ...of,
    metric,
    month,
    base,
  });
  async function set(as: string, targets: readonly object[], commandId = `T${commands++}`) {
    const { data, errors } = await service.graphql(SET, { as, variables: { input: { commandId, targets } } });
    expect(errors).toBeUndefined();
    return data.setTargets;
  }
  const [H, B1, B2] = [{ unitId: 'H' }, { unitId: 'B1' }, { unitId: 'B2' }];

  it('are set by head office, read back, and set again', async () => {
    const { targets, errors } = await set('HO', [{ ...target(H, 100), stretch: 120 }, target({ staffId: 'R2' }, 50)]);
    expect(errors).toEqual([]);
    expect(targets[0]).toEqual({
      scope: { unit: { id: 'H' }, staff: null },
      metric: 'CONTACTS',
      month: '2026-01-01',
      base: 100,
      stretch: 120,
      challenge: null,
    });
    const { position } = await set('HO', [target(H, 300)]);
    const { data } = await service.graphql(TARGETS, { as: 'HO', variables: { scope: H, atLeast: position } });
    expect(data.targets).toEqual([
      {
        scope: { unit: { id: 'H' } },
        metric: 'CONTACTS',
        month: '2026-01-01',
        base: 300,
        stretch: null,
        challenge: null,
      },
    ]);
  });

  it('are no longer there once they are set to nothing', async () => {
    await set('HO', [target(B2, 10, '2026-12-01')]);
    const { position } = await set('HO', [{ ...B2, metric: 'CONTACTS', month: '2026-12-01' }]);
    const { data } = await service.graphql(TARGETS, { as: 'HO', variables: { scope: B2, atLeast: position } });
    expect(data.targets).toEqual([]);
  });

  it('are of the subtree for a unit head, and refused all together with one out of reach', async () => {
    expect((await set('M1', [target({ staffId: 'R1' }, 20)])).errors).toEqual([]);
    expect(await set('M1', [target(B1, 20, '2026-11-01'), target(B2, 20)])).toMatchObject({
      targets: null,
      position: null,
      errors: [{ code: 'TARGET_UNIT_UNKNOWN', field: ['input', 'targets', '1', 'unitId'] }],
    });
    const { data } = await service.graphql(TARGETS, { as: 'M1', variables: { scope: B1 } });
    expect(data.targets).toEqual([]);
  });

  it('are answered the same to a command that comes again', async () => {
    const first = await set('HO', [target(B1, 7, '2026-10-01')], 'again');
    expect(await set('HO', [target(B1, 7, '2026-10-01')], 'again')).toEqual(first);
    expect((await set('HO', [target(B1, 8, '2026-10-01')], 'again')).errors).toMatchObject([
      { code: 'COMMAND_ID_REUSED' },
    ]);
  });

  it('of a quarter are the sum of its months, and show how far those below add up to them', async () => {
    await set('HO', [target(B1, 120), target(B2, 150), target(B1, 10, '2026-02-01'), target(H, 100, '2026-03-01')]);
    const shares = ['2026-01-01', '2026-02-01'].map((month, i) => target(H, 0.5 + i * 0.25, month, 'COVERAGE'));
    const { position } = await set('HO', [...shares, target(B1, 0.9, '2026-01-01', 'COVERAGE')]);
    const ask = async (variables: object) =>
      (await service.graphql(ATTAINMENTS, { as: 'HO', variables: { atLeast: position, ...variables } })).data
        .attainments;
    expect(await ask({ scope: H, period: QUARTER })).toEqual([
      {
        metric: 'CONTACTS',
        value: 0,
        target: 400,
        level: 'BASE',
        attainment: 0,
        childrenSum: 280,
        difference: 120,
      },
      // A share of nothing has no value; shares of parts are not added up.
      {
        metric: 'COVERAGE',
        value: null,
        target: 0.625,
        level: 'BASE',
        attainment: null,
        childrenSum: null,
        difference: null,
      },
    ]);
    // What each of those below has of a level is the mean of its own months.
    const deposits = [target(B1, 100, '2026-01-01', 'DEPOSITS'), target(B2, 200, '2026-02-01', 'DEPOSITS')];
    const { position: later } = await set('HO', deposits);
    const found = await ask({ scope: H, period: QUARTER, atLeast: later });
    expect(found.find(({ metric }: { metric: string }) => metric === 'DEPOSITS')).toMatchObject({ childrenSum: 300 });
    expect(await ask({ scope: H, period: { grain: 'WEEK', start: '2026-03-02' } })).toEqual([]);
    expect(await ask({ scope: H, period: QUARTER, level: 'CHALLENGE' })).toEqual([]);
  });

  it('are added up of those below who were there in the period, not of who has left before it', async () => {
    const left = placedStaff('R9', 'RM', 'B2', '2025-01-01');
    await service.place([], [left]);
    const of = (staffId: string, base: number) => target({ staffId }, base, '2026-03-01');
    const { errors, position } = await set('HO', [of('R2', 30), of('R9', 40)]);
    expect(errors).toEqual([]);
    await service.place([], [{ ...left, validTo: '2026-02-28' }]);
    const period = { grain: 'MONTH', start: '2026-03-01' };
    const variables = { scope: B2, period, atLeast: position };
    const { data } = await service.graphql(ATTAINMENTS, { as: 'HO', variables });
    expect(data.attainments).toMatchObject([{ metric: 'CONTACTS', target: null, childrenSum: 30 }]);
  });

  it('are refused of a unit that is not open yet, and of who has left, and say what to choose', async () => {
    await service.place(
      [{ ...placedUnit('B3', 'H', 'BRANCH'), validFrom: '2026-05-10' }],
      [{ ...placedStaff('R8', 'RM', 'B2', '2025-01-01'), validTo: '2026-02-28' }],
    );
    const [B3, R8] = [{ unitId: 'B3' }, { staffId: 'R8' }];
    const field = ['input', 'targets', '0', 'month'];
    expect((await set('HO', [target(B3, 10, '2026-04-01')])).errors).toEqual([{ code: 'TARGET_UNIT_NOT_OPEN', field }]);
    expect((await set('HO', [target(B3, 10, '2026-05-01')])).errors).toEqual([]);
    expect((await set('HO', [target(R8, 10, '2026-03-01')])).errors).toEqual([
      { code: 'TARGET_STAFF_NOT_THERE', field },
    ]);
    expect((await set('HO', [target(R8, 10, '2026-02-01')])).errors).toEqual([]);
  });

  it('are refused with levels out of order, by the place of the target', async () => {
    const { errors } = await set('HO', [target(H, 10, '2026-09-01'), { ...target(B1, 10, '2026-09-01'), stretch: 9 }]);
    expect(errors).toEqual([{ code: 'TARGET_LEVELS', field: ['input', 'targets', '1'] }]);
  });

  it.each([
    ['set of a month beyond the calendar', '2201-01-01'],
    ['set of a day within a month', '2026-01-02'],
  ])('are refused when they are %s', async (_what, month) =>
    expect((await set('HO', [target(H, 10, month)])).errors).toEqual([
      { code: 'TARGET_MONTH', field: ['input', 'targets', '0', 'month'] },
    ]),
  );

  it('are not shown of a year beyond the calendar', async () => {
    const query = TARGETS.replace('year: 2026', 'year: 2201');
    const { errors } = await service.graphql(query, { as: 'HO', variables: { scope: H } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'DATE_OUTSIDE_CALENDAR', field: ['year'] });
  });
});
