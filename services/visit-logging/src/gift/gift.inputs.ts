import { GIFT_STATES, HANDOVER_WAYS, Id, Instant, LARGEST_GIFT_DELIVERY, line, prose } from '@hengxin/contracts';
import { z } from 'zod';
import { centsOf, YUAN_PATTERN } from '../visit/money.rules.js';

const commandId = line(200);
/** Dearer than any gift: ten million yuan. */
const DEAREST_CENTS = 1e9;

export const DefineGiftItemInput = z.object({
  commandId,
  itemId: Id.nullish(),
  name: line(100),
  value: z
    .string()
    .regex(YUAN_PATTERN, 'must be yuan as 1234567.80')
    .transform(centsOf)
    .refine((cents) => cents > 0 && cents <= DEAREST_CENTS, 'must be above 0 and at most 10000000.00'),
});
export type DefineGiftItemInput = z.output<typeof DefineGiftItemInput>;

export const AddGiftStockInput = z.object({
  commandId,
  itemId: Id,
  unitId: Id,
  quantity: z.int().min(1).max(LARGEST_GIFT_DELIVERY),
});
export type AddGiftStockInput = z.output<typeof AddGiftStockInput>;

export const ReserveGiftInput = z.object({ commandId, itemId: Id, clientId: Id, visitId: Id.nullish() });
export type ReserveGiftInput = z.output<typeof ReserveGiftInput>;

const reason = prose(500).trim().min(1).nullish();

export const ApproveGiftInput = z.object({ commandId, giftId: Id, approve: z.boolean(), reason });
export type ApproveGiftInput = z.output<typeof ApproveGiftInput>;

export const IssueGiftInput = z.object({ commandId, giftId: Id });
export type IssueGiftInput = z.output<typeof IssueGiftInput>;

export const HandOverGiftInput = z.object({
  commandId,
  giftId: Id,
  how: z.enum(HANDOVER_WAYS),
  visitId: Id.nullish(),
  at: Instant.nullish(),
});
export type HandOverGiftInput = z.output<typeof HandOverGiftInput>;

export const ReturnGiftInput = z.object({ commandId, giftId: Id, reason });
export type ReturnGiftInput = z.output<typeof ReturnGiftInput>;

export const GiftFilter = z.object({
  clientId: Id.nullish(),
  unitId: Id.nullish(),
  states: z.array(z.enum(GIFT_STATES)).nullish(),
  awaitingApproval: z.boolean().nullish(),
});
export type GiftFilter = z.output<typeof GiftFilter>;
