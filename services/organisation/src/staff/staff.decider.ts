import {
  PlacementApproved,
  PlacementDeclined,
  PlacementProposed,
  StaffPlaced,
  type StaffPlacement,
} from '@hengxin/contracts';
import type { Command, Decider, EventOf } from '@hengxin/event-sourcing';
import { organisationRejections as refuse } from '../organisation/organisation.rejections.js';
import { givesMore, leavesAfter } from '../second-word/second-word.rules.js';

/** Where somebody works, and under which name, from a day on. */
export interface NamedPlacement extends StaffPlacement {
  readonly name: string;
}

/** A placement that waits for a second administrator's word. */
export interface Proposal extends NamedPlacement {
  /** Counts what was proposed for this person. */
  readonly proposal: number;
  /** The administrator who proposed it. */
  readonly proposedBy: string;
}

interface PlacingFacts {
  /** Whether the tree holds the unit. */
  readonly unitKnown: boolean;
  /** The administrator who places. */
  readonly by: string;
  /** Part of a bank's first load: nobody could give a second word yet. */
  readonly firstLoad: boolean;
}

/** The word of an administrator on a proposal. */
interface Word {
  readonly staffId: string;
  readonly proposal: number;
  readonly by: string;
}

export type PlaceStaff = Command<'PlaceStaff', NamedPlacement & PlacingFacts>;
export type ApprovePlacement = Command<'ApprovePlacement', Word>;
export type DeclinePlacement = Command<'DeclinePlacement', Word>;
export type StaffCommand = PlaceStaff | ApprovePlacement | DeclinePlacement;
export type StaffEvent = EventOf<
  typeof StaffPlaced | typeof PlacementProposed | typeof PlacementApproved | typeof PlacementDeclined
>;

/** A person's placements, and what is proposed, each by its first day; null: from the beginning. */
export interface StaffState {
  readonly placements: ReadonlyMap<string | null, NamedPlacement>;
  readonly proposals: ReadonlyMap<string | null, Proposal>;
  /** Proposals ever made. */
  readonly proposed: number;
  /** What the last word was about. */
  readonly answered: Proposal | null;
}

/**
 * The rules of one member of staff: the same placement twice is one; a later day is a transfer; the same day is a
 * correction; an earlier one is told late. What gives wide rights waits for a second administrator's word, and nobody
 * places themselves.
 */
export const staffDecider: Decider<StaffCommand, StaffEvent, StaffState> = {
  initial: { placements: new Map(), proposals: new Map(), proposed: 0, answered: null },
  decide: {
    PlaceStaff: ({ unitKnown, by, firstLoad, ...placement }, { placements, proposals, proposed }) => {
      const { staffId, unitId, validFrom, validTo } = placement;
      if (!unitKnown) return refuse.UNIT_UNKNOWN({ unitId });
      if (validTo && validTo < (validFrom ?? ''))
        return refuse.LAST_DAY_BEFORE_FIRST({ validFrom: validFrom!, validTo });
      const known = placements.get(validFrom);
      const waiting = proposals.get(validFrom);
      if (isSame(known, placement) || isSame(waiting, placement)) return [];
      if (by === staffId) return refuse.OWN_PLACEMENT({ staffId });
      if (firstLoad || !givesMore(placement, known))
        return [StaffPlaced.of(placement), ...letGo(placement, proposals, by)];
      return [PlacementProposed.of({ ...placement, proposal: proposed + 1, proposedBy: by })];
    },
    ApprovePlacement: ({ staffId, proposal, by }, state) => {
      const waiting = waitingAs(state, proposal);
      if (!waiting) return notWaiting(state, { staffId, proposal });
      if (by === staffId) return refuse.OWN_PLACEMENT({ staffId }, ['input', 'id']);
      if (by === waiting.proposedBy) return refuse.SECOND_WORD_MISSING();
      const { proposal: _, proposedBy: __, ...placement } = waiting;
      return [PlacementApproved.of({ staffId, proposal, approvedBy: by }), StaffPlaced.of(placement)];
    },
    DeclinePlacement: ({ staffId, proposal, by }, state) => {
      if (!waitingAs(state, proposal)) return notWaiting(state, { staffId, proposal });
      return [PlacementDeclined.of({ staffId, proposal, declinedBy: by })];
    },
  },
  evolve: {
    // A later word for the same day counts: what was proposed for it is let go.
    StaffPlaced: (placement, state) => ({
      ...state,
      placements: new Map([...state.placements, [placement.validFrom, placement]]),
      proposals: without(state.proposals, ({ validFrom }) => validFrom === placement.validFrom),
    }),
    PlacementProposed: (proposal, state) => ({
      ...state,
      proposals: new Map([...state.proposals, [proposal.validFrom, proposal]]),
      proposed: proposal.proposal,
    }),
    PlacementApproved: ({ proposal }, state) => settled(state, proposal),
    PlacementDeclined: ({ proposal }, state) => settled(state, proposal),
  },
};

/**
 * Of a leave, what was proposed before it for a day of that time: a person who has left comes back by a new proposal
 * alone.
 */
function letGo(placement: NamedPlacement, proposals: StaffState['proposals'], by: string): StaffEvent[] {
  const { staffId } = placement;
  return [...proposals.values()]
    .filter((waiting) => leavesAfter(placement, waiting))
    .map(({ proposal }) => PlacementDeclined.of({ staffId, proposal, declinedBy: by }));
}

function waitingAs({ proposals }: StaffState, proposal: number): Proposal | undefined {
  return [...proposals.values()].find((each) => each.proposal === proposal);
}

function notWaiting({ proposed }: StaffState, { staffId, proposal }: Omit<Word, 'by'>) {
  const facts = { id: proposalId({ staffId, proposal }) };
  return proposal > proposed ? refuse.PLACEMENT_UNKNOWN(facts) : refuse.PLACEMENT_SETTLED(facts);
}

function settled(state: StaffState, proposal: number): StaffState {
  const answered = waitingAs(state, proposal) ?? null;
  return { ...state, answered, proposals: without(state.proposals, (each) => each.proposal === proposal) };
}

function without(proposals: StaffState['proposals'], gone: (proposal: Proposal) => boolean): StaffState['proposals'] {
  return new Map([...proposals].filter(([, proposal]) => !gone(proposal)));
}

function isSame(known: NamedPlacement | undefined, { unitId, role, name, validTo }: NamedPlacement): boolean {
  return (
    known !== undefined &&
    known.unitId === unitId &&
    known.role === role &&
    known.name === name &&
    (known.validTo ?? null) === (validTo ?? null)
  );
}

/** A proposal's name for callers. */
export function proposalId({ staffId, proposal }: Pick<Proposal, 'staffId' | 'proposal'>): string {
  return `${staffId}.${proposal}`;
}

/** Whose proposal it is, and which; undefined for what names none. */
export function proposalOf(id: string): { staffId: string; proposal: number } | undefined {
  const [, staffId, proposal] = /^([A-Za-z0-9._-]{1,64})\.([1-9]\d{0,8})$/.exec(id) ?? [];
  return staffId === undefined ? undefined : { staffId, proposal: Number(proposal) };
}
