import { UnitPlaced, type UnitPlacement } from '@hengxin/contracts';
import type { Command, Decider, EventOf } from '@hengxin/event-sourcing';

/** Hangs a unit under a parent from a day on. That the tree stays whole is checked before, over all units at once. */
export type PlaceUnit = Command<'PlaceUnit', UnitPlacement>;
export type UnitEvent = EventOf<typeof UnitPlaced>;

/** A unit's placements by their first day; null: from the beginning. */
export interface UnitState {
  readonly placements: ReadonlyMap<string | null, UnitPlacement>;
}

/** The rules of one unit: the same placement twice is one; another for the same day corrects it. */
export const unitDecider: Decider<PlaceUnit, UnitEvent, UnitState> = {
  initial: { placements: new Map() },
  decide: {
    PlaceUnit: (placement, { placements }) => {
      const known = placements.get(placement.validFrom);
      return known && samePlace(known, placement) ? [] : [UnitPlaced.of({ ...placement })];
    },
  },
  evolve: {
    UnitPlaced: (placement, { placements }) => ({
      placements: new Map([...placements, [placement.validFrom, placement]]),
    }),
  },
};

function samePlace(a: UnitPlacement, b: UnitPlacement): boolean {
  return a.parentId === b.parentId && a.kind === b.kind && a.name === b.name;
}
