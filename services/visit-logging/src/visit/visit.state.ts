import type {
  Attachment,
  BusinessDate,
  VisitEnded,
  VisitGoal,
  VisitPlace,
  VisitRated,
  VisitReviewed,
  VisitStarted,
  VisitState as StateName,
} from '@hengxin/contracts';
import type { DataOf } from '@hengxin/event-sourcing';

/** A visit as its stream holds it. */
export interface Visit {
  readonly visitId: string;
  readonly clientId: string;
  /** Whose visit it is. */
  readonly staffId: string;
  readonly unitId: string | null;
  readonly participantIds: readonly string[];
  readonly plannedOn: BusinessDate;
  readonly plannedAt: string | null;
  readonly place: VisitPlace;
  readonly state: StateName;
  readonly goal: { readonly goal: VisitGoal; readonly at: string; readonly by: string } | null;
  readonly started: DataOf<typeof VisitStarted> | null;
  readonly ended: DataOf<typeof VisitEnded> | null;
  readonly review: DataOf<typeof VisitReviewed> | null;
  /** The deadline of the review has passed: with the review, or without one. */
  readonly reviewPassed: { readonly inTime: boolean } | null;
  readonly cancelled: { readonly reason: string } | null;
  /** What the client said of it; absent in visits stored before it was kept. */
  readonly rating?: Pick<DataOf<typeof VisitRated>, 'stars' | 'comment' | 'ratedAt'> | null;
  /** Photos and voice notes, in the order in which they were added; absent in visits stored before they were kept. */
  readonly attachments?: readonly Attachment[];
  readonly credit: readonly { readonly staffId: string; readonly percent: number }[] | null;
}

/** Undefined before it is planned. */
export type VisitState = Visit | undefined;

/** Everyone who took part in a visit. */
export function partOf({ staffId, participantIds }: Pick<Visit, 'staffId' | 'participantIds'>): readonly string[] {
  return [staffId, ...participantIds];
}
