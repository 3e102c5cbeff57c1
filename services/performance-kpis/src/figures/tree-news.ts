import { dayNumber, type OrgTree, type StaffPlacement, type UnitPlacement } from '@hengxin/contracts';
import type { RecordedEvent, RecordedOf } from '@hengxin/event-sourcing';
import { type PlacedEvent, type Placements, placementsOf } from '@hengxin/projections';
import { staffKey, unitKey } from './scopes.rules.js';
import type { Restatements } from '../restatements/restatements.js';

/** A unit or a person gets another place in the organisation. */
export type TreeChange = { readonly event: RecordedEvent } & (
  | { readonly unit: UnitPlacement; readonly person?: undefined }
  | { readonly person: StaffPlacement; readonly unit?: undefined }
);

/** Changes that are recounted in one go, and the one event that restates closed periods by it, if it may. */
export interface TreeStep {
  readonly changes: readonly TreeChange[];
  readonly restatedBy?: RecordedEvent;
}

/** What an event says about the organisation. */
export function changeOf(event: RecordedOf<PlacedEvent>): TreeChange {
  const { units, staff } = placementsOf([event]);
  return units[0] ? { event, unit: units[0] } : { event, person: staff[0]! };
}

/**
 * A change that may restate closed periods is a step of its own, so that the ledger is the same however the log was cut
 * into batches. Those that can't are taken together: changes that hold from their own day on, people placed for the
 * first time, and new units that nothing hangs below yet. To be walked step by step, for the next one is made with the
 * tree as the one before left it.
 */
export function* stepsOf(
  changes: readonly TreeChange[],
  tree: OrgTree,
  restatements: Restatements,
): Iterable<TreeStep> {
  const parents = new Set<string | null>();
  if (changes.some(({ unit }) => unit !== undefined))
    for (const unitId of tree.unitIds()) for (const { parentId } of tree.historyOf(unitId)) parents.add(parentId);
  let together: TreeChange[] = [];
  const waiting = new Set<string>();
  for (const change of changes) {
    const { unit, event } = change;
    const key = keyOf(change);
    const history = unit ? tree.historyOf(unit.unitId) : tree.placementsOf(change.person.staffId);
    const isNew =
      history.length === 0
        ? unit === undefined || !parents.has(unit.unitId)
        : isOfItsDay(change, history[0]!, restatements);
    if (unit) parents.add(unit.parentId);
    if (isNew && !waiting.has(key)) {
      together.push(change);
      waiting.add(key);
      continue;
    }
    if (together.length > 0) yield { changes: together };
    together = [];
    waiting.clear();
    yield { changes: [change], restatedBy: event };
  }
  if (together.length > 0) yield { changes: together };
}

/**
 * True for a change that moves nothing before the day on which it became known: neither dated back, nor before the
 * first placement, which holds for all time before it.
 */
function isOfItsDay(
  { unit, person, event }: TreeChange,
  first: UnitPlacement | StaffPlacement,
  restatements: Restatements,
): boolean {
  const { validFrom } = unit ?? person;
  return (
    validFrom !== null && validFrom > (first.validFrom ?? '') && dayNumber(validFrom) >= restatements.dayOfEvent(event)
  );
}

const keyOf = ({ unit, person }: TreeChange) => (unit ? unitKey(unit.unitId) : staffKey(person.staffId));
/** What changes place, in their order. */
export function placedBy(changes: readonly TreeChange[]): Placements {
  return { units: changes.flatMap(({ unit }) => unit ?? []), staff: changes.flatMap(({ person }) => person ?? []) };
}
