import { Client, ClientAssigned, ClientRegistered, Contact, ContactLogged } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const MARCH = { grain: 'MONTH', start: '2026-03-01' };
const FEBRUARY = { grain: 'MONTH', start: '2026-02-01' };
const KPI = `query ($unitId: ID!, $period: PeriodInput!, $view: TreeView) {
  kpi(scope: { unitId: $unitId }, period: $period, view: $view, metrics: [CONTACTS, CLIENTS_CONTACTED], compare: [PREVIOUS_PERIOD]) {
    view values { numerator } comparisons { values { numerator } } } }`;
const TABLE = `query ($unitId: ID!, $period: PeriodInput!, $view: TreeView) {
  kpiTable(unitId: $unitId, period: $period, view: $view, metrics: [CONTACTS]) {
    edges { node { unit { id } staff { id } values { numerator } trend } } } }`;
const SERIES = `query ($unitId: ID!, $view: TreeView) {
  kpiSeries(scope: { unitId: $unitId }, grain: MONTH, from: "2026-02-01", to: "2026-03-01", view: $view, metrics: [CONTACTS, CLIENTS_CONTACTED]) {
    values { numerator } } }`;
const CONTACTS = `query ($unitId: ID!, $period: PeriodInput!, $view: TreeView) {
  kpiContacts(scope: { unitId: $unitId }, period: $period, view: $view, metric: CONTACTS) { edges { node { id } } } }`;

/** L1 hangs below B1 until 15 March, and below B2 from then on. R3 is transferred from L1 to L2 on 10 March. */
describe('figures by the tree of each day, and by that of today', () => {
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
      ],
      [
        placedStaff('R1', 'RM', 'L1'),
        placedStaff('R2', 'RM', 'L2'),
        placedStaff('R3', 'RM', 'L1'),
        placedStaff('HO', 'HEAD_OFFICE', 'H'),
      ],
    );
    await service.place(
      [{ ...placedUnit('L1', 'B2', 'SUB_BRANCH'), validFrom: '2026-03-16' }],
      [placedStaff('R3', 'RM', 'L2', '2026-03-10')],
    );
    for (const clientId of ['C1', 'C2']) {
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
      const kept = ClientAssigned.of({ clientId, rmId: 'R1', from: '2026-01-01', previousRmId: null });
      await service.given(Client, clientId, ClientRegistered.of(registered), kept);
    }
    await log('K1', 'C1', 'R1', '2026-02-03');
    await log('K2', 'C1', 'R1', '2026-03-03');
    await log('K3', 'C1', 'R2', '2026-03-04');
    await log('K4', 'C1', 'R1', '2026-03-17');
    await log('K5', 'C2', 'R3', '2026-03-05');
    await log('K6', 'C2', 'R3', '2026-03-12');
  }, 120_000);
  afterAll(() => service?.stop());

  function log(contactId: string, clientId: string, staffId: string, on: string) {
    const at = (time: string) => `${on}T${time}:00+08:00`;
    const facts = {
      contactId,
      clientId,
      staffId,
      unitId: 'L1',
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
  async function ask(query: string, variables: Record<string, unknown>) {
    const { data, errors } = await service.graphql(query, { as: 'HO', variables });
    expect(errors).toBeUndefined();
    return data;
  }
  const numerators = (values: { numerator: number }[]) => values.map(({ numerator }) => numerator);

  it.each([
    ['AS_WAS', 'H', [5, 2], [1, 1]],
    ['AS_WAS', 'B1', [4, 2], [1, 1]],
    ['AS_WAS', 'B2', [1, 1], [0, 0]],
    ['AS_WAS', 'L1', [3, 2], [1, 1]],
    ['AS_IS', 'H', [5, 2], [1, 1]],
    ['AS_IS', 'B1', [2, 2], [0, 0]],
    ['AS_IS', 'B2', [3, 2], [1, 1]],
    ['AS_IS', 'L1', [3, 2], [1, 1]],
  ])('%s of %s are %j contacts and clients in March, and %j in February', async (view, unitId, march, february) => {
    const { kpi } = await ask(KPI, { unitId, period: MARCH, view });
    expect([kpi.view, numerators(kpi.values)]).toEqual([view, march]);
    expect(numerators(kpi.comparisons[0].values)).toEqual(february);
    const { kpiSeries } = await ask(SERIES, { unitId, view });
    expect(kpiSeries.map(({ values }: { values: { numerator: number }[] }) => numerators(values))).toEqual([
      february,
      march,
    ]);
  });

  it('are AS_WAS where nothing is asked for', async () =>
    expect((await ask(KPI, { unitId: 'B2', period: MARCH })).kpi).toMatchObject({
      view: 'AS_WAS',
      values: [{ numerator: 1 }, { numerator: 1 }],
    }));

  it('stand in a table beside what hangs there today, whatever the period', async () => {
    const rows = async (view: string) =>
      (await ask(TABLE, { unitId: 'B2', period: FEBRUARY, view })).kpiTable.edges.map(
        ({ node }: { node: { unit: { id: string }; values: { numerator: number }[]; trend: number[] } }) => [
          node.unit.id,
          numerators(node.values),
          node.trend.slice(-2),
        ],
      );
    expect(await rows('AS_WAS')).toEqual([]);
    expect(await rows('AS_IS')).toEqual([['L1', [1], [0, 1]]]);
  });

  it('stand beside the names of the units, as they are called today', async () => {
    await service.place([{ ...placedUnit('B2', 'H', 'BRANCH'), name: '二分行', validFrom: '2026-03-18' }]);
    await service.place([{ ...placedUnit('B2', 'H', 'BRANCH'), name: '新二分行', validFrom: '2026-03-21' }]);
    const query = `query ($unitId: ID!, $period: PeriodInput!) {
      kpiTable(unitId: $unitId, period: $period, metrics: [CONTACTS]) { edges { node { unit { id name } } } } }`;
    const { kpiTable } = await ask(query, { unitId: 'H', period: FEBRUARY });
    expect(kpiTable.edges.map(({ node }: { node: { unit: object } }) => node.unit)).toEqual(
      expect.arrayContaining([
        { id: 'B1', name: 'B1' },
        { id: 'B2', name: '二分行' },
      ]),
    );
  });

  it('drill down to the contacts that they count', async () => {
    const listed = async (unitId: string, view: string) =>
      (await ask(CONTACTS, { unitId, view, period: MARCH })).kpiContacts.edges.map(
        ({ node }: { node: { id: string } }) => node.id,
      );
    expect(await listed('B1', 'AS_WAS')).toEqual(['K6', 'K5', 'K3', 'K2']);
    expect(await listed('B2', 'AS_WAS')).toEqual(['K4']);
    expect(await listed('B1', 'AS_IS')).toEqual(['K6', 'K3']);
    expect(await listed('B2', 'AS_IS')).toEqual(['K4', 'K5', 'K2']);
  });
});
