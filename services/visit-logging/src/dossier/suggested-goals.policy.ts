import {
  addDays,
  balanceOn,
  type BusinessDate,
  type Finding,
  type GoalKind,
  type HoldingRow,
  isOpenOn,
  type SignalFired,
} from '@hengxin/contracts';
import type { DataOf } from '@hengxin/event-sourcing';
import { centsOf, YUAN_PATTERN, yuanOf } from '../visit/money.rules.js';
import { GOAL_SENTENCES, type Language } from './goal-sentences.rules.js';

/** A holding with an end, by the newest row that was told of it. */
export type EndingHolding = Pick<
  HoldingRow,
  'holdingId' | 'productCode' | 'productName' | 'kind' | 'balanceCents' | 'maturesOn' | 'closedOn'
>;
/** A signal of the client. */
export type Signal = Pick<DataOf<typeof SignalFired>, 'kind' | 'firedOn' | 'lapsesOn' | 'label' | 'facts'>;
/** Something learnt on a visit that ended on a day. */
export type DatedFinding = Pick<Finding, 'kind' | 'text' | 'productCode' | 'amountCents' | 'dueOn'> & {
  readonly learntOn: BusinessDate;
};

/** What is known of a client that a visit could be for. */
export interface Grounds {
  readonly holdings: readonly EndingHolding[];
  readonly signals: readonly Signal[];
  readonly findings: readonly DatedFinding[];
}

/** A goal that a visit could have, and the facts that suggest it. */
export interface SuggestedGoal {
  readonly kind: GoalKind;
  readonly text: string;
  readonly target: number | null;
  readonly unit: string | null;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

/** Of what ends within so many days a visit may speak. */
export const ENDS_WITHIN_DAYS = 30;
/** A need counts so many days after it was told, as it does for topics. */
export const NEED_DAYS = 365;
/** Suggestions of one visit at most: more is not read before a door. */
export const GOALS_AT_MOST = 6;

const LENDING = 'LOAN';
const RENEWED: ReadonlySet<HoldingRow['kind']> = new Set(['TIME_DEPOSIT', 'WEALTH']);

interface Ranked extends SuggestedGoal {
  /** The day by which it matters; what has none comes behind all that has. */
  readonly by: BusinessDate | null;
  readonly rank: number;
}

/**
 * Rule 8: the goal of a visit is suggested by what is known of the client: money and loans that come to their end, the
 * signals alive, money that was spoken of, and needs of the last year. What is due first comes first. Each carries the
 * facts behind it; a number to reach is an amount of them. Depends on nothing but its arguments.
 */
export function suggestedGoals(
  { holdings, signals, findings }: Grounds,
  today: BusinessDate,
  language: Language,
): readonly SuggestedGoal[] {
  const ending = holdings.filter((holding) => isEnding(holding, today));
  const told = new Set(ending.map(({ holdingId }) => holdingId));
  const alive = signals.filter(
    ({ firedOn, lapsesOn, facts }) =>
      firedOn <= today && today <= lapsesOn && !told.has(valueOf(facts, 'holding') ?? ''),
  );
  const ranked = [
    ...ending.map((holding) => ofHolding(holding, today, language)),
    ...alive.flatMap((signal) => ofSignal(signal, language)),
    ...findings.flatMap((finding) => ofFinding(finding, today, language)),
  ];
  return withoutTwins(ranked.sort(byUrgency))
    .slice(0, GOALS_AT_MOST)
    .map(({ by: _by, rank: _rank, ...goal }) => goal);
}

function isEnding(holding: EndingHolding, today: BusinessDate): boolean {
  const { kind, maturesOn } = holding;
  if (maturesOn === null || !(RENEWED.has(kind) || kind === LENDING)) return false;
  return isOpenOn(holding, today) && today <= maturesOn && maturesOn <= addDays(today, ENDS_WITHIN_DAYS);
}

function ofHolding(holding: EndingHolding, today: BusinessDate, language: Language): Ranked {
  const { holdingId, productCode, productName, kind, maturesOn } = holding;
  const cents = Math.abs(balanceOn(holding, today));
  const name = productName ?? productCode;
  const told = { product: name, amount: yuanOf(cents), day: maturesOn! };
  const facts = factsOf({ holding: holdingId, product: productCode, maturesOn: maturesOn!, balance: yuanOf(cents) });
  const texts = GOAL_SENTENCES[language];
  if (kind === LENDING) return { kind: 'LOANS', text: texts.loanEnds(told), ...none, facts, by: maturesOn, rank: 1 };
  return { kind: 'DEPOSITS', text: texts.renew(told), ...yuan(cents, language), facts, by: maturesOn, rank: 0 };
}

function ofSignal({ kind, lapsesOn, label, facts }: Signal, language: Language): Ranked[] {
  const texts = GOAL_SENTENCES[language];
  const product = label ?? valueOf(facts, 'product') ?? '';
  const amount = (name: string) => valueOf(facts, name);
  const centsIn = (name: string) => {
    const text = amount(name);
    return text !== undefined && YUAN_PATTERN.test(text) ? centsOf(text) : null;
  };
  const goal = (part: Pick<SuggestedGoal, 'kind' | 'text'>, cents: number | null): Ranked[] => [
    { ...part, ...yuan(cents, language), facts, by: lapsesOn, rank: 2 },
  ];
  switch (kind) {
    case 'DEPOSIT_MATURING': {
      const told = { product, amount: amount('balance') ?? '', day: amount('maturesOn') ?? lapsesOn };
      return goal({ kind: 'DEPOSITS', text: texts.renew(told) }, centsIn('balance'));
    }
    case 'LARGE_INFLOW':
      return goal(
        { kind: 'DEPOSITS', text: texts.keepInflow({ amount: amount('increase') ?? '' }) },
        centsIn('increase'),
      );
    case 'BALANCE_FALL': {
      const [mean, now] = [centsIn('mean'), centsIn('deposits')];
      const lost = mean !== null && now !== null && mean > now ? mean - now : null;
      return goal({ kind: 'RETENTION', text: texts.winBack({ amount: lost === null ? '' : yuanOf(lost) }) }, lost);
    }
    case 'PRODUCT_CLOSED':
      return goal({ kind: 'RETENTION', text: texts.askWhyClosed({ product }) }, null);
    case 'DORMANT':
      return goal({ kind: 'INFORMATION', text: texts.wake({ days: amount('days') ?? '' }) }, null);
  }
}

function ofFinding(finding: DatedFinding, today: BusinessDate, language: Language): Ranked[] {
  const { kind, text, productCode, amountCents, dueOn, learntOn } = finding;
  const isOver = (dueOn !== null && dueOn < today) || learntOn < addDays(today, -NEED_DAYS) || learntOn > today;
  if (isOver || (kind !== 'NEED' && kind !== 'FUNDS')) return [];
  const texts = GOAL_SENTENCES[language];
  const facts = factsOf({
    learntOn,
    ...(productCode !== null && { product: productCode }),
    ...(amountCents !== null && { amount: yuanOf(amountCents) }),
    ...(dueOn !== null && { dueOn }),
  });
  const by = dueOn;
  if (kind === 'FUNDS') {
    // Money without an amount or a day is nothing to aim at.
    if (amountCents === null) return [];
    const told = { amount: yuanOf(amountCents), said: text ?? '' };
    return [{ kind: 'DEPOSITS', text: texts.bringFunds(told), ...yuan(amountCents, language), facts, by, rank: 3 }];
  }
  const said = text?.trim() || productCode;
  if (!said) return [];
  return [{ kind: 'PRODUCT', text: texts.meetNeed({ said }), ...yuan(amountCents, language), facts, by, rank: 4 }];
}

const none = { target: null, unit: null } as const;

function yuan(cents: number | null, language: Language): Pick<SuggestedGoal, 'target' | 'unit'> {
  return cents === null || cents === 0 ? none : { target: cents / 100, unit: GOAL_SENTENCES[language].yuan };
}

function factsOf(facts: Readonly<Record<string, string>>): SuggestedGoal['facts'] {
  return Object.entries(facts).map(([name, value]) => ({ name, value }));
}

function valueOf(facts: SuggestedGoal['facts'], wanted: string): string | undefined {
  return facts.find(({ name }) => name === wanted)?.value;
}

const LAST = '9999-12-31';
function byUrgency(a: Ranked, b: Ranked): number {
  const [byA, byB] = [a.by ?? LAST, b.by ?? LAST];
  if (byA !== byB) return byA < byB ? -1 : 1;
  return a.rank - b.rank || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);
}

/** What was told twice is suggested once. */
function withoutTwins(goals: readonly Ranked[]): Ranked[] {
  return goals.filter((goal, i) => goals.findIndex(({ kind, text }) => kind === goal.kind && text === goal.text) === i);
}
