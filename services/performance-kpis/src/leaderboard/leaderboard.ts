import type { Role } from '@hengxin/contracts';
import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import { Clock, DIRECTORY, QueryRefused } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { OrgRows } from '../figures/org-rows.js';
import { FigureQueries } from '../kpi/figures.queries.js';
import { kpiRejections } from '../kpi/kpi.rejections.js';
import { type Period, treeDayOf } from '../kpi/period-input.rules.js';
import { MetricSet } from '../metrics/metric-set.js';
import { leaderboardOf, type Ranked, seenBy } from './leaderboard.rules.js';

export interface LeaderboardAsked {
  readonly caller: Caller;
  readonly metric: string;
  readonly period: Period;
  readonly role: Role;
  /** Whose staff are compared; undefined: see `unitOf`. */
  readonly unitId: string | undefined;
}

/** Staff of one leaderboard at most: their figures are read together. */
export const MOST_STAFF = 5_000;

/** Places of members of staff among their peers (rule 15). */
@Injectable()
export class Leaderboard {
  private readonly orgRows: OrgRows;

  constructor(
    private readonly figures: FigureQueries,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    private readonly metrics: MetricSet,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {
    this.orgRows = new OrgRows(directory);
  }

  /** All places for heads; for a relationship manager the own one and the first three of the own size class. */
  async of({ caller, metric, period, role, unitId }: LeaderboardAsked): Promise<readonly Ranked[]> {
    const day = treeDayOf(period, this.clock.today());
    const asked = unitId ?? this.unitOf(caller, role, day);
    if (asked === undefined || !this.mayAsk(caller, asked)) throw new QueryRefused('OUT_OF_SCOPE', ['unitId']);
    const staff = this.orgRows.staffBelow(asked, day, role);
    if (staff.length > MOST_STAFF)
      throw QueryRefused.of(kpiRejections.LEADERBOARD_TOO_WIDE({ unitId: asked, limit: MOST_STAFF }));
    const { grain, window } = period;
    const figures = await this.figures.table(staff.map(({ scopeKey }) => ({ scopeKey, grain, window })));
    const peers = staff.map(({ id: staffId }, i) => ({
      staffId,
      clients: this.metrics.valueOf('CLIENTS_KEPT', figures[i]!).numerator,
      value: this.metrics.valueOf(metric, figures[i]!).value,
    }));
    const board = leaderboardOf(peers, this.metrics.definitionOf(metric).direction === 'LOWER_IS_BETTER');
    return caller.role === 'RM' ? seenBy(caller.id, board) : board;
  }

  /** The own unit; of a relationship manager the highest one above that is not too wide, so that there are peers. */
  private unitOf(caller: Caller, role: Role, day: string): string | undefined {
    if (caller.unitId === null) return undefined;
    if (caller.role !== 'RM') return caller.unitId;
    const above = this.directory.tree.path(caller.unitId, day);
    return above.findLast((unitId) => this.orgRows.staffBelow(unitId, day, role).length <= MOST_STAFF) ?? caller.unitId;
  }

  /** A relationship manager is compared within the units above; nobody else's figures are shown but the first three. */
  private mayAsk(caller: Caller, unitId: string): boolean {
    if (caller.role !== 'RM') return this.scope.canSeeFigures(caller, { unitId });
    return caller.unitId !== null && this.directory.tree.path(caller.unitId, this.clock.today()).includes(unitId);
  }
}
