import type { Role } from '@hengxin/contracts';
import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import { Clock, DIRECTORY, QueryRefused } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { type OrgRow, OrgRows } from '../figures/org-rows.js';
import { FigureQueries } from '../kpi/figures.queries.js';
import { kpiRejections } from '../kpi/kpi.rejections.js';
import { type Period, treeDayOf } from '../kpi/period-input.rules.js';
import { MetricSet } from '../metrics/metric-set.js';
import { AbsenceQueries } from './absences.projection.js';
import { leaderboardOf, type Peer, type Ranked, seenBy } from './leaderboard.rules.js';

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
    private readonly absences: AbsenceQueries,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    private readonly metrics: MetricSet,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {
    this.orgRows = new OrgRows(directory);
  }

  /** All places for heads; for a relationship manager the own one and the first three of the own size class. */
  async of(asked: LeaderboardAsked): Promise<readonly Ranked[]> {
    const { caller, metric } = asked;
    const peers = await this.peersOf(asked);
    const board = leaderboardOf(peers, this.metrics.definitionOf(metric).direction === 'LOWER_IS_BETTER');
    return caller.role === 'RM' ? seenBy(caller.id, board) : board;
  }

  /** Who is compared, each with the figure: without those on leave all period. Throws QueryRefused. */
  async peersOf({ caller, metric, period, role, unitId }: LeaderboardAsked): Promise<readonly Peer[]> {
    const day = treeDayOf(period, this.clock.today());
    const asked = unitId ?? this.unitOf(caller, role, day);
    if (asked === undefined || !this.mayAsk(caller, asked)) throw new QueryRefused('OUT_OF_SCOPE', ['unitId']);
    if (this.directory.tree.historyOf(asked).length === 0)
      throw QueryRefused.of(kpiRejections.SCOPE_UNIT_UNKNOWN({ unitId: asked }, ['unitId']));
    const there = this.staffOf(asked, day, role).filter(({ id }) => this.isThereIn(period, id, day));
    const staff = await this.presentOf(there, period);
    const { grain, window } = period;
    const figures = await this.figures.table(staff.map(({ scopeKey }) => ({ scopeKey, grain, window })));
    return staff.map(({ id: staffId }, i) => ({
      staffId,
      clients: this.metrics.valueOf('CLIENTS_KEPT', figures[i]!).numerator,
      value: this.metrics.valueOf(metric, figures[i]!).value,
    }));
  }

  private staffOf(unitId: string, day: string, role: Role): readonly OrgRow[] {
    const staff = this.orgRows.staffBelow(unitId, day, role);
    if (staff.length > MOST_STAFF)
      throw QueryRefused.of(kpiRejections.LEADERBOARD_TOO_WIDE({ unitId, limit: MOST_STAFF }));
    return staff;
  }

  /** Whether somebody worked on any day of a period: who has left before, or begins after it, is nobody's peer. */
  private isThereIn({ start, end }: Period, staffId: string, day: string): boolean {
    const placement = this.directory.tree.staff(staffId, day);
    return !!placement && (placement.validFrom ?? start) <= end && (placement.validTo ?? end) >= start;
  }

  /** Without those who are on leave all period: nobody is compared with them. */
  private async presentOf(staff: readonly OrgRow[], period: Period): Promise<readonly OrgRow[]> {
    const ids = staff.map(({ id }) => id);
    const away = await this.absences.awayAllOf(period, ids);
    return away.size === 0 ? staff : staff.filter(({ id }) => !away.has(id));
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
