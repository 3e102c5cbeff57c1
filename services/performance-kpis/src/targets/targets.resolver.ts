import { chinaCalendar } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { Allow, parseInput, type Payload, ReadsFrom, refused, type RequestContext } from '@hengxin/service-kit';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { FIGURE_SOURCES } from '../figures/figures.tables.js';
import { KpiQuestions, type KpiScopeInput, type PeriodInput } from '../kpi/kpi-questions.js';
import { isProvisional } from '../kpi/period-input.rules.js';
import { type Attained, Attainments } from './attainments.js';
import { SetTargetsInput } from './target.inputs.js';
import { TargetQueries } from './target.queries.js';
import { type Levels, shownAttainment, type TargetLevel } from './target.rules.js';
import { TargetSetting } from './target-setting.js';
import { targets } from './targets.projection.js';

/** As the schema has it. */
interface TargetView extends Levels {
  readonly scope: { readonly unit: { readonly id: string } | null; readonly staff: { readonly id: string } | null };
  readonly metric: string;
  readonly month: string;
}

interface TargetsPayload extends Payload {
  readonly targets?: readonly TargetView[];
}

/** What a scope is shown as. */
export const scopeOf = ({
  unitId,
  staffId,
}: {
  readonly unitId?: string | null;
  readonly staffId?: string | null;
}) => ({
  unit: unitId == null ? null : { id: unitId },
  staff: staffId == null ? null : { id: staffId },
});

/** Targets, and how far they were reached. */
@Resolver()
export class TargetsResolver {
  constructor(
    private readonly questions: KpiQuestions,
    private readonly setting: TargetSetting,
    private readonly stored: TargetQueries,
    private readonly reached: Attainments,
  ) {}

  @Mutation()
  @Allow('UNIT_HEAD', 'HEAD_OFFICE')
  async setTargets(@Args('input') given: unknown, @Context() context: RequestContext): Promise<TargetsPayload> {
    const input = parseInput(SetTargetsInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const result = await this.setting.set(input, context);
    if (!result.accepted) return refused(result.rejection, context);
    const set = (result.state ?? []).map(({ unitId, staffId, ...target }) => ({
      ...target,
      scope: scopeOf({ unitId, staffId }),
    }));
    return { targets: set, errors: [], position: result.position };
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(targets.consumer, 'directory')
  async targets(
    @Args('scope') input: KpiScopeInput,
    @Args('year') year: number,
    @Context() { caller }: RequestContext,
  ): Promise<readonly TargetView[]> {
    const scope = this.questions.scopeOf(input, caller);
    const { start, end } = this.questions.yearOf(year);
    const found = await this.stored.of(scope.key, start, end);
    return found.map((target) => ({ ...target, scope: scopeOf(scope) }));
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(...FIGURE_SOURCES, targets.consumer, 'directory')
  async attainments(
    @Args('scope') input: KpiScopeInput,
    @Args('period') period: PeriodInput,
    @Args('level') level: TargetLevel | null,
    @Context() { caller }: RequestContext,
  ): Promise<readonly (Attained & { readonly provisional: boolean })[]> {
    const scope = this.questions.scopeOf(input, caller);
    const of = this.questions.periodOf(period);
    const provisional = isProvisional(chinaCalendar, of);
    const found = await this.reached.of(scope, of, level ?? 'BASE');
    return found.map((each) => ({ ...each, attainment: shownAttainment(each.attainment), provisional }));
  }
}
