import {
  Client,
  ClientAssigned,
  ClientRegistered,
  Contact,
  ContactLogged,
  Plan,
  PlanDrawn,
  PlanItemDone,
} from '@hengxin/contracts';
import { Database } from '@hengxin/service-kit';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const FEBRUARY = { grain: 'MONTH', start: '2026-02-01' };
const CLOSE = `mutation ($input: ClosePeriodInput!) { closePeriod(input: $input) {
  period { grain start end } closedAt errors { code field } position } }`;
const KPI = `query ($scope: KpiScope!, $period: PeriodInput!, $asOf: Instant, $view: TreeView, $atLeast: Position) {
  kpi(scope: $scope, period: $period, asOf: $asOf, view: $view, atLeast: $atLeast, metrics: [CONTACTS, CLIENTS_CONTACTED, PLAN_COMPLETION, COVERAGE]) {
    asOf closed closedAt digest values { metric numerator denominator } } }`;
const COMPARED = `query ($scope: KpiScope!, $period: PeriodInput!, $asOf: Instant, $view: TreeView) {
  kpi(scope: $scope, period: $period, asOf: $asOf, view: $view,
    compare: [PREVIOUS_PERIOD, PARENT, SIBLINGS_MEDIAN], metrics: [CONTACTS]) {
    comparisons { against values { numerator } } } }`;
const TREND = `query ($period: PeriodInput!, $asOf: Instant) {
  kpiTable(unitId: "H", period: $period, asOf: $asOf, metrics: [CONTACTS]) {
  edges { node { unit { id } trend } } } }`;
const TABLE = `query ($period: PeriodInput!, $asOf: Instant) { kpiTable(unitId: "H", period: $period, asOf: $asOf, metrics: [CONTACTS]) {
  edges { node { unit { id } rank values { numerator } } } } }`;
const REVISIONS = `query ($scope: KpiScope!, $period: PeriodInput!, $first: Int, $after: String) {
  kpi(scope: $scope, period: $period, metrics: [CONTACTS, PLAN_COMPLETION, COVERAGE]) { revisions(first: $first, after: $after) {
    edges { node { at changes { metric before { numerator denominator } after { numerator denominator } } } } pageInfo { hasNextPage endCursor } } } }`;
const H = { unitId: 'H' };

describe('a closed period', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(performanceKpis, { now: '2026-03-20T09:00:00+08:00' });
    await service.place(
      [placedUnit('H', null, 'HEAD_OFFICE'), placedUnit('B1', 'H'), placedUnit('B2', 'H')],
      [placedStaff('R1', 'RM', 'B1'), placedStaff('R2', 'RM', 'B2'), placedStaff('HO', 'HEAD_OFFICE', 'H')],
    );
    await registered('C1', 'R1');
    await registered('C2', 'R2');
    await log('K1', 'C1', 'R1', '2026-02-03', '2026-02-03T10:11:00+08:00');
    await log('K2', 'C2', 'R2', '2026-02-04', '2026-02-04T10:11:00+08:00');
    await service.given(
      Plan,
      'P1',
      PlanDrawn.of({
        planId: 'P1',
        staffId: 'R1',
        date: '2026-02-03',
        dayKind: 'WORKING_DAY',
        capacity: 10,
        provisional: false,
        items: [item('I1', 'C1'), item('I2', 'C2')],
      }),
    );
  }, 120_000);
  afterAll(() => service?.stop());

  const item = (itemId: string, clientId: string) =>
    ({
      itemId,
      clientId,
      channel: 'PHONE',
      dueSince: '2026-02-03',
      reason: { code: 'CADENCE', lastContactOn: null, daysSinceContact: null, intervalDays: 30, promisedOn: null },
    }) as const;
  const registered = (clientId: string, rmId: string) =>
    service.given(
      Client,
      clientId,
      ClientRegistered.of({
        clientId,
        name: '客户',
        phone: null,
        tier: 'GOLD',
        interests: [],
        preferredChannel: null,
        birthday: null,
        contactsAYear: 52,
        registeredOn: '2026-01-01',
      }),
      ClientAssigned.of({ clientId, rmId, from: '2026-01-01', previousRmId: null }),
    );
  function log(contactId: string, clientId: string, staffId: string, on: string, loggedAt: string) {
    const facts = {
      contactId,
      clientId,
      staffId,
      unitId: 'B1',
      channel: 'PHONE',
      startedAt: `${on}T10:00:00+08:00`,
      endedAt: `${on}T10:10:00+08:00`,
      outcome: 'ENGAGED',
      effective: true,
      late: false,
      loggedAt,
      businessDate: on,
      planItemId: null,
      followUpOn: null,
      notes: null,
    } as const;
    return service.given(Contact, contactId, ContactLogged.of(facts));
  }
  const close = async (commandId: string, period: object, as = 'HO') => {
    const { data, errors } = await service.graphql(CLOSE, { as, variables: { input: { commandId, period } } });
    return errors ? { errors: errors.map(({ extensions }) => extensions) } : data.closePeriod;
  };
  const kpi = async (variables: object = {}) => {
    const { data, errors } = await service.graphql(KPI, {
      as: 'HO',
      variables: { scope: H, period: FEBRUARY, ...variables },
    });
    return errors ? errors[0]!.extensions : data.kpi;
  };
  const revisions = async (page: object = {}, scope: object = H) => {
    const { data, errors } = await service.graphql(REVISIONS, {
      as: 'HO',
      variables: { scope, period: FEBRUARY, ...page },
    });
    expect(errors).toBeUndefined();
    return data.kpi.revisions;
  };
  const contactsOf = ({ values }: { values: { metric: string; numerator: number }[] }) => values[0]!.numerator;

  it('is one that head office has closed', async () => {
    expect(await kpi()).toMatchObject({ closed: false, closedAt: null, digest: null, asOf: null });
    const closed = await close('close-1', FEBRUARY);
    expect(closed).toMatchObject({
      period: { ...FEBRUARY, end: '2026-02-28' },
      closedAt: '2026-03-20T09:00:00+08:00',
      errors: [],
    });
    expect(await kpi({ atLeast: closed.position })).toMatchObject({
      closed: true,
      closedAt: '2026-03-20T09:00:00+08:00',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('is closed once: who comes later gets the first closing', async () => {
    service.clock.set('2026-03-20T10:00:00+08:00');
    expect(await close('close-2', FEBRUARY)).toMatchObject({ closedAt: '2026-03-20T09:00:00+08:00', errors: [] });
  });

  it('keeps the digests of all scopes with its closing, whatever is written into its figures', async () => {
    const db = service.app.get(Database);
    const digests = () =>
      db.query<{ scope: string }>("select scope, digest from closing_digest where period_start = '2026-02-01'");
    await eventually(async () => (await digests()).some(({ scope }) => scope === 'staff:R1'));
    const { digest } = await kpi();
    expect(await digests()).toContainEqual({ scope: 'unit:H', digest });
    const written = (by: number) =>
      db.query(`update rollup set touches = touches + ${by} where scope = 'unit:H' and touches > 0`);
    await written(7);
    expect((await kpi()).digest).toBe(digest);
    await written(-7);
  });

  it.each([
    ['before it is over', { grain: 'MONTH', start: '2026-03-01' }, 'PERIOD_NOT_OVER', ['input', 'period']],
    [
      'by a day on which none begins',
      { grain: 'MONTH', start: '2026-02-02' },
      'PERIOD_START',
      ['input', 'period', 'start'],
    ],
    [
      'of another calendar',
      { grain: 'YEAR', start: '1999-01-01' },
      'DATE_OUTSIDE_CALENDAR',
      ['input', 'period', 'start'],
    ],
  ])('is not closed %s', async (_what, period, code, field) =>
    expect(await close(`refused ${code}`, period)).toMatchObject({ period: null, errors: [{ code, field }] }),
  );

  it('is closed by nobody but head office', async () =>
    expect(await close('by a manager', FEBRUARY, 'R1')).toMatchObject({ errors: [{ code: 'NOT_ALLOWED' }] }));

  it('keeps what was shown, proves it, and tells each move, whatever comes late', async () => {
    const before = await kpi();
    service.clock.set('2026-03-20T11:00:00+08:00');
    await log('K3', 'C1', 'R1', '2026-02-20', '2026-03-20T11:00:00+08:00');
    const between = await kpi();
    service.clock.set('2026-03-20T12:00:00+08:00');
    await service.given(
      Plan,
      'P1',
      PlanItemDone.of({
        planId: 'P1',
        staffId: 'R1',
        date: '2026-02-03',
        itemId: 'I1',
        clientId: 'C1',
        contactId: 'K3',
        doneAt: '2026-03-20T12:00:00+08:00',
      }),
    );
    await registered('C3', 'R2');
    const after = await kpi();

    expect([contactsOf(before), contactsOf(between), contactsOf(after)]).toEqual([2, 3, 3]);
    expect([between.digest, after.digest]).toEqual([before.digest, before.digest]);
    const asOf = async (moment: string) => (await kpi({ asOf: moment })).values;
    expect(await asOf('2026-03-20T09:00:00+08:00')).toEqual(before.values);
    expect(await asOf('2026-03-20T10:59:59+08:00')).toEqual(before.values);
    expect(await asOf('2026-03-20T11:30:00+08:00')).toEqual(between.values);
    expect(await asOf('2026-03-20T12:00:00+08:00')).toEqual(after.values);

    const { edges } = await revisions();
    const moved = edges.map(({ node }: { node: { changes: { metric: string }[] } }) =>
      node.changes.map(({ metric }) => metric),
    );
    expect(moved.at(-1)).toEqual(['CONTACTS', 'COVERAGE']);
    expect(moved.flat()).toContain('PLAN_COMPLETION');
    // They lead from what was closed to what is shown now, denominators too: C3 is owed contacts of February.
    for (const metric of ['CONTACTS', 'PLAN_COMPLETION', 'COVERAGE']) {
      const own = edges
        .flatMap(({ node }: { node: { changes: { metric: string; before: object; after: object }[] } }) => node.changes)
        .filter((change: { metric: string }) => change.metric === metric);
      const valueIn = ({ values }: { values: { metric: string; numerator: number; denominator: number | null }[] }) => {
        const { numerator, denominator } = values.find((value) => value.metric === metric)!;
        return { numerator, denominator };
      };
      expect([own.at(-1).before, own[0].after]).toEqual([valueIn(before), valueIn(after)]);
      for (let i = 1; i < own.length; i++) expect(own[i].after).toEqual(own[i - 1].before);
    }
    const first = await revisions({ first: 1 });
    expect(first.edges).toEqual(edges.slice(0, 1));
    expect((await revisions({ after: first.pageInfo.endCursor })).edges).toEqual(edges.slice(1));
  });

  it('is shown of a member of staff as it was by either tree: a person has the same figures in both', async () => {
    const then = { scope: { staffId: 'R1' }, asOf: '2026-03-20T09:00:00+08:00' };
    const shown = await kpi({ ...then, view: 'AS_IS' });
    expect(shown.values).toEqual((await kpi(then)).values);
    expect(contactsOf(shown)).toBe(1);
  });

  it('is shown as it was in a table, too', async () => {
    const rows = async (asOf: string | null) => {
      const { data } = await service.graphql(TABLE, { as: 'HO', variables: { period: FEBRUARY, asOf } });
      return data.kpiTable.edges.map(
        ({ node }: { node: { unit: { id: string }; rank: number; values: { numerator: number }[] } }) => [
          node.rank,
          node.unit.id,
          node.values[0]!.numerator,
        ],
      );
    };
    expect(await rows(null)).toEqual([
      [1, 'B1', 2],
      [2, 'B2', 1],
    ]);
    expect(await rows('2026-03-20T09:00:00+08:00')).toEqual([
      [1, 'B1', 1],
      [1, 'B2', 1],
    ]);
  });

  it('is held against what was shown at the same moment, and against nothing of which nothing was kept', async () => {
    const compared = async (asOf: string | null, more: object = {}) => {
      const variables = { scope: { unitId: 'B1' }, period: FEBRUARY, asOf, ...more };
      const { data, errors } = await service.graphql(COMPARED, { as: 'HO', variables });
      if (errors) return errors[0]!.extensions.code;
      return data.kpi.comparisons.map(
        ({ against, values }: { against: string; values: { numerator: number }[] }) =>
          `${against} ${values[0]!.numerator}`,
      );
    };
    expect(await compared(null)).toEqual(['PREVIOUS_PERIOD 0', 'PARENT 3', 'SIBLINGS_MEDIAN 1']);
    expect(await compared('2026-03-20T09:00:00+08:00')).toEqual(['PARENT 2', 'SIBLINGS_MEDIAN 1']);
    const ofStaff = { scope: { staffId: 'R1' }, view: 'AS_IS' };
    expect(await compared('2026-03-20T09:00:00+08:00', ofStaff)).toBe('AS_OF_TREE');
  });

  it('shows the trends of a table as they were, and nothing of a period that was not closed by then', async () => {
    const trends = async (asOf: string | null) => {
      const { data } = await service.graphql(TREND, { as: 'HO', variables: { period: FEBRUARY, asOf } });
      return data.kpiTable.edges.map(
        ({ node }: { node: { unit: { id: string }; trend: (number | null)[] } }) =>
          `${node.unit.id} ${node.trend.slice(-2).join()}`,
      );
    };
    expect(await trends(null)).toEqual(['B1 0,2', 'B2 0,1']);
    expect(await trends('2026-03-20T09:00:00+08:00')).toEqual(['B1 ,1', 'B2 ,1']);
  });

  it.each([
    ['at a moment to come', { asOf: '2026-03-21T09:00:00+08:00' }, 'AS_OF_FUTURE', ['asOf']],
    ['before it was closed', { asOf: '2026-03-20T08:59:59+08:00' }, 'AS_OF_BEFORE_CLOSING', ['asOf']],
    [
      'where it is not closed',
      { asOf: '2026-03-20T09:00:00+08:00', period: { grain: 'MONTH', start: '2026-01-01' } },
      'AS_OF_NOT_CLOSED',
      ['asOf'],
    ],
    ['by the tree of today', { asOf: '2026-03-20T09:00:00+08:00', view: 'AS_IS' }, 'AS_OF_TREE', ['view']],
  ])('is not shown as it was %s', async (_what, variables, code, field) =>
    expect(await kpi(variables)).toMatchObject({ code, field }),
  );

  it('refuses a forged place in its revisions', async () => {
    const after = Buffer.from('["x"]').toString('base64url');
    const { errors } = await service.graphql(REVISIONS, { as: 'HO', variables: { scope: H, period: FEBRUARY, after } });
    expect(errors?.[0]?.extensions.code).toBe('CURSOR_INVALID');
  });

  it('closes by itself as the third working day after its end begins, the one after it in its turn', async () => {
    const closes = async (start: string) => {
      await service.caughtUp();
      return (await kpi({ period: { grain: 'MONTH', start } })).closed;
    };
    service.clock.set('2026-04-02T23:59:00+08:00');
    expect(await closes('2026-03-01')).toBe(false);
    service.clock.set('2026-04-03T00:00:01+08:00');
    await eventually(() => closes('2026-03-01'));
    expect(await closes('2026-04-01')).toBe(false);
    service.clock.set('2026-05-12T09:00:00+08:00');
    await eventually(() => closes('2026-04-01'));
  }, 60_000);
});

/** Looks again until it is so, for as long as the spec may take. */
async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}
