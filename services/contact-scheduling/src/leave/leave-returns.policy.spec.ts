import { type LatestWords, PlanDrawn, PlanItemAdded, PlanItemCancelled, type PlannedItem } from '@hengxin/contracts';
import { evolve } from '@hengxin/event-sourcing';
import { planDecider, type PlanEvent, type PlanItem } from '../plan/plan.decider.js';
import { fallenAway, returnedLine } from './leave-returns.policy.js';

const MONDAY = '2026-03-02';
const WEDNESDAY = '2026-03-04';
const key = { planId: 'P1', staffId: 'S1', date: MONDAY };
const reason = {
  code: 'CADENCE' as const,
  lastContactOn: '2026-01-01',
  daysSinceContact: 60,
  intervalDays: 61,
  promisedOn: null,
};
const planned = (clientId: string, itemId = clientId): PlannedItem => ({
  itemId,
  clientId,
  reason,
  channel: 'PHONE',
  dueSince: '2026-02-28',
});
const facts = { ...key, dayKind: 'WORKING_DAY' as const, capacity: 10, provisional: false };
const drawn = PlanDrawn.of({ ...facts, items: [planned('C1'), planned('C2'), planned('C3')] });
const cancelled = (clientId: string, because: 'ON_LEAVE' | 'HANDED_OVER', itemId = clientId) =>
  PlanItemCancelled.of({ ...key, clientId, itemId, because });
const fallen = (...events: PlanEvent[]) => fallenAway(evolve(planDecider, events)).map(({ itemId }) => itemId);

describe('what comes back into a plan with a leave that is taken back', () => {
  it('is what fell away for it, and for nothing else', () =>
    expect(fallen(drawn, cancelled('C1', 'ON_LEAVE'), cancelled('C2', 'HANDED_OVER'))).toEqual(['C1']));
  it('is nothing behind which the client was planned again', () => {
    const again = PlanItemAdded.of({ ...key, item: planned('C1', 'again'), reason: '约好' });
    expect(fallen(drawn, cancelled('C1', 'ON_LEAVE'), again)).toEqual([]);
    expect(fallen(drawn, cancelled('C1', 'ON_LEAVE'), again, cancelled('C1', 'ON_LEAVE', 'again'))).toEqual(['again']);
  });
  it('is no client of a colleague whom one covered for', () => {
    const covered = PlanItemAdded.of({ ...key, item: { ...planned('C4'), coverFor: 'S2' }, reason: 'ON_LEAVE' });
    expect(fallen(covered, cancelled('C4', 'ON_LEAVE'))).toEqual([]);
  });
});

describe('an item comes back', () => {
  const item: PlanItem = { ...planned('C1'), status: 'CANCELLED', note: null, until: null, because: 'ON_LEAVE' };
  const word = { granted: true, decidedAt: '2026-01-01T09:00:00+08:00', expiresOn: null };
  const client = (lastContactOn: string | null, consents: LatestWords = { PHONE: word }) => ({
    consents,
    preferredChannel: null,
    lastContactOn,
  });
  const line = { clientId: 'C1', reason, channel: 'PHONE', dueSince: '2026-02-28' };

  it('with its reason and its original due date', () =>
    expect(returnedLine(item, WEDNESDAY, client('2026-01-01'), MONDAY)).toEqual(line));
  it('unless its client was contacted since the leave was taken', () => {
    expect(returnedLine(item, WEDNESDAY, client(MONDAY), MONDAY)).toBeNull();
    expect(returnedLine(item, WEDNESDAY, client('2026-03-03'), MONDAY)).toBeNull();
    expect(returnedLine(item, WEDNESDAY, client('2026-02-27'), MONDAY)).toEqual(line);
  });
  it('where it was planned on a contact of the day on which the leave was taken', () => {
    const onMonday = { ...item, reason: { ...reason, lastContactOn: MONDAY } };
    expect(returnedLine(onMonday, WEDNESDAY, client(MONDAY), MONDAY)).not.toBeNull();
  });
  it('unless its client allows no channel on its day', () => {
    const until = (expiresOn: string) => client(null, { PHONE: { ...word, expiresOn } });
    expect(returnedLine(item, WEDNESDAY, until('2026-03-03'), MONDAY)).toBeNull();
    expect(returnedLine(item, WEDNESDAY, until(WEDNESDAY), MONDAY)).not.toBeNull();
  });
});
