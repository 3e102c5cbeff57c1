import type { BusinessCalendar, BusinessDate, PlannedItem } from '@hengxin/contracts';
import { CALENDAR } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { PortfolioQueries } from '../client-facts/portfolio.queries.js';
import { offeredItem, planKey } from '../plan-ids.js';
import type { ClientsOfPlan, OpenClients } from '../plan/draw-plan.policy.js';
import { openClients } from '../plan/open-clients.policy.js';
import { clientsOf, type Plan } from '../plan/plan.decider.js';
import { PlanItemsQueries } from '../plan/plan-items.queries.js';
import { PlanStreams } from '../plan/plan-streams.js';
import { type Absent, coverLines, placesForCover } from './cover.policy.js';
import { LeaveQueries } from './leaves.projection.js';

/** Finds the clients of colleagues on leave whom a cover is offered on a day. */
@Injectable()
export class CoverOffers {
  constructor(
    private readonly leaves: LeaveQueries,
    private readonly portfolio: PortfolioQueries,
    private readonly items: PlanItemsQueries,
    private readonly streams: PlanStreams,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {}

  /**
   * Beside what the cover's plan has already; `open`: what stands open on other days. None for somebody who covers
   * nobody, which costs one look by key.
   */
  async propose(coverId: string, date: BusinessDate, plan: Plan, open: OpenClients): Promise<PlannedItem[]> {
    if (!this.calendar.isWorkingDay(date)) return [];
    const places = placesForCover(plan.items);
    const covered = places === 0 ? [] : await this.coveredBy(coverId, date);
    if (covered.length === 0) return [];
    const absent: Absent[] = [];
    const standing: [string, BusinessDate | null][] = [...open];
    const planned: [string, 'OPEN' | 'SKIPPED'][] = [];
    for (const staffId of covered) {
      absent.push({ staffId, candidates: await this.portfolio.candidates(staffId, date) });
      standing.push(...openClients(await this.items.openBeside(staffId, date)));
      planned.push(...clientsOf((await this.streams.read(planKey(staffId, date).planId)).plan));
    }
    const known: { open: OpenClients; planned: ClientsOfPlan } = {
      open: openClients(standing.map(([clientId, followUpOn]) => ({ clientId, followUpOn }))),
      planned: new Map([...planned, ...clientsOf(plan)]),
    };
    const key = planKey(coverId, date);
    return coverLines(date, absent, known, places).map(({ coverFor, line }) => offeredItem(key, coverFor, line));
  }

  /** Those whose plan of the day is empty, and whose clients this relationship manager sees to. */
  private async coveredBy(coverId: string, date: BusinessDate): Promise<string[]> {
    const leaves = await this.leaves.coveredBy(coverId, date, date);
    return [...new Set(leaves.filter(({ portion }) => portion === 'FULL').map(({ staffId }) => staffId))].sort();
  }
}
