import type { TopicChoice } from '../../parts/topics/model.js';
import type { MissReason } from '../visits/model.js';

export const FINDING_KINDS = ['NEED', 'FUNDS', 'OPINION', 'COMPLAINT'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];
export const RESULTS = ['MET', 'PARTLY', 'MISSED'] as const;
export type Result = (typeof RESULTS)[number];
/** What can come of a visit, as of any contact face to face. */
export const OUTCOMES = ['ENGAGED', 'INTERESTED', 'COMMITTED', 'DECLINED'] as const;
export type Outcome = (typeof OUTCOMES)[number];
/** Parts of a dossier, the goal among them. */
export const PARTS = 7;

/** How a visit ended, as it is put in. */
export interface EndDraft {
  readonly outcome: Outcome | null;
  /** The kinds of which something was learnt; none of them: nothing was found, once somebody says so. */
  readonly kinds: readonly FindingKind[];
  readonly isNothing: boolean;
  readonly texts: Readonly<Record<FindingKind, string>>;
  /** Yuan that was spoken of. */
  readonly amount: string;
  readonly notes: string;
  readonly achieved: string;
  /** What was talked about; absent in a form of before it was asked for. */
  readonly topic?: TopicChoice | null;
}
export const EMPTY_END: EndDraft = {
  outcome: null,
  kinds: [],
  isNothing: false,
  texts: { NEED: '', FUNDS: '', OPINION: '', COMPLAINT: '' },
  amount: '',
  notes: '',
  achieved: '',
};

/** Chosen kinds and "nothing" shut each other out. */
export const withKinds = (draft: EndDraft, kinds: readonly FindingKind[]): EndDraft => ({
  ...draft,
  kinds,
  isNothing: draft.isNothing && kinds.length === 0,
});
export const withNothing = (draft: EndDraft, isNothing: boolean): EndDraft => ({
  ...draft,
  isNothing,
  kinds: isNothing ? [] : draft.kinds,
});

/** An outcome, and a word on what was found, with a text for each kind. */
export const isComplete = ({ outcome, kinds, isNothing, texts, amount }: EndDraft): boolean =>
  outcome !== null &&
  (isNothing || kinds.length > 0) &&
  kinds.every((kind) => texts[kind].trim() !== '' || (kind === 'FUNDS' && amount.trim() !== ''));

/** Yuan with two places; what is no amount goes as it is, so that the platform says what is wrong with it. Pure. */
export function yuanOf(text: string): string | null {
  const plain = text.normalize('NFKC').replaceAll(',', '').trim();
  if (plain === '') return null;
  const number = Number(plain);
  return Number.isFinite(number) ? number.toFixed(2) : plain;
}

/** What was found, as the platform takes it. Pure. */
export function findingsOf({ kinds, isNothing, texts, amount }: EndDraft) {
  if (isNothing) return [{ kind: 'NONE' as const }];
  return kinds.map((kind) => ({
    kind,
    text: texts[kind].trim() || null,
    amount: kind === 'FUNDS' ? yuanOf(amount) : null,
  }));
}

/** A number as it is typed; null for none. */
export const numberOf = (text: string): number | null => {
  const number = text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(number) ? number : null;
};

/** The look back, as it is put in. */
export interface ReviewDraft {
  readonly result: Result | null;
  readonly reasons: readonly MissReason[];
  readonly lesson: string;
  readonly nextTopic: string;
  readonly nextOn: string;
}
export const EMPTY_REVIEW: ReviewDraft = { result: null, reasons: [], lesson: '', nextTopic: '', nextOn: '' };

/** A goal not wholly met needs a reason, the next topic and the next day. Pure. */
export const isWholeReview = ({ result, reasons, nextTopic, nextOn }: ReviewDraft): boolean =>
  result === 'MET' || (result !== null && reasons.length > 0 && nextTopic.trim() !== '' && nextOn !== '');

/** Whole minutes from one moment to another, none below 0. */
export const minutesBetween = (from: string, toMs: number): number =>
  Math.max(Math.floor((toMs - Date.parse(from)) / 60_000), 0);
