export const GOAL_KINDS = ['DEPOSITS', 'LOANS', 'PRODUCT', 'REFERRAL', 'RETENTION', 'INFORMATION', 'OTHER'] as const;
export type GoalKind = (typeof GOAL_KINDS)[number];

/** A goal as it is put in. */
export interface GoalDraft {
  readonly kind: GoalKind;
  readonly text: string;
  readonly target: string;
  readonly unit: string;
}
interface Goal {
  readonly kind: GoalKind;
  readonly text: string;
  readonly target: number | null;
  readonly unit: string | null;
}

export const draftOf = (goal: Goal | null): GoalDraft => ({
  kind: goal?.kind ?? 'DEPOSITS',
  text: goal?.text ?? '',
  target: goal?.target === null || goal?.target === undefined ? '' : String(goal.target),
  unit: goal?.unit ?? '',
});

/** Nothing was put in: a goal may be set later. */
export const isEmpty = ({ text, target }: GoalDraft): boolean => text.trim() === '' && target.trim() === '';

/** A goal without a number is measured by a sentence, of at least so many characters. */
const SENTENCE_CHARACTERS = 10;

/** The platform takes a goal with a number to reach, or with a sentence that says what is to be reached. Pure. */
export const isMeasurable = ({ text, target }: Pick<Goal, 'text' | 'target'>): boolean =>
  target !== null || [...text.trim()].length >= SENTENCE_CHARACTERS;

/** The input of a goal; a number that is none is left out, and the platform asks for a sentence then. Pure. */
export function goalInput({ kind, text, target, unit }: GoalDraft): Goal {
  const number = target.trim() === '' ? NaN : Number(target);
  return { kind, text: text.trim(), target: Number.isFinite(number) ? number : null, unit: unit.trim() || null };
}
