import type {
  Attachment,
  BusinessDate,
  ContactOutcome,
  Finding,
  GoalResult,
  MissReason,
  TopicUse,
  VisitGoal,
  VisitPlace,
} from '@hengxin/contracts';
import type { Command, Rejected } from '@hengxin/event-sourcing';
import type { ContactData } from '../contact/contact.decider.js';
import type { ClientParts } from './visit.rules.js';

/** Who gives a command, and when. `callerId` is compared with whose visit it is. */
interface Given {
  readonly visitId: string;
  readonly callerId: string;
  /** RFC 3339, in the bank's offset. */
  readonly now: string;
  readonly timeZone: string;
}

export type PlanVisit = Command<
  'PlanVisit',
  Given & {
    readonly clientId: string;
    readonly unitId: string | null;
    readonly plannedOn: BusinessDate;
    readonly plannedAt: string | null;
    readonly place: VisitPlace;
    readonly goal: VisitGoal | null;
    readonly participantIds: readonly string[];
    /** The client is known, and the caller keeps or heads them. */
    readonly clientWithinReach: boolean;
    /** The client wants no contact, as of now. */
    readonly noContact: boolean;
    /** A consent to SERVICE over VISIT is valid now, and on the planned day. */
    readonly consented: boolean;
    /** The first participant who does not work on that day; null: all do. */
    readonly strangerId: string | null;
  }
>;

export type SetVisitGoal = Command<'SetVisitGoal', Given & { readonly goal: VisitGoal }>;

export type StartVisit = Command<
  'StartVisit',
  Given & {
    readonly startedAt: string;
    readonly district: string | null;
    readonly checklist: readonly { readonly item: string; readonly done: boolean }[];
    readonly checklistVersion: number;
    readonly overrideReason: string | null;
    /**
     * The client is known, and the caller keeps, covers or heads them on the day of the start, today or by then: it was
     * theirs to go there.
     */
    readonly clientWithinReach: boolean;
    /** What is known of the client's parts. */
    readonly parts: ClientParts;
    /** The client wanted no contact when it started. */
    readonly noContact: boolean;
    /** A consent to SERVICE over VISIT was valid when it started, even if withdrawn since. */
    readonly consented: boolean;
    /** Another visit of theirs that is under way, or may be; null: this one has been claimed as theirs. */
    readonly otherVisitId: string | null;
  }
>;

export type EndVisit = Command<
  'EndVisit',
  Given & {
    readonly endedAt: string;
    readonly outcome: ContactOutcome;
    readonly notes: string | null;
    readonly findings: readonly Finding[];
    readonly topics: readonly string[];
    /** The topics with how the client took each, where there was a talk; absent for none. */
    readonly uses?: readonly TopicUse[];
    readonly achieved: number | null;
    /** By the bank's calendar: the review is due on it. */
    readonly nextWorkingDay: (day: BusinessDate) => BusinessDate;
    /** What the contact's own rules say to the contact that this end would log. */
    readonly contact: ContactData | Rejected;
  }
>;

export type ReviewVisit = Command<
  'ReviewVisit',
  Given & {
    readonly result: GoalResult;
    readonly reasons: readonly MissReason[];
    readonly lesson: string | null;
    readonly nextTopic: string | null;
    readonly nextOn: BusinessDate | null;
  }
>;

export type CancelVisit = Command<'CancelVisit', Given & { readonly reason: string; readonly noShow: boolean }>;

export type SplitCredit = Command<
  'SplitCredit',
  Given & {
    readonly shares: readonly { readonly staffId: string; readonly percent: number }[];
    /** Who helped the client's manager with it, beside the participants. */
    readonly helperIds: readonly string[];
  }
>;

/** By the deadline of the review alone. */
export type PassReviewDeadline = Command<'PassReviewDeadline', { readonly visitId: string }>;

/** By a handover of the client alone. */
export type HandOverVisit = Command<
  'HandOverVisit',
  {
    readonly visitId: string;
    readonly fromId: string;
    readonly toId: string;
    /** Where the new one is placed on the planned day. */
    readonly unitId: string | null;
    readonly now: string;
  }
>;

export type RequestRating = Command<'RequestRating', Given>;

/** By the client's link alone. */
export type RateVisit = Command<
  'RateVisit',
  {
    readonly visitId: string;
    readonly stars: number;
    readonly comment: string | null;
    /** Up to when the link is good. */
    readonly expiresAt: string;
    readonly now: string;
    readonly timeZone: string;
  }
>;

/** By an upload alone. */
export type AddAttachment = Command<
  'AddAttachment',
  {
    readonly visitId: string;
    readonly callerId: string;
    readonly attachment: Attachment;
  }
>;

export type VisitCommand =
  | PlanVisit
  | SetVisitGoal
  | StartVisit
  | EndVisit
  | ReviewVisit
  | CancelVisit
  | SplitCredit
  | PassReviewDeadline
  | HandOverVisit
  | RequestRating
  | RateVisit
  | AddAttachment;
