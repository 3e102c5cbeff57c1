import type { Role } from '@hengxin/contracts';
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
import { FIGURES } from '../figures/figures.tables.js';
import { KpiQuestions, type PeriodInput } from '../kpi/kpi-questions.js';
import { Leaderboard } from './leaderboard.js';

/** As the schema has it. */
interface LeaderboardRow {
  readonly rank: number;
  readonly staff: { readonly id: string };
  readonly value: number | null;
  readonly peers: number;
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
  @ReadsFrom(FIGURES.consumer, 'directory')
  async leaderboard(
    @Args('metric') metric: string,
    @Args('period') period: PeriodInput,
    @Args('role') role: Role | null,
    @Args('unitId') unitId: string | null,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() { caller }: RequestContext,
  ): Promise<Connection<LeaderboardRow>> {
    const size = pageSize(first, 50);
    const cursor = decodeCursor(after, 1);
    const rows = await this.board.of({
      caller,
      metric,
      period: this.questions.periodOf(period),
      role: role ?? 'RM',
      unitId: unitId ?? undefined,
    });
    // Places are worked out anew a page: it goes on behind the member of staff with whom the one before ended.
    const from = cursor ? rows.findIndex(({ staffId }) => staffId === cursor[0]) + 1 : 0;
    return connection(
      rows.slice(from, from + size + 1),
      { first: size, after },
      ({ staffId }) => [staffId],
      ({ staffId, rank, value, peers }) => ({ staff: { id: staffId }, rank, value, peers }),
    );
  }
}
