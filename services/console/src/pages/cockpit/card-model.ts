import type { Role } from '../../app/access.js';
import { periodStart } from '../../app/periods.js';
import { percentOf } from '../../parts/percent.js';
import type { Level } from '../figures/appraisal-model.js';
import { type MetricName, METRICS } from '../figures/model.js';
import type { Scorecard } from './card-documents.js';

/** What a scorecard is made of, in the order in which it is put in. */
export const GROUPS = ['CLIENT', 'VISIT', 'PLAN', 'TEAM', 'LEARNING', 'DEPOSIT', 'LOAN'] as const;
export type GroupName = (typeof GROUPS)[number];
/** Whose work is scored. */
export const SCORED: readonly Role[] = ['RM', 'UNIT_HEAD'];
/** The most that an attainment may count for (rule 13). */
const MOST_ATTAINED = 1.2;

/** A scorecard as it is put in: weights are typed. */
export interface CardDraft {
  readonly name: string;
  readonly validFrom: string;
  readonly roles: readonly Role[];
  /** Every group there is. */
  readonly groups: readonly GroupDraft[];
}
export interface GroupDraft {
  readonly group: GroupName;
  readonly weight: string;
  readonly items: readonly ItemDraft[];
}
export interface ItemDraft {
  readonly key: number;
  readonly metric: MetricName | '';
  readonly weight: string;
  readonly level: Level;
  readonly cap: number;
}

/** A card to be changed, or a new one; either holds from the running month on. Pure. */
export function draftOf(card: Scorecard | null, today: string): CardDraft {
  return {
    name: card?.name ?? '',
    validFrom: periodStart('MONTH', today),
    roles: card?.roles ?? [],
    groups: GROUPS.map((group) => {
      const known = card?.groups.find((one) => one.group === group);
      const items = known?.items.map((item, key) => ({ ...item, key, weight: String(item.weight) })) ?? [];
      return { group, weight: known ? String(known.weight) : '', items };
    }),
  };
}

export const newItem = (items: readonly ItemDraft[]): ItemDraft => ({
  key: items.reduce((most, { key }) => Math.max(most, key), 0) + 1,
  metric: '',
  weight: '',
  level: 'BASE',
  cap: MOST_ATTAINED,
});

/** The groups that are sent: those that weigh something, or hold something. A refusal names one by its place. Pure. */
export const sentGroups = ({ groups }: CardDraft): readonly GroupDraft[] =>
  groups.filter(({ weight, items }) => percentOf(weight) !== 0 || items.length > 0);

/** There is a name, and each weight and metric is one. What is wrong with them the platform says. Pure. */
export const isReadable = ({ name, groups }: CardDraft): boolean =>
  name.trim() !== '' &&
  groups.every(
    ({ weight, items }) =>
      percentOf(weight) !== null && items.every((item) => item.metric !== '' && percentOf(item.weight) !== null),
  );

/** The card as the platform takes it; with an id another version of that one. Pure. */
export const inputOf = (draft: CardDraft, id: string | null) => ({
  id,
  name: draft.name.trim(),
  validFrom: draft.validFrom,
  roles: [...draft.roles],
  groups: sentGroups(draft).map(({ group, weight, items }) => ({
    group,
    weight: percentOf(weight) ?? 0,
    items: items.flatMap(({ metric, weight: ofItem, level, cap }) =>
      metric === '' ? [] : [{ metric, weight: percentOf(ofItem) ?? 0, level, cap }],
    ),
  })),
});

/**
 * What an item may be of: what no other item is of, and what is about its group first. Mastery is never scored (rule
 * 16). `aboutOf`: the group of a metric. Pure.
 */
export function metricsFor(
  { groups }: Pick<CardDraft, 'groups'>,
  group: GroupName,
  own: MetricName | '',
  aboutOf: ReadonlyMap<string, string>,
): readonly MetricName[] {
  const taken = new Set(groups.flatMap(({ items }) => items.map(({ metric }) => metric)));
  const free = METRICS.filter((metric) => metric !== 'MASTERY_MINUTES' && (metric === own || !taken.has(metric)));
  const isAbout = (metric: MetricName) => aboutOf.get(metric) === group;
  return [...free.filter(isAbout), ...free.filter((metric) => !isAbout(metric))];
}
