import type { LatestWords } from '@hengxin/contracts';
import { byClaim, movedItem } from './handover.policy.js';
import type { PlanItem } from '../plan/plan.decider.js';

const reason = {
  code: 'ADDED' as const,
  lastContactOn: '2026-01-01',
  daysSinceContact: 60,
  intervalDays: 61,
  promisedOn: null,
};
const item: PlanItem = {
  itemId: 'I1',
  clientId: 'C1',
  reason,
  channel: 'PHONE',
  dueSince: '2026-02-27',
  status: 'OPEN',
  note: '客户约谈房贷',
  until: null,
};
const word = { granted: true, decidedAt: '2026-01-01T09:00:00+08:00', expiresOn: null };
const client = (consents: LatestWords = { PHONE: word }) => ({ consents, preferredChannel: null });

describe('an open item goes along with a handover', () => {
  it('to the plan of its day', () =>
    expect(movedItem(item, '2026-03-20', client(), '2026-03-05')?.date).toBe('2026-03-20'));
  it('to the plan of today when its day is over', () =>
    expect(movedItem(item, '2026-02-27', client(), '2026-03-05')?.date).toBe('2026-03-05'));
  it('and keeps its reason, its words and its original due date', () =>
    expect(movedItem(item, '2026-03-20', client(), '2026-03-05')).toEqual({
      date: '2026-03-20',
      line: { clientId: 'C1', reason, channel: 'PHONE', dueSince: '2026-02-27' },
      note: '客户约谈房贷',
    }));
  it('over another channel when its own is consented no longer', () =>
    expect(movedItem(item, '2026-03-20', client({ EMAIL: word }), '2026-03-05')?.line.channel).toBe('EMAIL'));
  it('unless no channel is consented on that day', () => {
    const until = { PHONE: { ...word, expiresOn: '2026-03-19' } };
    expect(movedItem(item, '2026-03-20', client(until), '2026-03-05')).toBeNull();
    expect(movedItem(item, '2026-03-19', client(until), '2026-03-05')).not.toBeNull();
  });
});

it('of two items of a client for one day the one in somebody’s own words goes first, then the one due longest', () => {
  const drawn = { ...item, reason: { ...reason, code: 'CADENCE' as const } };
  const order = [
    { ...drawn, itemId: 'late', dueSince: '2026-03-02' },
    { ...drawn, itemId: 'early', dueSince: '2026-01-02' },
    { ...item, itemId: 'by hand' },
  ].sort(byClaim);
  expect(order.map(({ itemId }) => itemId)).toEqual(['by hand', 'early', 'late']);
});
