import type { Direction, MetricGroup } from '../metrics/metric.js';
import { attainmentOf, type TargetLevel } from '../targets/target.rules.js';

/** An item of a group: a metric, its weight within the card in whole percents, and the level of the target it is held to. */
export interface CardItem {
  readonly metric: string;
  readonly weight: number;
  readonly level: TargetLevel;
  /** The most that its attainment counts for. */
  readonly cap: number;
}

/** A group of items that weighs so many whole percents of a card. */
export interface CardGroup {
  readonly group: MetricGroup;
  readonly weight: number;
  readonly items: readonly CardItem[];
}

/** What a scope reached of an item, and what it was to reach; null where there is none. */
export interface Reached {
  readonly value: number | null;
  readonly target: number | null;
  readonly direction: Direction;
  /** The group of the metric, in whatever group of a card it stands. */
  readonly group: MetricGroup;
}

/** How one item, group or cap came to its points. */
export interface ScoreStep {
  readonly group: MetricGroup | null;
  readonly metric: string | null;
  readonly value: number | null;
  readonly target: number | null;
  readonly attainment: number | null;
  /** The attainment that counts. */
  readonly capped: number | null;
  /** What it weighs here, in percent: with the weight of items and groups that take no part. */
  readonly weight: number | null;
  readonly points: number | null;
  /** What is out of the ordinary; null for nothing. */
  readonly note: ScoreNote | null;
}

/** NO_TARGET: no target or no value; its weight went to others. DEPOSITS_HELD_BACK: clients first. */
export type ScoreNote = 'NO_TARGET' | 'WEIGHT_TO_CLIENT' | 'DEPOSITS_HELD_BACK' | 'NOTHING_TO_SCORE';

export interface Scored {
  /** 0 to 120; null where no item has a target and a value. */
  readonly score: number | null;
  readonly steps: readonly ScoreStep[];
}

/** The most that an attainment counts for (rule 13). */
export const MOST_ATTAINED = 1.2;
/** A CLIENT group below this part of its weight holds the DEPOSIT items back. */
const CLIENTS_WELL_KEPT = 0.6;

/** A card's whole score is no more (rule 13). */
const MOST_SCORED = 120;
/** Sums of shares are off by less. */
const TINY = 1e-9;

const NO_STEP: ScoreStep = {
  group: null,
  metric: null,
  value: null,
  target: null,
  attainment: null,
  capped: null,
  weight: null,
  points: null,
  note: null,
};

interface TakingPart extends CardItem {
  readonly of: Reached;
  readonly attainment: number;
  readonly share: number;
}

/**
 * The score of a card (rule 13): of each item min(attainment, its cap) x weight, together 0 to 120. An item without a
 * target takes no part, and its weight goes to the others of its group in proportion; a group without items gives its
 * weight to the CLIENT group. A CLIENT group below 60 % of its weight caps DEPOSIT items at attainment 1: those of the
 * card's group DEPOSIT, and metrics of that group wherever they stand on the card. The rule is silent about an item
 * with a target and no value (a ratio over nothing, such as stars where nobody rated): it takes no part either.
 */
export function scoreOf(groups: readonly CardGroup[], reached: (metric: string) => Reached): Scored {
  const taking = new Map(groups.map((group) => [group.group, takingPart(group, reached)]));
  const empty = groups.filter(({ group }) => taking.get(group)!.length === 0);
  const given = empty.filter(({ group }) => group !== 'CLIENT').reduce((sum, { weight }) => sum + weight, 0);
  const weightOf = ({ group, weight }: CardGroup) => (group === 'CLIENT' ? weight + given : weight);
  const steps: ScoreStep[] = groups.flatMap(({ group, items }) =>
    items
      .filter(({ metric }) => !taking.get(group)!.some((item) => item.metric === metric))
      .map(({ metric }) => ({ ...NO_STEP, ...valuesOf(reached(metric)), group, metric, note: 'NO_TARGET' as const })),
  );
  for (const { group, weight } of empty)
    if (group !== 'CLIENT') steps.push({ ...NO_STEP, group, weight, note: 'WEIGHT_TO_CLIENT' });
  const pointsOf = (group: CardGroup, mostOfDeposits: number = MOST_ATTAINED) =>
    taking.get(group.group)!.map((item) => {
      const weight = item.share * weightOf(group);
      const most = isOfDeposits(group, item) ? mostOfDeposits : MOST_ATTAINED;
      const capped = Math.max(Math.min(item.attainment, item.cap, most), 0);
      return {
        ...NO_STEP,
        ...valuesOf(item.of),
        group: group.group,
        metric: item.metric,
        capped,
        weight,
        points: capped * weight,
      };
    });
  const client = groups.find(({ group }) => group === 'CLIENT');
  const clientPoints = client ? sumOf(pointsOf(client)) : 0;
  const isHeldBack = client !== undefined && clientPoints < CLIENTS_WELL_KEPT * weightOf(client) - TINY;
  const counted = groups
    .filter(({ group }) => taking.get(group)!.length > 0)
    .flatMap((group) => pointsOf(group, isHeldBack ? 1 : MOST_ATTAINED));
  const isHeld = (group: CardGroup) =>
    taking.get(group.group)!.some((item) => item.attainment > 1 && isOfDeposits(group, item));
  if (isHeldBack && groups.some(isHeld))
    steps.push({ ...NO_STEP, group: 'DEPOSIT', capped: 1, note: 'DEPOSITS_HELD_BACK' });
  if (counted.length === 0) return { score: null, steps: [...steps, { ...NO_STEP, note: 'NOTHING_TO_SCORE' }] };
  return { score: Math.min(sumOf(counted), MOST_SCORED), steps: [...counted, ...steps] };
}

const isOfDeposits = ({ group }: CardGroup, { of }: TakingPart): boolean =>
  group === 'DEPOSIT' || of.group === 'DEPOSIT';

/** The items that have a value and a target, each with its share of what they weigh together. */
function takingPart({ items }: CardGroup, reached: (metric: string) => Reached): TakingPart[] {
  const found = items.flatMap((item) => {
    const of = reached(item.metric);
    const attainment = attainmentOf(of.value, of.target, of.direction);
    return attainment === null ? [] : [{ ...item, of, attainment }];
  });
  const together = found.reduce((sum, { weight }) => sum + weight, 0);
  // What weighs nothing has nothing to give to it.
  if (together === 0) return [];
  return found.map((item) => ({ ...item, share: item.weight / together }));
}

/** What a step shows of what was reached; an attainment without end is shown as the most that counts. */
function valuesOf({ value, target, direction }: Reached): Pick<ScoreStep, 'value' | 'target' | 'attainment'> {
  const attainment = attainmentOf(value, target, direction);
  return { value, target, attainment: attainment === Infinity ? MOST_ATTAINED : attainment };
}

const sumOf = (steps: readonly ScoreStep[]): number => steps.reduce((sum, { points }) => sum + points!, 0);
