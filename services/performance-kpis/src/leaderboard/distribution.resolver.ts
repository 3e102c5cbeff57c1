import { chinaCalendar, type Role } from '@hengxin/contracts';
import { Allow, ReadsFrom, type RequestContext } from '@hengxin/service-kit';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { FIGURE_SOURCES } from '../figures/figures.tables.js';
import { KpiQuestions, type PeriodInput } from '../kpi/kpi-questions.js';
import { isProvisional } from '../kpi/period-input.rules.js';
import { ABSENCES } from './absences.projection.js';
import { type Distribution, distributionOf } from './distribution.rules.js';
import { Leaderboard } from './leaderboard.js';

/** How the figures of members of staff lie. */
@Resolver()
export class DistributionResolver {
  constructor(
    private readonly questions: KpiQuestions,
    private readonly board: Leaderboard,
  ) {}

  @Query()
  @Allow('UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(...FIGURE_SOURCES, ABSENCES, 'directory')
  async kpiDistribution(
    @Args('unitId') asked: string,
    @Args('period') period: PeriodInput,
    @Args('metric') metric: string,
    @Args('role') role: Role | null,
    @Context() { caller }: RequestContext,
  ): Promise<Distribution & { readonly provisional: boolean }> {
    const { unitId } = this.questions.unitOf(asked, caller);
    const of = this.questions.periodOf(period);
    const peers = await this.board.peersOf({ caller, metric, unitId, period: of, role: role ?? 'RM' });
    return { ...distributionOf(peers.map(({ value }) => value)), provisional: isProvisional(chinaCalendar, of) };
  }
}
