import type { GiftStockTaken } from '@hengxin/contracts';
import { type DataOf, decide, evolve, isRejected } from '@hengxin/event-sourcing';
import fc from 'fast-check';
import { clientGiftsDecider, type ClientGiftsCommand } from './client-gifts.decider.js';
import { bookOf, newGiftId } from './gift-ids.js';
import { type AddPieces, giftStockDecider, type PutBackPiece, type TakePiece } from './gift-stock.decider.js';

const NOW = '2026-03-02T09:00:00+08:00';
const TODAY = '2026-03-02';
const stock = { stockId: 'T1', itemId: 'TEA', unitId: 'U1' };
/** 500 yuan, in cents. */
const A_YEAR_CENTS = 50_000;

describe('rule 9: the stock of a unit, whatever comes in, is reserved and comes back', () => {
  type Step =
    | { readonly kind: 'add'; readonly pieces: number }
    | { readonly kind: 'take' }
    /** One of the gifts that are out. */
    | { readonly kind: 'put back'; readonly which: number };
  const aStep: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ kind: fc.constant('add' as const), pieces: fc.integer({ min: 1, max: 3 }) }),
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('take' as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('put back' as const), which: fc.nat() }) },
  );
  const commandOf = (step: Step, giftId: string): AddPieces | TakePiece | PutBackPiece => {
    switch (step.kind) {
      case 'add':
        return {
          type: 'AddPieces',
          data: { ...stock, now: NOW, quantity: step.pieces, itemKnown: true, unitWithinReach: true },
        };
      case 'take':
        return {
          type: 'TakePiece',
          data: {
            ...{ ...stock, now: NOW, today: TODAY, giftId, clientId: 'C1', callerId: 'S1', visitId: null },
            ...{ valueCents: 12_000, clientWithinReach: true, clientIsOwn: true, visitFits: true },
          },
        };
      case 'put back':
        return { type: 'PutBackPiece', data: { ...stock, now: NOW, giftId } };
    }
  };

  it('is never below zero, and is with what is out all that ever came in', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 60 }), (steps) => {
        let left = giftStockDecider.initial;
        let cameIn = 0;
        const out: string[] = [];
        steps.forEach((step, i) => {
          if (step.kind === 'put back' && out.length === 0) return;
          const giftId = step.kind === 'put back' ? out.splice(step.which % out.length, 1)[0]! : `B.G${i}`;
          const decision = decide(giftStockDecider, commandOf(step, giftId), left);
          const isEmpty = step.kind === 'take' && out.length === cameIn;
          expect(isRejected(decision) ? decision.rejection.code : 'done').toBe(isEmpty ? 'GIFT_OUT_OF_STOCK' : 'done');
          if (isRejected(decision)) return;
          left = evolve(giftStockDecider, decision, left);
          if (step.kind === 'add') cameIn += step.pieces;
          if (step.kind === 'take') out.push(giftId);
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left + out.length).toBe(cameIn);
        });
      }),
    );
  });
});

describe('rule 9: the worth of a client’s gifts of a calendar year, whatever becomes of them', () => {
  type Step =
    | { readonly kind: 'reserve'; readonly valueCents: number }
    /** One of the gifts that were reserved. */
    | { readonly kind: 'issue' | 'approve' | 'decline' | 'return'; readonly which: number };
  const aStep: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('reserve' as const),
        valueCents: fc.constantFrom(1, 10_000, 20_000, 25_000, 30_000, 49_999, 50_000, 50_001),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom('issue' as const, 'approve' as const, 'decline' as const, 'return' as const),
        which: fc.nat(),
      }),
    },
  );
  const given = { callerId: 'S1', now: NOW, timeZone: 'Asia/Shanghai', withinReach: true };
  const commandOf = (step: Step, giftId: string): ClientGiftsCommand => {
    switch (step.kind) {
      case 'reserve': {
        const taken: DataOf<typeof GiftStockTaken> = {
          ...{ ...stock, giftId, clientId: 'C1', staffId: 'S1', visitId: null },
          ...{ valueCents: step.valueCents, reservedAt: NOW, reservedOn: TODAY },
        };
        return { type: 'RecordReservation', data: taken };
      }
      case 'issue':
        return { type: 'IssueGift', data: { ...given, giftId } };
      case 'return':
        return { type: 'ReturnGift', data: { ...given, giftId, reason: null } };
      case 'approve':
      case 'decline': {
        const decided = { approve: step.kind === 'approve', reason: null, isHeadAbove: true };
        return { type: 'DecideApproval', data: { ...given, callerId: 'H1', giftId, ...decided } };
      }
    }
  };
  const sum = (gifts: readonly { readonly valueCents: number }[]) =>
    gifts.reduce((cents, { valueCents }) => cents + valueCents, 0);

  it('above 500 yuan awaits approval, and none above it is issued without', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 40 }), (steps) => {
        let gifts = clientGiftsDecider.initial;
        const reserved: { readonly giftId: string; readonly valueCents: number }[] = [];
        const returned = new Set<string>();
        steps.forEach((step, i) => {
          if (step.kind !== 'reserve' && reserved.length === 0) return;
          const giftId = step.kind === 'reserve' ? `B.G${i}` : reserved[step.which % reserved.length]!.giftId;
          const decision = decide(clientGiftsDecider, commandOf(step, giftId), gifts);
          if (isRejected(decision)) return;
          gifts = evolve(clientGiftsDecider, decision, gifts);
          for (const { type } of decision) if (type === 'GiftReturned') returned.add(giftId);
          if (step.kind === 'reserve') {
            reserved.push({ giftId, valueCents: step.valueCents });
            const worth = sum(reserved.filter((each) => !returned.has(each.giftId)));
            expect(gifts[giftId]!.awaitsApproval).toBe(worth > A_YEAR_CENTS);
          }
          const kept = Object.values(gifts).filter(({ state }) => state !== 'RETURNED');
          const awaiting = kept.filter(({ awaitsApproval }) => awaitsApproval);
          const onNobodysWord = kept.filter((gift) => !gift.awaitsApproval && gift.approverId === null);
          expect(awaiting.filter(({ state }) => state !== 'RESERVED')).toEqual([]);
          expect(sum(onNobodysWord)).toBeLessThanOrEqual(A_YEAR_CENTS);
          // What is returned makes room for those that wait.
          if (awaiting.length > 0) expect(sum(kept)).toBeGreaterThan(A_YEAR_CENTS);
        });
      }),
    );
  });

  it('is of one client and one calendar year, no matter who reserves', () => {
    const aGift = fc.record({
      clientId: fc.constantFrom('C1', 'C2'),
      on: fc.constantFrom('2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'),
      callerId: fc.constantFrom('S1', 'H1'),
      commandId: fc.uuid(),
    });
    fc.assert(
      fc.property(aGift, aGift, (one, other) => {
        const [book, otherBook] = [one, other].map(({ clientId, on, callerId, commandId }) =>
          bookOf(newGiftId(clientId, on, callerId, commandId)),
        );
        const isOne = one.clientId === other.clientId && one.on.slice(0, 4) === other.on.slice(0, 4);
        expect(book === otherBook).toBe(isOne);
      }),
    );
  });
});
