import { GiftApproved, GiftHandedOver, GiftIssued, GiftReserved, GiftReturned } from '@hengxin/contracts';
import { type DomainEvent, evolve } from '@hengxin/event-sourcing';
import { specify } from '@hengxin/testing';
import { clientGiftsDecider, type DecideApproval, type HandOverGift } from './client-gifts.decider.js';
import { needsApproval } from './gift.rules.js';

const NOW = '2026-03-02T09:00:00+08:00';
const given = { giftId: 'B.G1', callerId: 'S1', now: NOW, timeZone: 'Asia/Shanghai', withinReach: true };
const gift = { giftId: 'B.G1', clientId: 'C1' };
const reservation = {
  ...{ ...gift, staffId: 'S1', itemId: 'TEA', unitId: 'U1', visitId: 'V1', valueCents: 30_000 },
  ...{ reservedAt: NOW, reservedOn: '2026-03-02', awaitsApproval: false },
};
const reserved = GiftReserved.of(reservation);
const awaiting = GiftReserved.of({ ...reservation, awaitsApproval: true });
const approved = GiftApproved.of({ ...gift, approverId: 'H1', approvedAt: NOW });
const waiting = (giftId: string) => GiftReserved.of({ ...reservation, giftId, awaitsApproval: true });
const issued = GiftIssued.of({ ...gift, issuedBy: 'S1', issuedAt: NOW });
const returned = (more: object = {}) =>
  GiftReturned.of({
    ...{ ...gift, itemId: 'TEA', unitId: 'U1', isDeclined: false, returnedBy: 'S1' },
    ...{ reason: null, returnedAt: NOW, ...more },
  });
const handedOver = (how: 'DELIVERED' | 'COLLECTED', visitId: string | null) =>
  GiftHandedOver.of({
    ...{ ...gift, staffId: 'S1', how, visitId },
    ...{ handedOverAt: NOW, businessDate: '2026-03-02' },
  });
const issue = { type: 'IssueGift', data: given } as const;
const giveBack = { type: 'ReturnGift', data: { ...given, reason: null } } as const;
const approve = (more: Partial<DecideApproval['data']> = {}): DecideApproval => ({
  type: 'DecideApproval',
  data: { ...given, callerId: 'H1', approve: true, reason: null, isHeadAbove: true, ...more },
});
const handOver = (more: Partial<HandOverGift['data']> = {}): HandOverGift => ({
  type: 'HandOverGift',
  data: {
    ...{ ...given, how: 'DELIVERED', at: NOW, visitId: null },
    ...{ visit: { clientId: 'C1', hasStarted: true }, ...more },
  },
});

describe('rule 9: a gift', () => {
  specify(clientGiftsDecider, {
    'is issued once it is reserved': { given: [reserved], when: issue, then: [issued] },
    'is issued once': { given: [reserved, issued], when: issue, then: 'GIFT_NOT_RESERVED' },
    'above the worth of a year is not issued before it is approved': {
      given: [awaiting],
      when: issue,
      then: 'GIFT_AWAITS_APPROVAL',
    },
    'is approved by the unit head': { given: [awaiting], when: approve(), then: [approved] },
    'is issued after that': { given: [awaiting, approved], when: issue, then: [issued] },
    'is not approved by who reserved it, nor by a head who is not above': {
      given: [awaiting],
      when: approve({ isHeadAbove: false }),
      then: 'GIFT_APPROVAL_OF_ANOTHER',
    },
    'within the worth of a year needs no approval': { given: [reserved], when: approve(), then: 'GIFT_NOT_AWAITING' },
    'is approved once': { given: [awaiting, approved], when: approve(), then: 'GIFT_NOT_AWAITING' },
    'needs no approval any more once what was returned leaves no more than the worth of a year': {
      given: [reserved, waiting('B.G2'), returned()],
      when: { type: 'IssueGift', data: { ...given, giftId: 'B.G2' } },
      then: [GiftIssued.of({ ...gift, giftId: 'B.G2', issuedBy: 'S1', issuedAt: NOW })],
    },
    'is approved by nobody once it needs no approval any more': {
      given: [reserved, waiting('B.G2'), returned()],
      when: approve({ giftId: 'B.G2' }),
      then: 'GIFT_NOT_AWAITING',
    },
    'still needs it while the others are above the worth of a year without what was returned': {
      given: [reserved, waiting('B.G2'), waiting('B.G3'), returned()],
      when: { type: 'IssueGift', data: { ...given, giftId: 'B.G2' } },
      then: 'GIFT_AWAITS_APPROVAL',
    },
    'that is not approved goes back': {
      given: [awaiting],
      when: approve({ approve: false, reason: '超出额度' }),
      then: [returned({ isDeclined: true, returnedBy: 'H1', reason: '超出额度' })],
    },
    'is delivered on the visit that it was reserved for': {
      given: [reserved, issued],
      when: handOver(),
      then: [handedOver('DELIVERED', 'V1')],
    },
    'is delivered on another visit that is named': {
      given: [reserved, issued],
      when: handOver({ visitId: 'V2' }),
      then: [handedOver('DELIVERED', 'V2')],
    },
    'is delivered on no visit of another client': {
      given: [reserved, issued],
      when: handOver({ visit: { clientId: 'C2', hasStarted: true } }),
      then: 'GIFT_VISIT_FOREIGN',
    },
    'is delivered on no visit that is unknown': {
      given: [reserved, issued],
      when: handOver({ visit: null }),
      then: 'GIFT_VISIT_FOREIGN',
    },
    'is delivered on a visit that has started': {
      given: [reserved, issued],
      when: handOver({ visit: { clientId: 'C1', hasStarted: false } }),
      then: 'GIFT_VISIT_NOT_STARTED',
    },
    'that is delivered names a visit': {
      given: [GiftReserved.of({ ...reservation, visitId: null }), issued],
      when: handOver({ visit: null }),
      then: 'GIFT_VISIT_MISSING',
    },
    'that is collected names none': {
      given: [reserved, issued],
      when: handOver({ how: 'COLLECTED', visit: null }),
      then: [handedOver('COLLECTED', null)],
    },
    'is handed over once it is issued': { given: [reserved], when: handOver(), then: 'GIFT_NOT_ISSUED' },
    'is handed over once': {
      given: [reserved, issued, handedOver('DELIVERED', 'V1')],
      when: handOver(),
      then: 'GIFT_NOT_ISSUED',
    },
    'is not handed over in the future': {
      given: [reserved, issued],
      when: handOver({ at: '2026-03-02T09:00:01+08:00' }),
      then: 'GIFT_MOMENT_OUTSIDE',
    },
    'is not handed over long ago': {
      given: [reserved, issued],
      when: handOver({ at: '2026-02-22T23:59:59+08:00' }),
      then: 'GIFT_MOMENT_OUTSIDE',
    },
    'may be returned while it is reserved': { given: [reserved], when: giveBack, then: [returned()] },
    'may be returned once it was issued': { given: [reserved, issued], when: giveBack, then: [returned()] },
    'that was handed over stays': {
      given: [reserved, issued, handedOver('COLLECTED', null)],
      when: giveBack,
      then: 'GIFT_SETTLED',
    },
    'is returned once': { given: [reserved, returned()], when: giveBack, then: 'GIFT_SETTLED' },
    'of a stranger is unknown': {
      given: [reserved],
      when: { type: 'IssueGift', data: { ...given, withinReach: false } },
      then: 'GIFT_UNKNOWN',
    },
    'that is not there is unknown': { when: issue, then: 'GIFT_UNKNOWN' },
  });

  it('that is returned does not count towards the worth of the year', () => {
    const after = (...events: readonly DomainEvent[]) => Object.values(evolve(clientGiftsDecider, events));
    expect(needsApproval(after(reserved, issued), 20_001)).toBe(true);
    expect(needsApproval(after(reserved, issued), 20_000)).toBe(false);
    expect(needsApproval(after(reserved, returned()), 50_000)).toBe(false);
  });
});
