import { type BusinessDate, chinaCalendar, type PlannedItem } from '@hengxin/contracts';
import { Injectable } from '@nestjs/common';
import { persistently } from '@hengxin/service-kit';
import { type DayRoom, roomOf } from '../leave/availability.policy.js';
import { LeaveQueries } from '../leave/leaves.projection.js';
import { drawPlan, type OpenClients } from './draw-plan.policy.js';
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
  ) {}

  /**
   * What rule 1 plans for a day as far as is known now, beside the items that the plan has already and those that stand
   * open before it.
   */
  async propose(staffId: string, date: BusinessDate, plan: Plan, open: OpenClients): Promise<PlannedItem[]> {
    const { capacity } = await this.room(staffId, date);
    if (capacity === 0) return [];
    const candidates = await this.portfolio.candidates(staffId, date);
    const key = planKey(staffId, date);
    return drawPlan({ date, capacity }, candidates, open, clientsOf(plan)).map((line) => plannedItem(key, line));
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
    return roomOf(date, await this.leaves.mattering(staffId, date), chinaCalendar);
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
    if (stored.plan.drawn || !chinaCalendar.isWorkingDay(date)) return stored.plan;
    await this.facts.upToNow(PATIENCE_MS);
    const { dayKind, capacity } = await this.room(staffId, date);
    if (capacity === 0) return stored.plan;
    const items = await this.propose(
      staffId,
      date,
      stored.plan,
      openClients(await this.items.openBefore(staffId, date)),
    );
    const provisional = chinaCalendar.provisional(+date.slice(0, 4));
    const command = { type: 'DrawPlan' as const, data: { ...key, dayKind, capacity, provisional, items } };
    return this.streams.changeAsRead(key.planId, [{ command, cause: 'the day', businessDate: date }], stored);
  }
}

/** Clients of open items, each with the latest follow-up that its items were planned for. */
export function openClients(
  items: readonly { readonly clientId: string; readonly followUpOn: BusinessDate | null }[],
): OpenClients {
  const open = new Map<string, BusinessDate | null>();
  for (const { clientId, followUpOn } of items) {
    const known = open.get(clientId) ?? null;
    open.set(clientId, known !== null && (followUpOn === null || followUpOn < known) ? known : followUpOn);
  }
  return open;
}
