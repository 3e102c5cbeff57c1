import { encodeChoice, LeaveTaken, Leaves } from '@hengxin/contracts';
import { VisitedBank } from '../testing/visited-bank.suite.js';

describe('rule 21: a handover while the keeper is on leave', () => {
  let bank: VisitedBank;
  const visits: Record<string, string> = {};
  beforeAll(async () => {
    bank = await VisitedBank.open();
    await bank.client('C1');
    const leave = { leaveId: 'L1', staffId: 'S1', from: '2026-03-02', to: '2026-03-04', portion: 'FULL' as const };
    const takenAt = '2026-03-02T08:00:00+08:00';
    await bank.service.given(Leaves, 'S1', LeaveTaken.of({ ...leave, coverId: 'S2', takenAt }));
    for (const as of ['S1', 'S2', 'H1']) visits[as] = await bank.plan('C1', { plannedOn: '2026-03-04' }, as);
  }, 60_000);
  afterAll(() => bank?.stop());

  it('is previewed with the visits of the cover, and without those of the head above', async () => {
    await bank.service.caughtUp();
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) {
      ... on HandoverPreview { plannedVisits } } }`;
    const r = [{ __typename: 'HandoverPreview', id: encodeChoice('S1', ['C1'], new Set(['C1'])) }];
    expect((await bank.ask(query, 'H1', { r }))._entities).toEqual([{ plannedVisits: 2 }]);
  });

  it('moves planned visits of the cover as well, and leaves nothing with who may go there no more', async () => {
    await bank.handOver('C1', 'S1', 'S3', '2026-03-03');
    bank.service.clock.set('2026-03-03T00:00:01+08:00');
    const ofS3 = async () => (await bank.visits('S3', { states: ['PLANNED'], staffId: 'S3' })).sort();
    const moved = [visits['S1']!, visits['S2']!].sort();
    await bank.eventually(async () => (await ofS3()).length === moved.length);
    expect(await ofS3()).toEqual(moved);
    expect((await bank.visit(visits['H1']!, 'H1')).staff.id).toBe('H1');
  });
});
