import {
  type BusinessDate,
  type ProfilePart,
  PROFILE_PARTS,
  instantOf,
  isPartFresh,
  type PartState,
  startOfDay,
  type VisitGoal,
} from '@hengxin/contracts';
import type { Visit } from './visit.state.js';

/** Of the seven parts, so many are to be fresh before a visit starts. */
export const REQUIRED_SCORE = 5;
/** A goal without a number is measured by a sentence, of at least so many characters. */
export const GOAL_SENTENCE_CHARACTERS = 10;
/** A plan made without a network may be sent so many days later. */
export const PLANNED_BACK_DAYS = 7;
const REVIEW_HOUR = 18;
const HOUR_MS = 3_600_000;

/** When a part of a client was last changed, told or confirmed, and by whom. */
export interface Refreshed {
  readonly at: string;
  readonly by: string | null;
}

/** What is known of a client's parts; absent for one of which nothing was ever told. */
export type ClientParts = Readonly<Partial<Record<ProfilePart, Refreshed>>>;

/** How a visit is prepared: the seven parts, and how many of them are fresh. */
export interface Preparation {
  readonly parts: readonly PartState[];
  readonly score: number;
}

/** A goal can be measured: it has a number to reach, or a sentence that says what is to be reached. */
export function isMeasurable({ target, text }: Pick<VisitGoal, 'target' | 'text'>): boolean {
  return target !== null || [...text.trim()].length >= GOAL_SENTENCE_CHARACTERS;
}

/** Rule 8: six parts of the client are fresh for 30 days, the goal once it is set. `dayOf` gives a moment's day. */
export function preparationOf(
  goal: { readonly goal: VisitGoal; readonly at: string; readonly by: string } | null,
  client: ClientParts,
  today: BusinessDate,
  dayOf: (moment: string) => BusinessDate,
): Preparation {
  const parts = PROFILE_PARTS.map((part): PartState => {
    if (part === 'GOAL')
      return {
        part,
        refreshedAt: goal?.at ?? null,
        refreshedBy: goal?.by ?? null,
        fresh: goal !== null && isMeasurable(goal.goal),
      };
    const known = client[part];
    return {
      part,
      refreshedAt: known?.at ?? null,
      refreshedBy: known?.by ?? null,
      fresh: isPartFresh(known ? dayOf(known.at) : null, today),
    };
  });
  return { parts, score: parts.filter(({ fresh }) => fresh).length };
}

/** Rule 8: a visit starts only with a goal and at least 5 of 7 parts fresh. */
export function isReady({ parts, score }: Preparation): boolean {
  return score >= REQUIRED_SCORE && parts.some(({ part, fresh }) => part === 'GOAL' && fresh);
}

/** A visit is planned for a day from today on, or goes on: those who take part need to know what it needs. */
export function isAhead(
  { state, plannedOn, started }: Pick<Visit, 'state' | 'plannedOn' | 'started'>,
  today: BusinessDate,
): boolean {
  if (state !== 'PLANNED' && state !== 'STARTED') return false;
  return (started?.businessDate ?? plannedOn) >= today;
}

/** Rule 10: a visit that ended is reviewed by 18:00 of the next working day. RFC 3339. */
export function reviewDueAt(nextWorkingDay: BusinessDate, timeZone: string): string {
  return instantOf(startOfDay(nextWorkingDay, timeZone) + REVIEW_HOUR * HOUR_MS, timeZone);
}
