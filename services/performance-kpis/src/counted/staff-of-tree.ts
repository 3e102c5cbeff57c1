import type { OrgTree } from '@hengxin/contracts';

/** Ids kept at most, over all lists: those of the whole bank twice, and of its branches. */
const IDS_KEPT = 1_000_000;

interface Index {
  /** Everyone whom the tree knows, in order. */
  readonly ids: readonly string[];
  /** By unit the places among `ids` of those who were ever placed there. */
  readonly staff: ReadonlyMap<string, readonly number[]>;
  /** By unit those that ever hung directly below it. */
  readonly below: ReadonlyMap<string, readonly string[]>;
}

/**
 * Who may count for a unit, whatever the day: everyone who was ever placed in it, or in one that ever hung below it.
 * One for each version of the tree, which is walked once; what is asked of a period walks nobody but those.
 */
export class StaffOfTree {
  private known: Index | undefined;
  private kept = 0;
  private readonly lists = new Map<string, readonly string[]>();

  constructor(private readonly tree: OrgTree) {}

  /** Each once, by their ids. */
  ever(unitId: string): readonly string[] {
    let found = this.lists.get(unitId);
    if (!found) {
      found = this.find(unitId);
      if (this.kept + found.length > IDS_KEPT) this.forget();
      this.kept += found.length;
      this.lists.set(unitId, found);
    }
    return found;
  }

  private find(unitId: string): readonly string[] {
    const { ids, staff, below } = (this.known ??= indexOf(this.tree));
    // Grows while it is walked: what ever hung below a unit comes behind it, each once.
    const units = new Set([unitId]);
    for (const id of units) for (const child of below.get(id) ?? []) units.add(child);
    const places = new Set<number>();
    for (const id of units) for (const place of staff.get(id) ?? []) places.add(place);
    return [...Uint32Array.from(places).sort()].map((place) => ids[place]!);
  }

  private forget(): void {
    this.lists.clear();
    this.kept = 0;
  }
}

function indexOf(tree: OrgTree): Index {
  const ids = [...tree.staffIds()].sort();
  const staff = new Map<string, number[]>();
  ids.forEach((staffId, place) => {
    for (const unitId of new Set(tree.placementsOf(staffId).map((each) => each.unitId))) put(staff, unitId, place);
  });
  const below = new Map<string, string[]>();
  for (const unitId of tree.unitIds())
    for (const parentId of new Set(tree.historyOf(unitId).map((each) => each.parentId)))
      if (parentId !== null) put(below, parentId, unitId);
  return { ids, staff, below };
}

function put<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
