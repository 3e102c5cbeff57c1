import { chinaCalendar, type LatestWords } from '@hengxin/contracts';
import type { LeaveDays } from '../leave/availability.policy.js';
import { byClaim, type DaysOfKeeper, movedItem } from './handover.policy.js';
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
const days = (...leaves: LeaveDays[]): DaysOfKeeper => ({ today: '2026-03-05', leaves, calendar: chinaCalendar });

describe('an open item goes along with a handover', () => {
  it('to the plan of its day', () => expect(movedItem(item, '2026-03-20', client(), days())?.date).toBe('2026-03-20'));
  it('to the plan of today when its day is over', () =>
    expect(movedItem(item, '2026-02-27', client(), days())?.date).toBe('2026-03-05'));
  it('to the first working day on which the new keeper is not away, when they are on its day', () => {
    const leave = (from: string, to: string, portion: LeaveDays['portion'] = 'FULL') => ({ from, to, portion });
    const date = (itemDate: string, ...leaves: LeaveDays[]) =>
      movedItem(item, itemDate, client(), days(...leaves))?.date;
    // The 20th is a Friday.
    const following = [leave('2026-03-18', '2026-03-20'), leave('2026-03-23', '2026-03-24')];
    expect(date('2026-03-19', leave('2026-03-19', '2026-03-19'))).toBe('2026-03-20');
    expect(date('2026-03-20', ...following)).toBe('2026-03-25');
    expect(date('2026-02-27', leave('2026-03-02', '2026-03-06'))).toBe('2026-03-09');
    expect(date('2026-03-17', ...following)).toBe('2026-03-17');
    expect(date('2026-03-20', leave('2026-03-20', '2026-03-20', 'MORNING'))).toBe('2026-03-20');
  });
  it('and keeps its reason, its words and its original due date', () =>
    expect(movedItem(item, '2026-03-20', client(), days())).toEqual({
      date: '2026-03-20',
      line: { clientId: 'C1', reason, channel: 'PHONE', dueSince: '2026-02-27' },
      note: '客户约谈房贷',
    }));
  it('over another channel when its own is consented no longer', () =>
    expect(movedItem(item, '2026-03-20', client({ EMAIL: word }), days())?.line.channel).toBe('EMAIL'));
  it('unless no channel is consented on that day', () => {
    const until = { PHONE: { ...word, expiresOn: '2026-03-19' } };
    expect(movedItem(item, '2026-03-20', client(until), days())).toBeNull();
    expect(movedItem(item, '2026-03-19', client(until), days())).not.toBeNull();
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
