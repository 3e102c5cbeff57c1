import type { BusinessDate, StaffPlacement, UnitPlacement } from '@hengxin/contracts';
import type { Directory } from '@hengxin/identity';
import { DIRECTORY } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

/** Units below each unit and staff of each unit, on one day. Who comes later is not listed yet. */
interface Places {
  readonly children: ReadonlyMap<string | null, readonly UnitPlacement[]>;
  readonly staff: ReadonlyMap<string, readonly StaffPlacement[]>;
}

/** Days kept at once: today and a few that somebody looks back at. */
const DAYS_KEPT = 8;

/**
 * Lists out of the tree. The tree answers for one unit at a time; a list costs one pass over it, kept until the tree
 * changes.
 */
@Injectable()
export class PlacementsOnDay {
  private readonly days = new LRUCache<string, Places>({ max: DAYS_KEPT });

  constructor(@Inject(DIRECTORY) private readonly directory: Directory) {}

  /** Direct children on a day, by id; with null, the head office. */
  children(parentId: string | null, on: BusinessDate): readonly UnitPlacement[] {
    return this.on(on).children.get(parentId) ?? [];
  }

  /** Who is placed directly in a unit on a day, by id. */
  staff(unitId: string, on: BusinessDate): readonly StaffPlacement[] {
    return this.on(on).staff.get(unitId) ?? [];
  }

  private on(day: BusinessDate): Places {
    const { tree, version } = this.directory;
    const key = `${version}|${day}`;
    let places = this.days.get(key);
    if (!places) {
      const units = [...tree.unitIds()].sort().flatMap((id) => tree.unitPlacedOn(id, day) ?? []);
      const staff = [...tree.staffIds()].sort().flatMap((id) => tree.staffPlacedOn(id, day) ?? []);
      places = {
        children: Map.groupBy(units, ({ parentId }) => parentId),
        staff: Map.groupBy(staff, ({ unitId }) => unitId),
      };
      this.days.set(key, places);
    }
    return places;
  }
}
