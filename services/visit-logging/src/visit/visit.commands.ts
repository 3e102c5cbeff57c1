import type {
  BusinessDate,
  ContactOutcome,
  Finding,
  GoalResult,
  MissReason,
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
    /** What is known of the client's parts. */
    readonly parts: ClientParts;
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
    readonly achieved: number | null;
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

export type VisitCommand =
  PlanVisit | SetVisitGoal | StartVisit | EndVisit | ReviewVisit | CancelVisit | SplitCredit | PassReviewDeadline;
