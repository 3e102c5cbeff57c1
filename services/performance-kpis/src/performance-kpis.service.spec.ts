import {
  Client,
  ClientAssigned,
  ClientRegistered,
  Contact,
  ContactLogged,
  Plan,
  PlanDrawn,
  PlanItemCancelled,
  PlanItemDone,
} from '@hengxin/contracts';
import { createService } from '@hengxin/service-kit';
import {
  type GraphqlAnswer,
  placedStaff,
  placedUnit,
  startTestService,
  type TestService,
} from '@hengxin/service-kit/testing';
import { METRIC_SET } from './metrics/index.js';
import { performanceKpis } from './performance-kpis.module.js';
import { CountingAgain } from './figures/counting-again.js';

const KPI = `query ($scope: KpiScope!, $period: PeriodInput!, $metrics: [Metric!], $atLeast: Position) {
  kpi(scope: $scope, period: $period, metrics: $metrics, atLeast: $atLeast) {
    unit { id } staff { id } period { grain start end } values { metric value numerator denominator } provisional position } }`;
const TABLE = `query ($unitId: ID!, $period: PeriodInput!, $sortBy: Metric, $descending: Boolean, $first: Int, $after: String) {
  kpiTable(unitId: $unitId, period: $period, metrics: [CONTACTS], sortBy: $sortBy, descending: $descending, first: $first, after: $after) {
    edges { cursor node { unit { id } staff { id } rank values { numerator } } } pageInfo { hasNextPage endCursor } provisional } }`;
const CONTACTS = `query ($scope: KpiScope!, $period: PeriodInput!, $metric: Metric!, $first: Int, $after: String) {
  kpiContacts(scope: $scope, period: $period, metric: $metric, first: $first, after: $after) {
    edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`;

const MARCH = { grain: 'MONTH', start: '2026-03-01' };

describe('performance-kpis', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(performanceKpis, { now: '2026-03-20T09:00:00+08:00' });
    await service.place(
      [
        placedUnit('H', null, 'HEAD_OFFICE'),
        placedUnit('B1', 'H', 'BRANCH'),
        placedUnit('B2', 'H', 'BRANCH'),
        placedUnit('L1', 'B1', 'SUB_BRANCH'),
        placedUnit('L2', 'B1', 'SUB_BRANCH'),
        placedUnit('L3', 'B2', 'SUB_BRANCH'),
      ],
      [
        placedStaff('R1', 'RM', 'L1'),
        placedStaff('R2', 'RM', 'L1'),
        placedStaff('R3', 'RM', 'L3'),
        placedStaff('R4', 'RM', 'B1'),
        placedStaff('M1', 'UNIT_HEAD', 'B1'),
        placedStaff('HO', 'HEAD_OFFICE', 'H'),
        placedStaff('AD', 'ADMIN', 'H'),
      ],
    );
    await service.place([], [placedStaff('R2', 'RM', 'L2', '2026-03-16')]);
    for (const [clientId, rmId] of [
      ['C1', 'R1'],
      ['C2', 'R2'],
      ['C3', 'R3'],
    ] as const) {
      const registered = {
        clientId,
        name: '客户',
        phone: null,
        tier: 'GOLD',
        interests: [] as string[],
        preferredChannel: null,
        birthday: null,
        contactsAYear: 12,
        registeredOn: '2026-01-01',
      } as const;
      await service.given(
        Client,
        clientId,
        ClientRegistered.of(registered),
        ClientAssigned.of({ clientId, rmId, from: '2026-01-01', previousRmId: null }),
      );
    }
    await log('K1', 'C1', 'R1', 'L1', '2026-03-02');
    await log('K2', 'C1', 'R1', 'L1', '2026-03-03');
    await log('K3', 'C2', 'R2', 'L1', '2026-03-05');
    await log('K4', 'C2', 'R2', 'L2', '2026-03-17');
    await log('K5', 'C3', 'R3', 'L3', '2026-03-18');
    await log('K6', 'C3', 'R3', 'L3', '2026-03-19', false);
    const item = (itemId: string, clientId: string) =>
      ({
        itemId,
        clientId,
        channel: 'PHONE',
        dueSince: '2026-03-02',
        reason: { code: 'CADENCE', lastContactOn: null, daysSinceContact: null, intervalDays: 30, promisedOn: null },
      }) as const;
    const plan = { planId: 'P1', staffId: 'R1', date: '2026-03-02' };
    await service.given(
      Plan,
      'P1',
      PlanDrawn.of({
        ...plan,
        dayKind: 'WORKING_DAY',
        capacity: 10,
        provisional: false,
        items: [item('I1', 'C1'), item('I2', 'C8'), item('I3', 'C9')],
      }),
      PlanItemDone.of({ ...plan, itemId: 'I1', clientId: 'C1', contactId: 'K1', doneAt: '2026-03-02T10:10:00+08:00' }),
      PlanItemCancelled.of({ ...plan, itemId: 'I3', clientId: 'C9', because: 'CONSENT_WITHDRAWN' }),
    );
  }, 120_000);
  afterAll(() => service?.stop());

  function log(
    contactId: string,
    clientId: string,
    staffId: string,
    unitId: string,
    on: string,
    effective = true,
    loggedAt = `${on}T10:11:00+08:00`,
  ) {
    const at = (time: string) => `${on}T${time}:00+08:00`;
    const facts = {
      contactId,
      clientId,
      staffId,
      unitId,
      channel: 'PHONE',
      startedAt: at('10:00'),
      endedAt: at('10:10'),
      outcome: effective ? 'ENGAGED' : 'NO_ANSWER',
      effective,
      late: false,
      loggedAt,
      businessDate: on,
      planItemId: null,
      followUpOn: null,
      notes: null,
    } as const;
    return service.given(Contact, contactId, ContactLogged.of(facts));
  }

  const numerators = async (scope: object, as: string, metrics?: string[]) => {
    const { data, errors } = await service.graphql(KPI, { as, variables: { scope, period: MARCH, metrics } });
    expect(errors).toBeUndefined();
    return Object.fromEntries(
      data.kpi.values.map((v: { metric: string; numerator: number; denominator: number | null }) => [
        v.metric,
        v.denominator === null ? v.numerator : [v.numerator, v.denominator],
      ]),
    );
  };

  it('answers the five figures of a unit, whole numbers all', async () => {
    const { data } = await service.graphql(KPI, { as: 'HO', variables: { scope: { unitId: 'H' }, period: MARCH } });
    expect(data.kpi).toMatchObject({
      unit: { id: 'H' },
      staff: null,
      period: { grain: 'MONTH', start: '2026-03-01', end: '2026-03-31' },
    });
    expect(data.kpi.position).toEqual(expect.any(String));
    expect(data.kpi.provisional).toBe(false);
    // 22 working days in March 2026 of 248 in the year; 3 clients owed 12 a year. C1 in one week, C2 in two parts, C3
    // in one week.
    expect(data.kpi.values.map(({ metric }: { metric: string }) => metric)).toEqual(METRIC_SET.codes);
    // The others count no contact.
    expect(data.kpi.values.slice(0, 5)).toEqual([
      { metric: 'TOUCHES', value: 6, numerator: 6, denominator: null },
      { metric: 'CONTACTS', value: 5, numerator: 5, denominator: null },
      { metric: 'CLIENTS_CONTACTED', value: 3, numerator: 3, denominator: null },
      { metric: 'PLAN_COMPLETION', value: 0.5, numerator: 1, denominator: 2 },
      { metric: 'COVERAGE', value: expect.any(Number), numerator: 248 + 120 + 144 + 248, denominator: 3 * 12 * 22 },
    ]);
  });

  it('splits a transfer by day: the earlier contact stays with the old unit', async () => {
    expect(await numerators({ unitId: 'L1' }, 'M1', ['CONTACTS', 'CLIENTS_CONTACTED'])).toEqual({
      CONTACTS: 3,
      CLIENTS_CONTACTED: 2,
    });
    expect(await numerators({ unitId: 'L2' }, 'M1', ['CONTACTS', 'CLIENTS_CONTACTED'])).toEqual({
      CONTACTS: 1,
      CLIENTS_CONTACTED: 1,
    });
    expect(await numerators({ unitId: 'B1' }, 'M1', ['CONTACTS', 'CLIENTS_CONTACTED'])).toEqual({
      CONTACTS: 4,
      CLIENTS_CONTACTED: 2,
    });
    expect(await numerators({ staffId: 'R2' }, 'R2', ['CONTACTS'])).toEqual({ CONTACTS: 2 });
  });

  it('shows the contacts that a figure counted, newest first and by the page', async () => {
    const list = async (scope: object, metric: string, as: string, page: object = {}) => {
      const { data, errors } = await service.graphql(CONTACTS, {
        as,
        variables: { scope, period: MARCH, metric, ...page },
      });
      expect(errors).toBeUndefined();
      return {
        ids: data.kpiContacts.edges.map((edge: { node: { id: string } }) => edge.node.id),
        page: data.kpiContacts.pageInfo,
      };
    };
    expect((await list({ unitId: 'H' }, 'TOUCHES', 'HO')).ids).toEqual(['K6', 'K5', 'K4', 'K3', 'K2', 'K1']);
    expect((await list({ unitId: 'L1' }, 'CONTACTS', 'M1')).ids).toEqual(['K3', 'K2', 'K1']);
    expect((await list({ unitId: 'L2' }, 'COVERAGE', 'M1')).ids).toEqual(['K4']);
    expect((await list({ unitId: 'B1' }, 'PLAN_COMPLETION', 'M1')).ids).toEqual(['K1']);
    expect((await list({ staffId: 'R1' }, 'CLIENTS_CONTACTED', 'R1')).ids).toEqual(['K2', 'K1']);
    // A colleague's contacts are no business of another relationship manager.
    expect((await list({ unitId: 'L1' }, 'CONTACTS', 'R1')).ids).toEqual(['K2', 'K1']);
    const first = await list({ unitId: 'H' }, 'CONTACTS', 'HO', { first: 2 });
    expect(first).toMatchObject({ ids: ['K5', 'K4'], page: { hasNextPage: true } });
    const second = await list({ unitId: 'H' }, 'CONTACTS', 'HO', { first: 3, after: first.page.endCursor });
    expect(second).toMatchObject({ ids: ['K3', 'K2', 'K1'], page: { hasNextPage: false } });
  });

  it('lists a contact once that did several plan items, at the newest of them, on whatever page', async () => {
    const reason = {
      code: 'CADENCE',
      lastContactOn: null,
      daysSinceContact: null,
      intervalDays: 30,
      promisedOn: null,
    } as const;
    const does = async (staffId: string, date: string, ...items: { itemId: string; contactId: string }[]) => {
      const plan = { planId: `${staffId}.${date}`, staffId, date };
      const drawn = items.map(
        ({ itemId }) => ({ itemId, clientId: 'C1', channel: 'PHONE', dueSince: date, reason }) as const,
      );
      await service.given(
        Plan,
        plan.planId,
        PlanDrawn.of({ ...plan, dayKind: 'WORKING_DAY', capacity: 10, provisional: false, items: drawn }),
        ...items.map((item) =>
          PlanItemDone.of({ ...plan, ...item, clientId: 'C1', doneAt: '2026-02-12T10:10:00+08:00' }),
        ),
      );
    };
    await log('K30', 'C1', 'R1', 'L1', '2026-02-12');
    await log('K31', 'C1', 'R1', 'L1', '2026-02-12');
    const one = (itemId: string, contactId: string) => ({ itemId, contactId });
    await does('R1', '2026-02-10', one('I30', 'K30'), one('I31', 'K31'));
    await does('R1', '2026-02-11', one('I32', 'K31'), one('I33', 'K31'));
    await does('R3', '2026-02-12', one('I34', 'K31'));
    await does('R1', '2026-03-04', one('I35', 'K30'));
    const period = { grain: 'MONTH', start: '2026-02-01' };
    const walk = async (scope: object, as: string) => {
      const ids: string[] = [];
      for (let after: string | null = null, more = true; more;) {
        const { data }: GraphqlAnswer = await service.graphql(CONTACTS, {
          as,
          variables: { scope, period, metric: 'PLAN_COMPLETION', first: 1, after },
        });
        ids.push(...data.kpiContacts.edges.map((edge: { node: { id: string } }) => edge.node.id));
        ({ hasNextPage: more, endCursor: after } = data.kpiContacts.pageInfo);
      }
      return ids;
    };
    expect(await walk({ staffId: 'R1' }, 'HO')).toEqual(['K31', 'K30']);
    expect(await walk({ unitId: 'B1' }, 'M1')).toEqual(['K31', 'K30']);
    expect(await walk({ unitId: 'H' }, 'HO')).toEqual(['K31', 'K30']);
    expect(await walk({ unitId: 'B2' }, 'HO')).toEqual(['K31']);
  });

  it('shows a relationship manager no row of a unit whose figures are not theirs to see', async () => {
    const row = await service.graphql(KPI, { as: 'R4', variables: { scope: { unitId: 'L1' }, period: MARCH } });
    expect(row.errors?.[0]?.extensions.code).toBe('OUT_OF_SCOPE');
    const { data, errors } = await service.graphql(TABLE, { as: 'R4', variables: { unitId: 'B1', period: MARCH } });
    expect(errors).toBeUndefined();
    expect(data.kpiTable).toEqual({ edges: [], pageInfo: { hasNextPage: false, endCursor: null }, provisional: false });
  });

  it('ranks the children of a unit, ties sharing a rank, and the managers of a leaf', async () => {
    const table = async (unitId: string, as: string, page: object = {}) => {
      const { data, errors } = await service.graphql(TABLE, { as, variables: { unitId, period: MARCH, ...page } });
      expect(errors).toBeUndefined();
      const rows = data.kpiTable.edges.map(
        ({
          node,
        }: {
          node: {
            unit: { id: string } | null;
            staff: { id: string } | null;
            rank: number;
            values: { numerator: number }[];
          };
        }) => [node.rank, (node.unit ?? node.staff)!.id, node.values[0]!.numerator],
      );
      return { rows, page: data.kpiTable.pageInfo };
    };
    expect((await table('H', 'HO')).rows).toEqual([
      [1, 'B1', 4],
      [2, 'B2', 1],
    ]);
    expect((await table('H', 'HO', { descending: false })).rows).toEqual([
      [1, 'B2', 1],
      [2, 'B1', 4],
    ]);
    expect((await table('B1', 'M1', { sortBy: 'CLIENTS_CONTACTED' })).rows).toEqual([
      [1, 'L1', 3],
      [2, 'L2', 1],
    ]);
    expect((await table('L1', 'M1')).rows).toEqual([[1, 'R1', 2]]);
    const first = await table('H', 'HO', { first: 1 });
    expect(first.page.hasNextPage).toBe(true);
    expect((await table('H', 'HO', { first: 1, after: first.page.endCursor })).rows).toEqual([[2, 'B2', 1]]);
  });

  it.each([
    [
      'two scopes at once',
      KPI,
      'HO',
      { scope: { unitId: 'H', staffId: 'R1' }, period: MARCH },
      'SCOPE_NOT_ONE',
      ['scope'],
    ],
    ['no scope at all', KPI, 'HO', { scope: {}, period: MARCH }, 'SCOPE_NOT_ONE', ['scope']],
    [
      'a unit that the bank does not have',
      KPI,
      'HO',
      { scope: { unitId: 'X' }, period: MARCH },
      'SCOPE_UNIT_UNKNOWN',
      ['scope', 'unitId'],
    ],
    [
      'a person whom the bank does not have',
      KPI,
      'HO',
      { scope: { staffId: 'X' }, period: MARCH },
      'SCOPE_STAFF_UNKNOWN',
      ['scope', 'staffId'],
    ],
    ['another branch', KPI, 'M1', { scope: { unitId: 'B2' }, period: MARCH }, 'OUT_OF_SCOPE', ['scope']],
    ['a colleague', KPI, 'R1', { scope: { staffId: 'R2' }, period: MARCH }, 'OUT_OF_SCOPE', ['scope']],
    ['figures for an administrator', KPI, 'AD', { scope: { unitId: 'H' }, period: MARCH }, 'NOT_ALLOWED', []],
    [
      'a period that starts amid a week',
      KPI,
      'HO',
      { scope: { unitId: 'H' }, period: { grain: 'WEEK', start: '2026-03-03' } },
      'PERIOD_START',
      ['period', 'start'],
    ],
    [
      'a period that starts on no day',
      KPI,
      'HO',
      { scope: { unitId: 'H' }, period: { grain: 'DAY', start: '2026-02-30' } },
      'INVALID_INPUT',
      ['period', 'start'],
    ],
    [
      'a period before the calendar',
      KPI,
      'HO',
      { scope: { unitId: 'H' }, period: { grain: 'YEAR', start: '1999-01-01' } },
      'DATE_OUTSIDE_CALENDAR',
      ['period', 'start'],
    ],
    [
      'a cursor of another list',
      TABLE,
      'HO',
      { unitId: 'H', period: MARCH, after: 'WzFd' },
      'CURSOR_INVALID',
      ['after'],
    ],
    ['a page of nothing', TABLE, 'HO', { unitId: 'H', period: MARCH, first: 0 }, 'PAGE_SIZE', ['first']],
    [
      'a position that is none',
      KPI,
      'HO',
      { scope: { unitId: 'H' }, period: MARCH, atLeast: 'rubbish' },
      'POSITION_INVALID',
      ['atLeast'],
    ],
  ] as const)('refuses %s', async (_title, query, as, variables, code, field) => {
    const { errors } = await service.graphql(query, { as, variables });
    expect(errors?.[0]?.extensions).toEqual({ code, field });
  });

  it.each([
    ['MONTH', '2027-01-01', true],
    ['WEEK', '2026-12-28', true],
    ['MONTH', '2026-12-01', false],
  ])(
    'marks what is counted in a year whose official holidays are not known: the %s from %s is provisional: %s',
    async (grain, start, is) => {
      const period = { grain, start };
      const { data } = await service.graphql(KPI, { as: 'HO', variables: { scope: { unitId: 'H' }, period } });
      expect(data.kpi.provisional).toBe(is);
      const table = await service.graphql(TABLE, { as: 'HO', variables: { unitId: 'H', period } });
      expect(table.data.kpiTable).toMatchObject({ edges: [{}, {}], provisional: is });
    },
  );

  it('names the right first day of a period', async () => {
    const period = { grain: 'QUARTER', start: '2026-03-01' };
    const { errors } = await service.graphql(KPI, {
      as: 'HO',
      headers: { 'accept-language': 'en' },
      variables: { scope: { unitId: 'H' }, period },
    });
    expect(errors?.[0]?.message).toBe(
      '2026-03-01 is not the first day of a QUARTER. The one that holds it starts on 2026-01-01.',
    );
  });

  it('restates an earlier day when a contact is logged late, and that day alone', async () => {
    const day = async (start: string) => {
      const { data } = await service.graphql(KPI, {
        as: 'HO',
        variables: { scope: { unitId: 'H' }, period: { grain: 'DAY', start }, metrics: ['CONTACTS'] },
      });
      return data.kpi.values[0].numerator;
    };
    const before = await Promise.all(['2026-02-10', '2026-02-11', '2026-03-20'].map(day));
    await log('K7', 'C3', 'R3', 'L3', '2026-02-10');
    expect(await Promise.all(['2026-02-10', '2026-02-11', '2026-03-20'].map(day))).toEqual([
      before[0] + 1,
      before[1],
      before[2],
    ]);
  });

  it('says what restated a closed period, with the figures before and after', async () => {
    const query = `query ($start: Date!, $first: Int, $after: String) {
      kpi(scope: { unitId: "H" }, period: { grain: DAY, start: $start }) { values { metric numerator }
        restatements(first: $first, after: $after) { edges { cursor node { at cause contact { id } changes { metric before after } } } pageInfo { hasNextPage } } } }`;
    await log('K8', 'C1', 'R1', 'L1', '2026-01-15');
    await log('K9', 'C1', 'R1', 'L1', '2026-01-15', true, '2026-03-19T10:00:00+08:00');
    await log('K10', 'C3', 'R3', 'L3', '2026-01-15', false, '2026-03-20T08:30:00+08:00');
    const ask = (variables: object) =>
      service.graphql(query, { as: 'HO', variables: { start: '2026-01-15', ...variables } });
    const { data, errors } = await ask({ first: 1 });
    expect(errors).toBeUndefined();
    expect(data.kpi.values[0]).toEqual({ metric: 'TOUCHES', numerator: 3 });
    const newest = {
      at: '2026-03-20T08:30:00+08:00',
      cause: 'LATE_CONTACT',
      contact: { id: 'K10' },
      changes: [
        { metric: 'TOUCHES', before: 2, after: 3 },
        { metric: 'TOUCHES_PHONE', before: 2, after: 3 },
      ],
    };
    expect(data.kpi.restatements).toMatchObject({ edges: [{ node: newest }], pageInfo: { hasNextPage: true } });
    const second = await ask({ after: data.kpi.restatements.edges[0].cursor });
    // The second contact of the same client on the same day: another contact, no other client, no other week.
    const changes = [
      { metric: 'TOUCHES', before: 1, after: 2 },
      { metric: 'CONTACTS', before: 1, after: 2 },
      { metric: 'TOUCHES_PHONE', before: 1, after: 2 },
    ];
    const older = { at: '2026-03-19T10:00:00+08:00', cause: 'LATE_CONTACT', contact: { id: 'K9' }, changes };
    expect(second.data.kpi.restatements).toMatchObject({ edges: [{ node: older }], pageInfo: { hasNextPage: false } });
    expect((await ask({ start: '2026-03-20' })).data.kpi.restatements.edges).toEqual([]);
    // A file brings one that was logged between the two.
    await log('K10a', 'C3', 'R3', 'L3', '2026-01-15', false, '2026-03-19T18:00:00+08:00');
    const { edges } = (await ask({})).data.kpi.restatements;
    expect(
      edges.map(({ node }: { node: { at: string; contact: { id: string } } }) => [node.at, node.contact.id]),
    ).toEqual([
      ['2026-03-20T08:30:00+08:00', 'K10'],
      ['2026-03-19T18:00:00+08:00', 'K10a'],
      ['2026-03-19T10:00:00+08:00', 'K9'],
    ]);
    const touches = edges.map(
      ({ node }: { node: { changes: { before: number; after: number }[] } }) => node.changes[0],
    );
    expect(touches).toMatchObject([
      { before: 3, after: 4 },
      { before: 2, after: 3 },
      { before: 1, after: 2 },
    ]);
    const paged = await ask({ first: 1, after: edges[0].cursor });
    expect(paged.data.kpi.restatements.edges).toEqual([edges[1]]);
  });

  it('a late contact of a colleague moves a figure without its id', async () => {
    await log('K12', 'C1', 'R3', 'L3', '2026-01-14', true, '2026-03-19T10:00:00+08:00');
    const query = `{ kpi(scope: { staffId: "R1" }, period: { grain: DAY, start: "2026-01-14" }) { restatements { edges { node { cause contact { id } } } } } }`;
    const seenBy = async (as: string) =>
      (await service.graphql(query, { as })).data.kpi.restatements.edges.map((edge: { node: unknown }) => edge.node);
    expect(await seenBy('HO')).toEqual([{ cause: 'LATE_CONTACT', contact: { id: 'K12' } }]);
    expect(await seenBy('R1')).toHaveLength(1);
  });

  it('takes a contact from a file as known when it was logged: one that comes after the period moves it without an entry', async () => {
    const query = `{ kpi(scope: { unitId: "H" }, period: { grain: DAY, start: "2026-01-20" }, metrics: [TOUCHES]) {
      values { numerator } restatements { edges { node { at } } } } }`;
    const asked = async () => (await service.graphql(query, { as: 'HO' })).data.kpi;
    expect(await asked()).toEqual({ values: [{ numerator: 0 }], restatements: { edges: [] } });
    await log('K11', 'C1', 'R1', 'L1', '2026-01-20');
    expect(await asked()).toEqual({ values: [{ numerator: 1 }], restatements: { edges: [] } });
  });

  it('is moved by nobody’s last day: what was done, and what is owed to clients kept, stays in the unit', async () => {
    const query = `query ($scope: KpiScope!, $period: PeriodInput!) { kpi(scope: $scope, period: $period) {
      values { metric numerator denominator } restatements { edges { node { cause } } } } }`;
    const scopes = [{ unitId: 'H' }, { unitId: 'B1' }, { unitId: 'L1' }, { staffId: 'R1' }];
    const asked = () =>
      Promise.all(
        ['2026-02-01', '2026-03-01'].flatMap((start) =>
          scopes.map(
            async (scope) =>
              (await service.graphql(query, { as: 'HO', variables: { scope, period: { grain: 'MONTH', start } } })).data
                .kpi,
          ),
        ),
      );
    const before = await asked();
    const place = (validTo: string | null) =>
      service.place([], [{ staffId: 'R1', role: 'RM', unitId: 'L1', validFrom: null, validTo }]);
    await place('2026-03-10');
    expect((await service.graphql('{ __typename }', { as: 'R1' })).errors?.[0]?.extensions.code).toBe('STAFF_UNKNOWN');
    expect(await asked()).toEqual(before);
    await place(null);
    expect(await asked()).toEqual(before);
  });

  it('counts again by itself when the calendar has another edition, beside an instance that runs, and answers nothing meanwhile', async () => {
    const all = { scope: { unitId: 'H' }, period: MARCH };
    const { data: right } = await service.graphql(KPI, { as: 'HO', variables: all });
    const { database, config, clock, verifier } = service.parts;
    await database.query("update calendar_edition set edition = 'of last year'");
    await database.query('update rollup set covered = covered + 1');
    const code = async (query: string, variables: Record<string, unknown>) =>
      (await service.graphql(query, { as: 'HO', variables })).errors?.[0]?.extensions.code;
    expect([
      await code(KPI, all),
      await code(TABLE, { unitId: 'H', period: MARCH }),
      await code(CONTACTS, { ...all, metric: 'CONTACTS' }),
    ]).toEqual(Array(3).fill('FIGURES_BEING_COUNTED'));
    const next = await createService(performanceKpis, config, { clock, verifier });
    await next.app.get(CountingAgain).completed;
    const { data: again, errors } = await service.graphql(KPI, { as: 'HO', variables: all });
    expect(errors).toBeUndefined();
    expect(again.kpi.values).toEqual(right.kpi.values);
    await next.close();
    await log('K40', 'C3', 'R3', 'L3', '2026-03-20');
    expect(await numerators({ unitId: 'H' }, 'HO', ['TOUCHES'])).toEqual({
      TOUCHES: right.kpi.values[0].numerator + 1,
    });
  });
});
