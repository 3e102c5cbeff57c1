import type { Role } from '@hengxin/contracts';
import { type Directory } from '@hengxin/identity';
import { Clock, DIRECTORY, QueryRefused } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { AskedScope } from '../kpi/kpi-questions.js';
import { type Period, treeDayOf } from '../kpi/period-input.rules.js';
import type { MetricGroup } from '../metrics/metric.js';
import { MetricSet } from '../metrics/metric-set.js';
import { Attainments } from '../targets/attainments.js';
import { type CardGroup, type Scored, scoreOf } from './score.rules.js';
import { ScorecardQueries, type StoredScorecard } from './scorecard.queries.js';
import { scorecardRejections } from './scorecard.rejections.js';

export interface Score extends Scored {
  readonly scorecard: StoredScorecard;
}

/** What a scope comes to on a scorecard (rule 13). */
@Injectable()
export class Scoring {
  constructor(
    private readonly cards: ScorecardQueries,
    private readonly attainments: Attainments,
    private readonly clock: Clock,
    private readonly metrics: MetricSet,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  /** On a card of one's choice, else on the one that holds for the role: of a unit, that of its head. Throws QueryRefused. */
  async of(scope: AskedScope, period: Period, scorecardId: string | null): Promise<Score> {
    const day = treeDayOf(period, this.clock.today());
    const scorecard = await this.cards.heldOn(
      day,
      scorecardId === null ? { role: this.roleOf(scope, day) } : { id: scorecardId },
    );
    if (!scorecard) throw QueryRefused.of(scorecardRejections.SCORECARD_NOT_FOUND());
    const attained = await this.attainments.ofLevels(scope, period);
    const groups: CardGroup[] = scorecard.groups.map((group) => ({ ...group, group: group.group as MetricGroup }));
    const levels = new Map(groups.flatMap(({ items }) => items.map(({ metric, level }) => [metric, level])));
    const scored = scoreOf(groups, (metric) => {
      const found = attained.find((each) => each.metric === metric && each.level === levels.get(metric));
      const { direction, group } = this.metrics.definitionOf(metric);
      return { value: found?.value ?? null, target: found?.target ?? null, direction, group };
    });
    return { scorecard, ...scored };
  }

  private roleOf(scope: AskedScope, day: string): Role {
    return scope.staffId === undefined ? 'UNIT_HEAD' : (this.directory.tree.staff(scope.staffId, day)?.role ?? 'RM');
  }
}
