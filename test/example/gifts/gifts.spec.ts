import { startTestService, type TestService } from '@hengxin/service-kit/testing';
import { giftsService, kpisWithGifts } from './gifts.capability.js';

const DELIVER = `mutation ($input: DeliverGiftInput!) { deliverGift(input: $input) { client { id } errors { code } position } }`;
const LIST = `query ($at: Position, $after: String) {
  giftsOf(clientId: "C1", atLeast: $at) { gifts(first: 1, after: $after) { edges { node { deliveredOn item } } pageInfo { hasNextPage endCursor } } }
}`;
const FIGURE = `query ($scope: KpiScope!) { kpi(scope: $scope, period: { grain: MONTH, start: "2026-03-01" }, metrics: [GIFTS_DELIVERED]) { values { metric value } } }`;

describe('the worked example', () => {
  let gifts: TestService;
  let kpis: TestService;

  beforeAll(async () => {
    gifts = await startTestService(giftsService);
    // Both on one event log, as in a bank.
    const { databaseUrl, eventLogUrl } = gifts.parts.config;
    kpis = await startTestService(kpisWithGifts, {
      env: { HENGXIN_DATABASE_URL: databaseUrl, HENGXIN_EVENT_LOG_URL: eventLogUrl },
    });
    const unit = (unitId: string, parentId: string | null) =>
      ({ unitId, parentId, kind: 'BRANCH', name: unitId, validFrom: null }) as const;
    const staff = (staffId: string, role: 'RM' | 'HEAD_OFFICE', unitId: string) =>
      ({ staffId, role, unitId, validFrom: null }) as const;
    await gifts.place(
      [unit('H', null), unit('L1', 'H'), unit('L2', 'H')],
      [staff('S1', 'RM', 'L1'), staff('HQ', 'HEAD_OFFICE', 'H')],
    );
    await kpis.caughtUp();
  }, 60_000);
  afterAll(async () => {
    await kpis?.stop();
    await gifts?.stop();
  });

  const deliver = async (commandId: string, deliveredOn: string) => {
    const input = { commandId, clientId: 'C1', deliveredOn, item: 'TEA' };
    const { data } = await gifts.graphql(DELIVER, { as: 'S1', variables: { input } });
    return data.deliverGift;
  };
  const figure = async (unitId: string) => {
    await kpis.caughtUp();
    const { data } = await kpis.graphql(FIGURE, { as: 'HQ', variables: { scope: { unitId } } });
    return data.kpi.values;
  };
  const counted = (value: number) => [{ metric: 'GIFTS_DELIVERED', value }];

  it('goes from a command over the event to a list and to the figure of a unit', async () => {
    expect(await deliver('one', '2026-03-01')).toMatchObject({ client: { id: 'C1' }, errors: [] });
    const { position } = await deliver('two', '2026-03-02');
    expect(await deliver('two', '2026-03-02')).toMatchObject({ errors: [], position });
    expect(await deliver('three', '2026-03-03')).toMatchObject({ client: null, errors: [{ code: 'GIFT_IN_FUTURE' }] });

    const first = await gifts.graphql(LIST, { as: 'S1', variables: { at: position } });
    const { edges, pageInfo } = first.data.giftsOf.gifts;
    expect([edges, pageInfo.hasNextPage]).toEqual([[{ node: { deliveredOn: '2026-03-02', item: 'TEA' } }], true]);
    const second = await gifts.graphql(LIST, { as: 'S1', variables: { after: pageInfo.endCursor } });
    expect(second.data.giftsOf.gifts.edges).toEqual([{ node: { deliveredOn: '2026-03-01', item: 'TEA' } }]);
    const forged = Buffer.from('["x","y"]').toString('base64url');
    const refused = await gifts.graphql(LIST, { as: 'S1', variables: { after: forged } });
    expect(refused.errors?.[0]?.extensions.code).toBe('CURSOR_INVALID');

    for (const unitId of ['L1', 'H']) expect([unitId, await figure(unitId)]).toEqual([unitId, counted(2)]);
    expect(await figure('L2')).toEqual(counted(0));
  });

  it('follows its maker to another unit, from the day of a transfer that was dated back', async () => {
    await kpis.place([], [{ staffId: 'S1', role: 'RM', unitId: 'L2', validFrom: '2026-03-02' }]);
    const figures = await Promise.all(['L1', 'L2', 'H'].map(figure));
    expect(figures).toEqual([counted(1), counted(1), counted(2)]);
  });
});
