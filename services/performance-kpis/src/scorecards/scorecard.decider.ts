import { type ScorecardGroup, ScorecardSaved } from '@hengxin/contracts';
import type { Command, DataOf, Decider, EventOf, Rejected } from '@hengxin/event-sourcing';
import { scorecardRejections } from './scorecard.rejections.js';

type Saved = DataOf<typeof ScorecardSaved>;

/** `isNew`: nobody named a card that is to have another version. */
export type SaveScorecard = Command<'SaveScorecard', Omit<Saved, 'version'> & { readonly isNew: boolean }>;
export type ScorecardEvent = EventOf<typeof ScorecardSaved>;
export type ScorecardState = Saved | null;

/** Clients weigh at least so much, in percent (rule 13). */
const CLIENTS_AT_LEAST = 50;

/** The rules of one scorecard: each save that changes it is a version of its own. */
export const scorecardDecider: Decider<SaveScorecard, ScorecardEvent, ScorecardState> = {
  initial: null,
  decide: {
    SaveScorecard: ({ isNew, ...card }, state) => {
      if (state === null && !isNew) return scorecardRejections.SCORECARD_UNKNOWN({ id: card.scorecardId });
      const fault = faultOf(card.groups);
      if (fault) return fault;
      const version = (state?.version ?? 0) + 1;
      const saved = { ...card, version };
      return state && isSame(state, saved) ? [] : [ScorecardSaved.of(saved)];
    },
  },
  evolve: { ScorecardSaved: (saved) => saved },
};

function faultOf(groups: readonly ScorecardGroup[]): Rejected | undefined {
  const twice = twiceIn(groups.map(({ group }) => group)) ?? twiceIn(groups.flatMap(metricsOf));
  if (twice !== undefined) return scorecardRejections.SCORECARD_TWICE({ name: twice });
  // Rule 16: mastery is never part of a scorecard.
  if (groups.flatMap(metricsOf).includes('MASTERY_MINUTES')) return scorecardRejections.SCORECARD_MASTERY();
  const sum = sumOf(groups);
  if (sum !== 100) return scorecardRejections.SCORECARD_WEIGHTS({ sum });
  for (const [place, { group, weight, items }] of groups.entries()) {
    const ofItems = sumOf(items);
    if (items.length > 0 && ofItems !== weight && ofItems !== 100)
      return scorecardRejections.SCORECARD_ITEM_WEIGHTS({ group, sum: ofItems, weight }, [
        'input',
        'groups',
        String(place),
        'items',
      ]);
  }
  const weight = groups.find(({ group }) => group === 'CLIENT')?.weight ?? 0;
  const isMost = groups.every((other) => other.group === 'CLIENT' || other.weight < weight);
  return weight >= CLIENTS_AT_LEAST && isMost ? undefined : scorecardRejections.SCORECARD_CLIENTS_FIRST({ weight });
}

const metricsOf = ({ items }: ScorecardGroup): string[] => items.map(({ metric }) => metric);
const sumOf = (weighted: readonly { readonly weight: number }[]): number =>
  weighted.reduce((sum, { weight }) => sum + weight, 0);
const twiceIn = (names: readonly string[]): string | undefined =>
  names.find((name, place) => names.indexOf(name) !== place);

function isSame(state: Saved, saved: Saved): boolean {
  const told = ({ name, groups, validFrom, roles }: Saved) => JSON.stringify([name, groups, validFrom, roles]);
  return told(state) === told(saved);
}
