import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, Channel, DayKind, Id, Instant, PromptKind, ReasonCode } from '../values.js';

/** Why a client stands in a plan, and the facts behind it. Sentences are made from these facts when they are read. */
export const PlanReason = z.object({
  code: ReasonCode,
  lastContactOn: BusinessDate.nullable(),
  daysSinceContact: z.int32().nullable(),
  intervalDays: z.int32().nullable(),
  promisedOn: BusinessDate.nullable(),
  deferredTo: BusinessDate.nullish().describe(
    'The day to which the relationship manager put the client off, where that day is due.',
  ),
  nextTryOn: BusinessDate.nullish().describe(
    'The day of the next try, named by the one who did not reach the client, where that day is due.',
  ),
});
export type PlanReason = z.infer<typeof PlanReason>;

/** An occasion or a signal that was alive when a client was planned, with the facts that its sentence is made from. */
export const PlanPrompt = z.object({
  kind: PromptKind,
  from: BusinessDate.describe('The first day on which it is alive.'),
  lapsesOn: BusinessDate.describe('The last day on which it is alive.'),
  date: BusinessDate.nullable().describe('The day of an occasion; null for a signal.'),
  label: storedText({ max: 200 })
    .nullable()
    .describe("What the client calls it, or the product's name; null: nothing."),
  facts: z.array(z.object({ name: storedText({ max: 64 }), value: storedText({ max: 200 }) })),
});
export type PlanPrompt = z.infer<typeof PlanPrompt>;

export const PlannedItem = z.object({
  itemId: Id,
  clientId: Id,
  reason: PlanReason,
  channel: Channel,
  dueSince: BusinessDate.describe('The day on which it first fell due.'),
  prompts: personal(
    z
      .array(PlanPrompt)
      .optional()
      .describe('Those alive when it was planned, the one that lapses first before all; absent for none.'),
  ),
  coverFor: Id.optional().describe(
    'The relationship manager on leave whose client this is, where the one whose plan it is covers for them.',
  ),
});
export type PlannedItem = z.infer<typeof PlannedItem>;

const plan = { planId: Id, staffId: Id, date: BusinessDate };
const item = { ...plan, itemId: Id, clientId: Id };

export const PlanDrawn = defineEvent('PlanDrawn', {
  version: 1,
  summary: 'The daily plan of a relationship manager was drawn.',
  data: z.object({
    ...plan,
    dayKind: DayKind,
    capacity: z.int32().min(0).describe('Places: 10 x availability; 0 on a day off.'),
    provisional: z.boolean().describe("True while the year's official holidays are not known."),
    items: z.array(PlannedItem),
  }),
});

export const PlanItemDone = defineEvent('PlanItemDone', {
  version: 1,
  summary: 'A logged contact did a plan item.',
  data: z.object({ ...item, contactId: Id, doneAt: Instant }),
});

export const PlanItemDeferred = defineEvent('PlanItemDeferred', {
  version: 1,
  summary: 'A plan item was put off to a later day.',
  data: z.object({
    ...item,
    to: BusinessDate,
    reason: personal(storedText({ min: 1, max: 1000 })),
    dueSince: BusinessDate,
    deferredAt: Instant.optional(),
  }),
});

export const PlanItemSkipped = defineEvent('PlanItemSkipped', {
  version: 1,
  summary: 'A plan item was left out, with a reason.',
  data: z.object({ ...item, reason: personal(storedText({ min: 1, max: 1000 })), skippedAt: Instant.optional() }),
});

export const PlanItemAdded = defineEvent('PlanItemAdded', {
  version: 1,
  summary: 'A client was added to a plan by hand, or an item came into it with a handover or for a colleague on leave.',
  data: z.object({
    ...plan,
    item: PlannedItem,
    reason: personal(storedText({ min: 1, max: 1000 })),
    takenFrom: z
      .object({ itemId: Id, staffId: Id, date: BusinessDate })
      .optional()
      .describe('The item of the manager who kept the client before, where a handover moved it here.'),
  }),
});

export const PlanItemCancelled = defineEvent('PlanItemCancelled', {
  version: 1,
  summary:
    'A plan item fell away: no channel with valid consent is left, another relationship manager keeps the client, the one whose plan it is takes leave, or the leave that they covered is over.',
  data: z.object({ ...item, because: z.enum(['CONSENT_WITHDRAWN', 'HANDED_OVER', 'ON_LEAVE', 'COVER_ENDED']) }),
});

export const Plan = defineAggregate({
  context: 'contact-scheduling',
  name: 'plan',
  key: 'staffId',
  events: { PlanDrawn, PlanItemDone, PlanItemDeferred, PlanItemSkipped, PlanItemAdded, PlanItemCancelled },
});
