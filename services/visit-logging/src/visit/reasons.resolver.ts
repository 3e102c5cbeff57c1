import { BusinessDateSchema, chinaCalendar, GRAINS, periodEnd, periodStart } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { type Directory, UnitScope } from '@hengxin/identity';
import {
  Allow,
  Clock,
  DIRECTORY,
  parseInput,
  QueryRefused,
  ReadsFrom,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { VISIT_LIST } from '../consumers.js';
import { ReasonsQueries } from './reasons.queries.js';
import { reasonRows } from './reasons.rules.js';
import { visitRejections } from './visit.rejections.js';

const PeriodInput = z.object({ grain: z.enum(GRAINS), start: BusinessDateSchema });

/** Why visits failed, as a table (rule 10). */
@Resolver()
export class ReasonsResolver {
  constructor(
    private readonly queries: ReasonsQueries,
    private readonly clock: Clock,
    private readonly scope: UnitScope,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  @Query()
  @Allow('UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(VISIT_LIST, 'directory')
  async reasons(
    @Args('unitId') unitId: string,
    @Args('period') given: unknown,
    @Context() { caller }: RequestContext,
  ): Promise<object[]> {
    const period = parseInput(PeriodInput, given, ['period']);
    if (isRejected(period)) throw QueryRefused.of(period);
    const { grain, start } = period;
    const { firstYear, lastYear } = chinaCalendar;
    if (!chinaCalendar.supports(start))
      throw QueryRefused.of(
        sharedRejections.DATE_OUTSIDE_CALENDAR({ date: start, firstYear, lastYear }, ['period', 'start']),
      );
    const first = periodStart(grain, start);
    if (first !== start) throw QueryRefused.of(visitRejections.REASONS_PERIOD_START({ start, grain, first }));
    const today = this.clock.today();
    const { tree } = this.directory;
    if (!this.scope.canSeeUnit(caller, unitId) || !tree.unit(unitId, today))
      throw new QueryRefused('OUT_OF_SCOPE', ['unitId']);
    const counts = await this.queries.counts([...this.scope.subtree(unitId)], start, periodEnd(grain, start));
    const childOf = (id: string): string => {
      const path = tree.path(id, today);
      return path[path.indexOf(unitId) - 1] ?? unitId;
    };
    return reasonRows(unitId, counts, childOf).map(({ staffId, ...row }) => ({
      unit: { __typename: 'Unit', id: row.unitId },
      staff: staffId === null ? null : { __typename: 'Staff', id: staffId },
      reason: row.reason,
      visits: row.visits,
      meanPreparation: row.meanPreparation,
    }));
  }
}
