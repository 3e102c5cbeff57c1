import type { BusinessCalendar, BusinessDate, PlannedItem } from '@hengxin/contracts';
import { CALENDAR, persistently } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { type DayRoom, roomOf } from '../leave/availability.policy.js';
import { LeaveQueries } from '../leave/leaves.projection.js';
import { CoverOffers } from '../leave/cover-offers.js';
import { drawPlan, type OpenClients } from './draw-plan.policy.js';
import { openClients } from './open-clients.policy.js';
import { clientsOf, type Plan } from './plan.decider.js';
import { plannedItem, planKey } from '../plan-ids.js';
import { PlanItemsQueries } from './plan-items.queries.js';
import { PortfolioQueries } from '../client-facts/portfolio.queries.js';
import { FactsAtHand, FactsUnderWay } from '../client-facts/facts-at-hand.js';
import { PlanStreams } from './plan-streams.js';

/** How long a plan waits for facts on their way before it is not drawn. */
const PATIENCE_MS = 5_000;

/** Draws plans from all that is known at the moment. */
@Injectable()
export class PlanDrawer {
  private readonly underWay = new Map<string, Promise<Plan>>();

  constructor(
    private readonly portfolio: PortfolioQueries,
    private readonly items: PlanItemsQueries,
    private readonly streams: PlanStreams,
    private readonly facts: FactsAtHand,
    private readonly leaves: LeaveQueries,
    private readonly covers: CoverOffers,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {}

  /**
   * What rule 1 plans for a day as far as is known now, beside the items that the plan has already and those that stand
   * open on other days; and behind it, beyond the day's places, clients of colleagues on leave.
   */
  async propose(staffId: string, date: BusinessDate, plan: Plan, open: OpenClients): Promise<PlannedItem[]> {
    const { capacity } = await this.room(staffId, date);
    if (capacity === 0) return [];
    const candidates = await this.portfolio.candidates(staffId, date);
    const key = planKey(staffId, date);
    const own = drawPlan({ date, capacity }, candidates, open, clientsOf(plan)).map((line) => plannedItem(key, line));
    return [...own, ...(await this.covers.propose(staffId, date, plan, open))];
  }

  /**
   * The plan of a day, drawn now if that was not done yet. Without anything to plan it stays undrawn, as on days off.
   * Throws FactsUnderWay where not all events have been read yet: then nothing is drawn.
   */
  draw(staffId: string, date: BusinessDate): Promise<Plan> {
    const key = `${staffId} ${date}`;
    const known = this.underWay.get(key);
    if (known) return known;
    const drawing = this.drawOnce(staffId, date).finally(() => this.underWay.delete(key));
    this.underWay.set(key, drawing);
    return drawing;
  }

  /** Kind and places of somebody's day. */
  private async room(staffId: string, date: BusinessDate): Promise<DayRoom> {
    return roomOf(date, await this.leaves.mattering(staffId, date), this.calendar);
  }

  private async drawOnce(staffId: string, date: BusinessDate): Promise<Plan> {
    const drawn = await persistently(() => this.attempt(staffId, date), performance.now() + PATIENCE_MS);
    if (!drawn) throw new FactsUnderWay('the plan is being changed all the time');
    return drawn;
  }

  /**
   * Undefined where the plan was changed meanwhile. It is read before the facts are waited for: what closed one of its
   * items has then been read, and what closes one later is a change.
   */
  private async attempt(staffId: string, date: BusinessDate): Promise<Plan | undefined> {
    const key = planKey(staffId, date);
    const stored = await this.streams.read(key.planId);
    if (stored.plan.drawn || !this.calendar.isWorkingDay(date)) return stored.plan;
    await this.facts.upToNow(PATIENCE_MS);
    const { dayKind, capacity } = await this.room(staffId, date);
    if (capacity === 0) return stored.plan;
    const items = await this.propose(
      staffId,
      date,
      stored.plan,
      openClients(await this.items.openBeside(staffId, date)),
    );
    const provisional = this.calendar.provisional(+date.slice(0, 4));
    const command = { type: 'DrawPlan' as const, data: { ...key, dayKind, capacity, provisional, items } };
    return this.streams.changeAsRead(key.planId, [{ command, cause: 'the day', businessDate: date }], stored);
  }
}
