import { chinaCalendar, Scorecard } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import {
  Allow,
  CommandHandler,
  deterministicId,
  parseInput,
  type Payload,
  ReadsFrom,
  refused,
  type RequestContext,
} from '@hengxin/service-kit';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { FIGURE_SOURCES } from '../figures/figures.tables.js';
import { KpiQuestions, type KpiScopeInput, type PeriodInput } from '../kpi/kpi-questions.js';
import { isProvisional } from '../kpi/period-input.rules.js';
import { scopeOf } from '../targets/targets.resolver.js';
import { targets } from '../targets/targets.projection.js';
import { MOST_ATTAINED, type ScoreNote } from './score.rules.js';
import { scorecardDecider } from './scorecard.decider.js';
import { SaveScorecardInput } from './scorecard.inputs.js';
import { ScorecardQueries, type StoredScorecard } from './scorecard.queries.js';
import { scorecards } from './scorecards.projection.js';
import { Scoring } from './scoring.js';

interface ScorecardPayload extends Payload {
  readonly scorecard?: StoredScorecard;
}

/** What is out of the ordinary in a step, in the caller's language. */
const NOTES: Record<RequestContext['language'], Record<ScoreNote, string>> = {
  en: {
    NO_TARGET: 'Without a target or a value; its weight went to the others of its group.',
    WEIGHT_TO_CLIENT: 'Without items that can be scored; its weight went to the group of clients.',
    DEPOSITS_HELD_BACK: 'The group of clients has less than 60 % of its weight: deposits count up to attainment 1.',
    NOTHING_TO_SCORE: 'No item has a target.',
  },
  zh: {
    NO_TARGET: '没有目标或数值，权重按比例分给本组其他项。',
    WEIGHT_TO_CLIENT: '没有可计分的项，权重并入客户组。',
    DEPOSITS_HELD_BACK: '客户组得分不足其权重的 60%，存款项达成率最高按 1 计。',
    NOTHING_TO_SCORE: '没有任何一项设有目标。',
  },
};

/** Scorecards, and what units and members of staff come to on them. */
@Resolver()
export class ScorecardsResolver {
  constructor(
    private readonly questions: KpiQuestions,
    private readonly commands: CommandHandler,
    private readonly cards: ScorecardQueries,
    private readonly scoring: Scoring,
  ) {}

  @Mutation()
  @Allow('HEAD_OFFICE')
  async saveScorecard(@Args('input') given: unknown, @Context() context: RequestContext): Promise<ScorecardPayload> {
    const input = parseInput(SaveScorecardInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const { commandId, id, name, groups, validFrom, roles } = input;
    const scorecardId = id ?? deterministicId('scorecard', context.caller.id, commandId);
    const items = groups.map(({ items: ofGroup, ...group }) => ({
      ...group,
      items: ofGroup.map(({ metric, weight, level, cap }) => ({
        metric,
        weight,
        level: level ?? 'BASE',
        cap: cap ?? MOST_ATTAINED,
      })),
    }));
    const card = { scorecardId, name, groups: items, validFrom, roles, savedBy: context.caller.id, isNew: id == null };
    const result = await this.commands.execute({
      aggregate: Scorecard,
      decider: scorecardDecider,
      id: scorecardId,
      command: { type: 'SaveScorecard', data: card },
      commandId,
      input: { command: 'saveScorecard', ...input },
      context,
    });
    if (!result.accepted) return refused(result.rejection, context);
    const { version } = result.state!;
    const saved = { id: scorecardId, version, name, groups: items, validFrom, roles };
    return { scorecard: saved, errors: [], position: result.position };
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(scorecards.consumer)
  scorecards(): Promise<StoredScorecard[]> {
    return this.cards.newest();
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(...FIGURE_SOURCES, targets.consumer, scorecards.consumer, 'directory')
  async score(
    @Args('scope') input: KpiScopeInput,
    @Args('period') period: PeriodInput,
    @Args('scorecardId') scorecardId: string | null,
    @Context() { caller, language }: RequestContext,
  ) {
    const scope = this.questions.scopeOf(input, caller);
    const asked = this.questions.periodOf(period);
    const { scorecard, score, steps } = await this.scoring.of(scope, asked, scorecardId);
    return {
      scope: scopeOf(scope),
      scorecard,
      score,
      steps: steps.map((step) => ({
        ...step,
        weight: step.weight === null ? null : Math.round(step.weight),
        note: step.note && NOTES[language][step.note],
      })),
      provisional: isProvisional(chinaCalendar, asked),
    };
  }
}
