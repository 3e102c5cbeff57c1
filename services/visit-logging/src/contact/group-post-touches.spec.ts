import { GroupPost, GroupPostDelivered, GroupPosted, GroupPostFailed } from '@hengxin/contracts';
import { VisitedBank } from '../testing/visited-bank.suite.js';

const CONTACTS = `{ contacts { edges { node {
  client { id } staff { id } unit { id } channel outcome effective late startedAt followUpOn } } } }`;

describe('rule 19: a post to a group', () => {
  let bank: VisitedBank;
  beforeAll(async () => {
    bank = await VisitedBank.open();
    for (const clientId of ['C1', 'C2']) await bank.client(clientId);
  }, 60_000);
  afterAll(() => bank?.stop());

  const posted = (postId: string, clientIds: string[]) =>
    GroupPosted.of({
      ...{ postId, groupId: 'G1', staffId: 'S1', unitId: 'U1', channel: 'WECHAT_GROUP', clientIds, text: '周末讲座' },
      ...{ delivery: 'BY_HAND', sentAt: '2026-03-02T08:30:00+08:00', recordedAt: '2026-03-02T08:31:00+08:00' },
      businessDate: '2026-03-02',
    });
  const touches = async () => {
    await bank.service.caughtUp();
    return (await bank.ask(CONTACTS, 'S1')).contacts.edges.map(({ node }: { node: object }) => node);
  };

  it('is a touch for every member, over WECHAT_GROUP and never effective', async () => {
    await bank.service.given(GroupPost, 'P1', posted('P1', ['C1', 'C2']));
    const found = await touches();
    expect(found.map(({ client }: { client: { id: string } }) => client.id).sort()).toEqual(['C1', 'C2']);
    expect(found[0]).toMatchObject({
      ...{ staff: { id: 'S1' }, unit: { id: 'U1' }, channel: 'WECHAT_GROUP', outcome: 'MESSAGE_LEFT' },
      ...{ effective: false, late: false, startedAt: '2026-03-02T08:30:00+08:00', followUpOn: null },
    });
  });

  it('that the platform sends is one once it was delivered, for those whom it reached', async () => {
    const waiting = (postId: string) =>
      GroupPosted.of({ ...posted(postId, ['C1', 'C2']).data, delivery: 'PLATFORM' as const });
    const before = (await touches()).length;
    const failed = { postId: 'P8', groupId: 'G1', failedAt: '2026-03-02T08:40:00+08:00', code: 'WECOM_86001' };
    await bank.service.given(GroupPost, 'P8', waiting('P8'), GroupPostFailed.of(failed));
    await bank.service.given(GroupPost, 'P9', waiting('P9'));
    expect(await touches()).toHaveLength(before);
    const touched = { staffId: 'S1', unitId: 'U1', channel: 'WECHAT_GROUP' as const, clientIds: ['C2'] };
    const delivered = { postId: 'P9', groupId: 'G1', deliveredAt: '2026-03-02T08:50:00+08:00', touched };
    await bank.service.given(GroupPost, 'P9', GroupPostDelivered.of(delivered));
    const found = await touches();
    expect(found).toHaveLength(before + 1);
    expect(found[0]).toMatchObject({ client: { id: 'C2' }, startedAt: '2026-03-02T08:50:00+08:00', late: false });
  });

  it('touches each member once, however often it is told', async () => {
    const before = (await touches()).length;
    await bank.service.given(GroupPost, 'P1-again', posted('P1', ['C1', 'C1', 'C2']));
    expect(await touches()).toHaveLength(before);
    await bank.service.given(GroupPost, 'P2', posted('P2', ['C1']));
    expect(await touches()).toHaveLength(before + 1);
  });
});
