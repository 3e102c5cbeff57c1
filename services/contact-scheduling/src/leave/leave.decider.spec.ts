import { LeaveCancelled, LeaveTaken } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { type CancelLeave, leaveDecider, type Others, type TakeLeave } from './leave.decider.js';

const NOW = '2026-03-02T10:00:00+08:00';
const given = { callerId: 'S1', now: NOW, today: '2026-03-02' };
const leave = {
  leaveId: 'L1',
  staffId: 'S1',
  from: '2026-03-09',
  to: '2026-03-13',
  portion: 'FULL' as const,
  coverId: 'S2',
};
const nobody: Others = { staffKnown: true, coverKnown: true, coverAway: null, covering: null };
const taken = LeaveTaken.of({ ...leave, takenAt: NOW });
const cancelled = LeaveCancelled.of({ leaveId: 'L1', staffId: 'S1', cancelledAt: NOW });
const takenBack = LeaveCancelled.of({ leaveId: 'L1', staffId: 'S1', cancelledAt: '2026-03-11T10:00:00+08:00' });
const take = (facts: object = {}, others: Partial<Others> = {}): TakeLeave => ({
  type: 'TakeLeave',
  data: { ...given, ...leave, ...facts, timeZone: 'Asia/Shanghai', others: { ...nobody, ...others } },
});
const cancel = (facts: object = {}): CancelLeave => ({
  type: 'CancelLeave',
  data: { ...given, leaveId: 'L1', mayCancel: true, ...facts },
});

describe('rule 4: a leave', () => {
  specify(leaveDecider, {
    'is taken with a cover': { when: take(), then: [taken] },
    'is taken without one': {
      when: take({ coverId: null }),
      then: [LeaveTaken.of({ ...leave, coverId: null, takenAt: NOW })],
    },
    'of days that are over may be told': {
      when: take({ from: '2026-02-02', to: '2026-02-03' }),
      then: [LeaveTaken.of({ ...leave, from: '2026-02-02', to: '2026-02-03', takenAt: NOW })],
    },
    'is nobody’s but a relationship manager’s whom the caller may speak for': {
      when: take({}, { staffKnown: false }),
      then: 'LEAVE_STAFF_UNKNOWN',
    },
    'does not end before it begins': { when: take({ to: '2026-03-08' }), then: 'LEAVE_DATES_REVERSED' },
    'takes a year at most': { when: take({ to: '2027-03-10' }), then: 'LEAVE_TOO_LONG' },
    'does not overlap another of the same person, not by one day': {
      given: [taken],
      when: take({ leaveId: 'L2', from: '2026-03-13', to: '2026-03-20' }),
      then: 'LEAVE_OVERLAPS',
    },
    'may follow another at once': {
      given: [taken],
      when: take({ leaveId: 'L2', from: '2026-03-14', to: '2026-03-20' }),
      then: [LeaveTaken.of({ ...leave, leaveId: 'L2', from: '2026-03-14', to: '2026-03-20', takenAt: NOW })],
    },
    'may lie where one was cancelled': {
      given: [taken, cancelled],
      when: take({ leaveId: 'L2' }),
      then: [LeaveTaken.of({ ...leave, leaveId: 'L2', takenAt: NOW })],
    },
    'does not overlap the days that one had before it was taken back': {
      given: [taken, takenBack],
      when: take({ leaveId: 'L2', from: '2026-03-10', to: '2026-03-20' }),
      then: 'LEAVE_OVERLAPS',
    },
    'may begin on the day on which one was taken back': {
      given: [taken, takenBack],
      when: take({ leaveId: 'L2', from: '2026-03-11', to: '2026-03-20' }),
      then: [LeaveTaken.of({ ...leave, leaveId: 'L2', from: '2026-03-11', to: '2026-03-20', takenAt: NOW })],
    },
    'is not covered by the one who is away': { when: take({ coverId: 'S1' }), then: 'LEAVE_COVER_IS_SELF' },
    'is covered by a relationship manager': { when: take({}, { coverKnown: false }), then: 'LEAVE_COVER_UNKNOWN' },
    'is not covered by somebody on leave those days': {
      when: take({}, { coverAway: { staffId: 'S2', from: '2026-03-13', to: '2026-03-20' } }),
      then: 'LEAVE_COVER_AWAY',
    },
    'is not taken by somebody who covers for another those days: covers make no chain and no cycle': {
      when: take({}, { covering: { staffId: 'S3', from: '2026-03-10', to: '2026-03-10' } }),
      then: 'LEAVE_COVERS_OTHERS',
    },
  });
});

describe('a leave is cancelled', () => {
  specify(leaveDecider, {
    'before it begins': { given: [taken], when: cancel(), then: [cancelled] },
    once: { given: [taken, cancelled], when: cancel(), then: 'LEAVE_ALREADY_CANCELLED' },
    'not after its last day: leave in the past takes nothing back': {
      given: [taken],
      when: cancel({ today: '2026-03-14' }),
      then: 'LEAVE_OVER',
    },
    'by those who may record it': { given: [taken], when: cancel({ mayCancel: false }), then: 'LEAVE_UNKNOWN' },
    'only where there is one': { when: cancel(), then: 'LEAVE_UNKNOWN' },
  });
});
