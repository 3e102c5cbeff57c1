import { chinaCalendar, startOfDay } from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';
import { type Caller, type Directory, identityRejections, UnitScope } from '@hengxin/identity';
import { Clock, DIRECTORY, sharedRejections } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { clientRejections } from '../client/client.rejections.js';
import type { FilterDay } from './client-conditions.queries.js';
import { PortfoliosQueries } from './portfolios.queries.js';
import { firstIn, keepersIn, maskedIn, type SegmentFilter, sharedBy, type Staff } from './segment-filter.rules.js';

/** Portfolios that one filter may look into: some 100,000 clients. */
export const PORTFOLIOS_AT_MOST = 300;

/** Which clients a filter is asked of: those whom the caller may see, and no others. */
@Injectable()
export class FilterScope {
  constructor(
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    private readonly kept: PortfoliosQueries,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  /** Why the caller may not ask so; `at` is where the filter stands in the input. */
  refusal(filter: SegmentFilter, caller: Caller, at: readonly string[]): Rejected | undefined {
    const masked = this.masks(caller) ? maskedIn(filter) : undefined;
    if (masked) return identityRejections.NOT_ALLOWED({}, [...at, ...masked]);
    const outside = firstIn(filter, (each) => this.outside(each, caller));
    if (outside) return identityRejections.OUT_OF_SCOPE({}, [...at, ...outside]);
    return this.outsideCalendar(filter, at);
  }

  /** Whether the caller sees clients masked. */
  masks(caller: Caller): boolean {
    return this.scope.masksNames(caller);
  }

  /**
   * Refuses what would have to look into more portfolios than one filter may. Only who keeps clients counts: a unit's
   * staff are also its heads, and those who left.
   */
  async tooWide(filter: SegmentFilter, caller: Caller, at: readonly string[]): Promise<Rejected | undefined> {
    const rmIds = this.portfolios(filter, caller);
    const isWide =
      rmIds === 'ALL' ||
      (rmIds.length > PORTFOLIOS_AT_MOST && (await this.kept.areMoreThan(PORTFOLIOS_AT_MOST, rmIds)));
    if (!isWide) return undefined;
    return clientRejections.SEGMENT_TOO_WIDE({ limit: PORTFOLIOS_AT_MOST }, at);
  }

  /** Whose clients are looked at: the caller's scope, narrowed by what the filter requires of all. */
  portfolios(filter: SegmentFilter, caller: Caller): 'ALL' | readonly string[] {
    const asked = keepersIn(filter, (unitId) => this.staffOf(unitId));
    const keepers = sharedBy([this.scope.visibleRms(caller), asked]);
    return keepers === 'ALL' ? 'ALL' : [...keepers];
  }

  day(): FilterDay {
    return {
      today: this.clock.today(),
      startOf: (day) => startOfDay(day, this.clock.timeZone),
      staffBelow: (unitId) => {
        const staff = this.staffOf(unitId);
        return staff === 'ALL' ? 'ALL' : [...staff];
      },
    };
  }

  private outside({ rmId, unitId }: SegmentFilter, caller: Caller): 'rmId' | 'unitId' | undefined {
    const visible = this.scope.visibleRms(caller);
    // A cover does not see a colleague's work, but their clients.
    const isCovered = (id: string) => visible === 'ALL' || visible.has(id);
    if (rmId !== undefined && !this.scope.canSeeStaff(caller, rmId) && !isCovered(rmId)) return 'rmId';
    return unitId !== undefined && !this.scope.canSeeUnit(caller, unitId) ? 'unitId' : undefined;
  }

  private outsideCalendar(filter: SegmentFilter, at: readonly string[]): Rejected | undefined {
    let date = '';
    const path = firstIn(filter, ({ notContactedSince: since }) => {
      if (since === undefined || chinaCalendar.supports(since)) return undefined;
      date = since;
      return 'notContactedSince';
    });
    const { firstYear, lastYear } = chinaCalendar;
    return path && sharedRejections.DATE_OUTSIDE_CALENDAR({ date, firstYear, lastYear }, [...at, ...path]);
  }

  /** The root of the tree stands for the whole bank, clients whom nobody keeps included. */
  private staffOf(unitId: string): Staff {
    const isRoot = this.directory.tree.unit(unitId, this.clock.today())?.parentId === null;
    return isRoot ? 'ALL' : this.scope.staffBelow(unitId);
  }
}
