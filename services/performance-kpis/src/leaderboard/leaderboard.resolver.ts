import { chinaCalendar, type Role } from '@hengxin/contracts';
import {
  Allow,
  type Connection,
  connection,
  decodeCursor,
  pageSize,
  ReadsFrom,
  type RequestContext,
} from '@hengxin/service-kit';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { FIGURE_SOURCES } from '../figures/figures.tables.js';
import { KpiQuestions, type PeriodInput } from '../kpi/kpi-questions.js';
import { isProvisional } from '../kpi/period-input.rules.js';
import { ABSENCES } from './absences.projection.js';
import { Leaderboard } from './leaderboard.js';

/** As the schema has it. */
interface LeaderboardRow {
  readonly rank: number;
  readonly staff: { readonly id: string };
  readonly value: number;
  readonly peers: number;
}

interface Places extends Connection<LeaderboardRow> {
  readonly provisional: boolean;
}

/** Who does best among peers. */
@Resolver()
export class LeaderboardResolver {
  constructor(
    private readonly questions: KpiQuestions,
    private readonly board: Leaderboard,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(...FIGURE_SOURCES, ABSENCES, 'directory')
  async leaderboard(
    @Args('metric') metric: string,
    @Args('period') period: PeriodInput,
    @Args('role') role: Role | null,
    @Args('unitId') unitId: string | null,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() { caller }: RequestContext,
  ): Promise<Places> {
    const size = pageSize(first, 50);
    const cursor = decodeCursor(after, 1);
    const asked = this.questions.periodOf(period);
    const rows = await this.board.of({
      caller,
      metric,
      period: asked,
      role: role ?? 'RM',
      unitId: unitId ?? undefined,
    });
    // Places are worked out for each page: it goes on behind the member of staff with whom the one before ended.
    const from = cursor ? rows.findIndex(({ staffId }) => staffId === cursor[0]) + 1 : 0;
    const page = connection(
      rows.slice(from, from + size + 1),
      { first: size, after },
      ({ staffId }) => [staffId],
      ({ staffId, rank, value, peers }) => ({ staff: { id: staffId }, rank, value, peers }),
    );
    return { ...page, provisional: isProvisional(chinaCalendar, asked) };
  }
}
