import { z } from 'zod';
import { personal } from '@hengxin/event-sourcing';
import { storedText } from '../plain-text.js';
import { BusinessDate, Id, Instant, ProfilePart } from '../values.js';

export const VISIT_STATES = ['PLANNED', 'STARTED', 'ENDED', 'REVIEWED', 'CANCELLED', 'NO_SHOW'] as const;
export const VISIT_PLACES = ['CLIENT_HOME', 'CLIENT_OFFICE', 'BANK', 'ELSEWHERE'] as const;
export const GOAL_KINDS = ['DEPOSITS', 'LOANS', 'PRODUCT', 'REFERRAL', 'RETENTION', 'INFORMATION', 'OTHER'] as const;
export const GOAL_RESULTS = ['MET', 'PARTLY', 'MISSED'] as const;
export const MISS_REASONS = [
  'RATE',
  'COMPETITOR',
  'FUNDS_TIED',
  'TIMING',
  'NO_NEED',
  'NOT_DECISION_MAKER',
  'TRUST',
  'SERVICE_COMPLAINT',
  'PREPARATION_GAP',
] as const;
export const FINDING_KINDS = ['NEED', 'FUNDS', 'OPINION', 'COMPLAINT', 'NONE'] as const;
export const VisitPlace = z.enum(VISIT_PLACES);
export const GoalKind = z.enum(GOAL_KINDS);
export const GoalResult = z.enum(GOAL_RESULTS);
export const MissReason = z.enum(MISS_REASONS);
export const FindingKind = z.enum(FINDING_KINDS);

/** What a visit is to reach. A number has its unit beside it, as 万元 or 户; what is said of it names the client. */
export const VisitGoal = z.object({
  kind: GoalKind,
  text: personal(storedText({ max: 500 })),
  target: z.number().nullable(),
  unit: storedText({ max: 20 }).nullable(),
});

/** Ten trillion yuan: more than any bank speaks of with one client. */
export const LARGEST_CENTS = 1e15;

/** Something learnt from a client. `amountCents`: of money that was spoken of. */
export const Finding = z.object({
  kind: FindingKind,
  text: personal(storedText({ max: 2000 }).nullable()),
  productCode: Id.nullable(),
  amountCents: personal(z.int().min(0).max(LARGEST_CENTS).nullable()),
  dueOn: BusinessDate.nullable(),
});

export const ATTACHMENT_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'image/heif',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/amr',
  'audio/ogg',
  'audio/wav',
  'audio/webm',
] as const;
/** Of photos and voice notes, by what is in them. */
export const AttachmentType = z.enum(ATTACHMENT_TYPES);

/** A photo or a voice note of a visit. Its bytes lie in the object store, encrypted with the client's key. */
export const Attachment = z.object({
  attachmentId: Id,
  objectId: Id.describe('Names the bytes in the object store.'),
  name: personal(storedText({ min: 1, max: 200 })),
  contentType: AttachmentType,
  bytes: z.int().min(1).max(1_000_000_000).describe('Of the file as it was sent.'),
  addedBy: Id,
  addedAt: Instant,
});

/** One line of the etiquette checklist, ticked or not, in the version that was shown. */
export const ChecklistAnswer = z.object({
  item: storedText({ min: 1, max: 64 }),
  done: z.boolean(),
  version: z.int().min(1).max(32_767),
});

/** A part of the dossier as it stood: when it was last changed, told or confirmed, and by whom. */
export const PartState = z.object({
  part: ProfilePart,
  refreshedAt: Instant.nullable(),
  refreshedBy: storedText({ max: 200 }).nullable(),
  fresh: z.boolean(),
});

export type VisitState = (typeof VISIT_STATES)[number];
export type VisitPlace = z.infer<typeof VisitPlace>;
export type GoalKind = z.infer<typeof GoalKind>;
export type GoalResult = z.infer<typeof GoalResult>;
export type MissReason = z.infer<typeof MissReason>;
export type FindingKind = z.infer<typeof FindingKind>;
export type VisitGoal = z.infer<typeof VisitGoal>;
export type Finding = z.infer<typeof Finding>;
export type ChecklistAnswer = z.infer<typeof ChecklistAnswer>;
export type AttachmentType = z.infer<typeof AttachmentType>;
export type Attachment = z.infer<typeof Attachment>;
export type PartState = z.infer<typeof PartState>;
