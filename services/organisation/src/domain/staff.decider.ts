import { StaffPlaced, type StaffPlacement } from '@hengxin/contracts';
import type { Command, Decider, EventOf } from '@hengxin/event-sourcing';
import { organisationRejections } from './organisation.rejections.js';

/** Where somebody works, and under which name, from a day on. */
export interface NamedPlacement extends StaffPlacement {
  readonly name: string;
}

export type PlaceStaff = Command<'PlaceStaff', NamedPlacement & { /** Whether the tree holds the unit. */ readonly unitKnown: boolean }>;
export type StaffEvent = EventOf<typeof StaffPlaced>;

/** A person's placements by their first day; null: from the beginning. */
export interface StaffState {
  readonly placements: ReadonlyMap<string | null, NamedPlacement>;
}

/** The rules of one member of staff: the same placement twice is one; a later day is a transfer; the same day is a correction. */
export const staffDecider: Decider<PlaceStaff, StaffEvent, StaffState> = {
  initial: { placements: new Map() },
  decide: {
    PlaceStaff: ({ unitKnown, ...placement }, { placements }) => {
      if (!unitKnown) return organisationRejections.UNIT_UNKNOWN({ unitId: placement.unitId });
      const known = placements.get(placement.validFrom);
      return known && samePlace(known, placement) ? [] : [StaffPlaced.of(placement)];
    },
  },
  evolve: {
    StaffPlaced: (placement, { placements }) => ({ placements: new Map([...placements, [placement.validFrom, placement]]) }),
  },
};

function samePlace(a: NamedPlacement, b: NamedPlacement): boolean {
  return a.unitId === b.unitId && a.role === b.role && a.name === b.name;
}
