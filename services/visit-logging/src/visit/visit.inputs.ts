import {
  BusinessDateSchema,
  ContactOutcome,
  FindingKind,
  GoalKind,
  GoalResult,
  Id,
  Instant,
  line,
  MissReason,
  prose,
  VISIT_STATES,
  VisitPlace,
} from '@hengxin/contracts';
import { z } from 'zod';
import { TopicsInput } from '../contact/contact.inputs.js';
import { centsOf, YUAN_PATTERN } from './money.rules.js';

const commandId = line(200);

export const GoalInput = z
  .object({
    kind: GoalKind,
    text: prose(500),
    target: z.number().min(0).max(1e12).nullish(),
    unit: line(20).nullish(),
  })
  .transform(({ target = null, unit = null, ...goal }) => ({ ...goal, target, unit }));

const FindingInput = z
  .object({
    kind: FindingKind,
    text: prose(2000).nullish(),
    productCode: Id.nullish(),
    amount: z.string().regex(YUAN_PATTERN, 'must be yuan as 1234567.80').transform(centsOf).nullish(),
    dueOn: BusinessDateSchema.nullish(),
  })
  .transform(({ kind, text = null, productCode = null, amount = null, dueOn = null }) => ({
    kind,
    text,
    productCode,
    amountCents: amount,
    dueOn,
  }));

export const PlanVisitInput = z.object({
  commandId,
  clientId: Id,
  plannedOn: BusinessDateSchema,
  plannedAt: Instant.nullish(),
  place: VisitPlace,
  goal: GoalInput.nullish(),
  participantIds: z.array(Id).max(20).nullish(),
});
export type PlanVisitInput = z.output<typeof PlanVisitInput>;

export const SetVisitGoalInput = z.object({ commandId, visitId: Id, goal: GoalInput });
export type SetVisitGoalInput = z.output<typeof SetVisitGoalInput>;

export const StartVisitInput = z.object({
  commandId,
  visitId: Id,
  startedAt: Instant,
  checklist: z
    .array(z.object({ item: line(64), done: z.boolean(), version: z.int32().min(1).nullish() }))
    .max(50)
    .nullish(),
  overrideReason: prose(500).trim().min(1).nullish(),
  district: line(100).nullish(),
});
export type StartVisitInput = z.output<typeof StartVisitInput>;

export const EndVisitInput = z.object({
  commandId,
  visitId: Id,
  endedAt: Instant,
  outcome: ContactOutcome,
  notes: prose(4000).nullish(),
  findings: z.array(FindingInput).min(1).max(20),
  topics: z.array(line(100)).max(20).nullish(),
  reactions: TopicsInput.nullish(),
  achieved: z.number().min(0).max(1e12).nullish(),
});
export type EndVisitInput = z.output<typeof EndVisitInput>;

export const ReviewVisitInput = z.object({
  commandId,
  visitId: Id,
  result: GoalResult,
  reasons: z.array(MissReason).max(9).nullish(),
  lesson: prose(2000).nullish(),
  nextTopic: line(200).nullish(),
  nextOn: BusinessDateSchema.nullish(),
});
export type ReviewVisitInput = z.output<typeof ReviewVisitInput>;

export const CancelVisitInput = z.object({
  commandId,
  visitId: Id,
  reason: prose(500).trim().min(1),
  noShow: z.boolean().nullish(),
});
export type CancelVisitInput = z.output<typeof CancelVisitInput>;

export const SplitCreditInput = z.object({
  commandId,
  visitId: Id,
  shares: z
    .array(z.object({ staffId: Id, percent: z.int().min(1).max(100) }))
    .min(1)
    .max(20),
});
export type SplitCreditInput = z.output<typeof SplitCreditInput>;

export const VisitFilter = z.object({
  clientId: Id.nullish(),
  staffId: Id.nullish(),
  unitId: Id.nullish(),
  from: BusinessDateSchema.nullish(),
  to: BusinessDateSchema.nullish(),
  states: z.array(z.enum(VISIT_STATES)).nullish(),
  reviewOverdue: z.boolean().nullish(),
  reason: MissReason.nullish(),
  endedFrom: BusinessDateSchema.nullish(),
  endedTo: BusinessDateSchema.nullish(),
});
export type VisitFilter = z.output<typeof VisitFilter>;
