import { Client, ClientAssigned, ClientRegistered, Contact, ContactLogged } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from './performance-kpis.module.js';

const SERIES = `query ($scope: KpiScope!, $grain: Grain!, $from: Date!, $to: Date!, $metrics: [Metric!], $atLeast: Position) {
  kpiSeries(scope: $scope, grain: $grain, from: $from, to: $to, metrics: $metrics, atLeast: $atLeast) {
    start values { metric value numerator denominator } provisional } }`;
const KPI = `query ($scope: KpiScope!, $period: PeriodInput!) {
  kpi(scope: $scope, period: $period) { values { metric value numerator denominator } provisional } }`;
const TABLE = `query ($unitId: ID!, $period: PeriodInput!, $sortBy: Metric) {
  kpiTable(unitId: $unitId, period: $period, sortBy: $sortBy) { edges { node { unit { id } staff { id } trend } } } }`;
const WEEKS = { grain: 'WEEK', from: '2026-02-18', to: '2026-03-20' };

/** H over B over L1 and L2; R1 makes a contact every fourth day from February on, R2 one in March. */
describe('figures over time', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(performanceKpis, { now: '2026-03-20T09:00:00+08:00' });
    await service.place(
      [
        placedUnit('H', null, 'HEAD_OFFICE'),
        placedUnit('B', 'H', 'BRANCH'),
        placedUnit('L1', 'B', 'SUB_BRANCH'),
        placedUnit('L2', 'B', 'SUB_BRANCH'),
      ],
      [
        placedStaff('R1', 'RM', 'L1'),
        placedStaff('R2', 'RM', 'L2'),
        placedStaff('M1', 'UNIT_HEAD', 'L1'),
        placedStaff('HO', 'HEAD_OFFICE', 'H'),
      ],
    );
    for (const rmId of ['R1', 'R2']) {
      const clientId = `C-${rmId}`;
      const registered = {
        clientId,
        name: '客户',
        phone: null,
        tier: 'GOLD',
        interests: [] as string[],
        preferredChannel: null,
        birthday: null,
        contactsAYear: 12,
        registeredOn: '2026-02-10',
      } as const;
      const kept = ClientAssigned.of({ clientId, rmId, from: '2026-02-10', previousRmId: null });
      await service.given(Client, clientId, ClientRegistered.of(registered), kept);
    }
    for (const day of ['02-02', '02-06', '02-10', '02-14', '02-18', '02-22', '02-26', '03-02', '03-06', '03-10'])
      await log(`K${day}`, 'R1', 'L1', `2026-${day}`);
    await log('L', 'R2', 'L2', '2026-03-05');
  }, 120_000);
  afterAll(() => service?.stop());

  function log(contactId: string, staffId: string, unitId: string, on: string) {
    const at = (time: string) => `${on}T${time}:00+08:00`;
    const facts = {
      contactId,
      clientId: `C-${staffId}`,
      staffId,
      unitId,
      channel: 'PHONE',
      startedAt: at('10:00'),
      endedAt: at('10:10'),
      outcome: 'ENGAGED',
      effective: true,
      late: false,
      loggedAt: at('10:11'),
      businessDate: on,
      planItemId: null,
      followUpOn: null,
      notes: null,
    } as const;
    return service.given(Contact, contactId, ContactLogged.of(facts));
  }

  it.each([
    ['a unit by week', { unitId: 'H' }, WEEKS, 5],
    ['a member of staff by day', { staffId: 'R1' }, { grain: 'DAY', from: '2026-02-05', to: '2026-03-12' }, 36],
    ['a branch by quarter', { unitId: 'B' }, { grain: 'QUARTER', from: '2025-11-11', to: '2027-01-01' }, 6],
  ])('of %s are what `kpi` answers of each period', async (_what, scope, range, points) => {
    const { data, errors } = await service.graphql(SERIES, { as: 'HO', variables: { scope, ...range } });
    expect(errors).toBeUndefined();
    expect(data.kpiSeries).toHaveLength(points);
    for (const { start, ...point } of data.kpiSeries) {
      const one = await service.graphql(KPI, { as: 'HO', variables: { scope, period: { grain: range.grain, start } } });
      expect(point).toEqual(one.data.kpi);
    }
  });

  it('say the metrics asked for, in their order, and nothing of a unit without contacts', async () => {
    const ask = async (scope: object) => {
      const variables = {
        scope,
        grain: 'MONTH',
        from: '2026-01-01',
        to: '2026-03-01',
        metrics: ['CLIENTS_CONTACTED', 'CONTACTS'],
      };
      const { data } = await service.graphql(SERIES, { as: 'HO', variables });
      return data.kpiSeries.map(({ values }: { values: { value: number }[] }) => values.map(({ value }) => value));
    };
    expect(await ask({ unitId: 'L1' })).toEqual([
      [0, 0],
      [1, 7],
      [1, 3],
    ]);
    expect(await ask({ staffId: 'HO' })).toEqual(Array(3).fill([0, 0]));
  });

  it('mark the periods of a year whose holidays are not known', async () => {
    const variables = { scope: { unitId: 'H' }, grain: 'YEAR', from: '2026-01-01', to: '2027-01-01', metrics: [] };
    const { data } = await service.graphql(SERIES, { as: 'HO', variables });
    expect(data.kpiSeries).toEqual([
      { start: '2026-01-01', values: [], provisional: false },
      { start: '2027-01-01', values: [], provisional: true },
    ]);
  });

  it('of the rows of a table are the last six periods of what it is sorted by', async () => {
    const trends = async (unitId: string, sortBy: string | null) => {
      const { data, errors } = await service.graphql(TABLE, {
        as: 'HO',
        variables: { unitId, sortBy, period: { grain: 'MONTH', start: '2026-03-01' } },
      });
      expect(errors).toBeUndefined();
      return Object.fromEntries(
        data.kpiTable.edges.map(
          ({ node }: { node: { unit: { id: string } | null; staff: { id: string } | null; trend: number[] } }) => [
            (node.unit ?? node.staff)!.id,
            node.trend,
          ],
        ),
      );
    };
    expect(await trends('B', null)).toEqual({ L1: [0, 0, 0, 0, 7, 3], L2: [0, 0, 0, 0, 0, 1] });
    expect((await trends('L2', 'COVERAGE'))['R2']).toEqual([null, null, null, null, 0, expect.any(Number)]);
  });

  it.each([
    ['a scope that is none of theirs', 'R1', { scope: { unitId: 'L2' }, ...WEEKS }, 'OUT_OF_SCOPE', ['scope']],
    ['two scopes', 'HO', { scope: { unitId: 'H', staffId: 'R1' }, ...WEEKS }, 'SCOPE_NOT_ONE', ['scope']],
    [
      'an end before the beginning',
      'HO',
      { scope: { unitId: 'H' }, ...WEEKS, to: '2026-02-17' },
      'SERIES_ENDS_BEFORE_START',
      ['to'],
    ],
    [
      'more than 400 points',
      'HO',
      { scope: { unitId: 'H' }, ...WEEKS, grain: 'DAY', from: '2025-01-01' },
      'SERIES_TOO_LONG',
      ['to'],
    ],
    [
      'a day before the calendar',
      'HO',
      { scope: { unitId: 'H' }, ...WEEKS, from: '1999-12-31' },
      'DATE_OUTSIDE_CALENDAR',
      ['from'],
    ],
  ])('are refused for %s', async (_what, as, variables, code, field) => {
    const { errors } = await service.graphql(SERIES, { as, variables });
    expect(errors?.[0]?.extensions).toMatchObject({ code, field });
  });

  it('are not shown while everything is counted again', async () => {
    const { database } = service.parts;
    await database.query('update calendar_edition set complete = false');
    const { errors } = await service.graphql(SERIES, { as: 'HO', variables: { scope: { unitId: 'H' }, ...WEEKS } });
    await database.query('update calendar_edition set complete = true');
    expect(errors?.[0]?.extensions.code).toBe('FIGURES_BEING_COUNTED');
  });
});
