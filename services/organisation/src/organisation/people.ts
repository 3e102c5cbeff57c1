import type { Directory } from '@hengxin/identity';
import { Clock, DIRECTORY } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { StaffNames } from '../staff/staff-names.js';
import { StaffView, UnitView } from './organisation.views.js';

/** Members of staff as of today. */
@Injectable()
export class People {
  constructor(
    private readonly names: StaffNames,
    private readonly clock: Clock,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  /** In the order of the ids; null for one who is no member of staff today. */
  async of(ids: readonly string[]): Promise<(StaffView | null)[]> {
    const { tree } = this.directory;
    const today = this.clock.today();
    const names = await this.names.of(ids);
    return ids.map((id, i) => {
      const placement = tree.staff(id, today);
      const unit = placement && UnitView.of(placement.unitId, tree, today);
      // Places come by another consumer than names: for a moment one may be ahead of the other.
      return placement && unit ? new StaffView(id, names[i] ?? id, placement.role, unit) : null;
    });
  }
}
