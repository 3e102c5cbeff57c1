import { type BusinessDate, chinaCalendar, type PlannedItem } from '@hengxin/contracts';
import { Injectable } from '@nestjs/common';
import { capacityOf, drawPlan } from '../domain/draw-plan.js';
import type { Plan } from '../domain/plan.decider.js';
import { plannedItem, planKey } from '../plan-ids.js';
import { PlanItemsQueries } from '../read-models/plan-items.queries.js';
import { PortfolioQueries } from '../read-models/portfolio.queries.js';
import { FactsAtHand } from './facts-at-hand.js';
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
  ) {}

  /** What rule 1 plans for a day as far as is known now, beside the items that the plan has already and those that stand open before it. */
  async propose(staffId: string, date: BusinessDate, plan: Plan, open: readonly { readonly clientId: string }[]): Promise<PlannedItem[]> {
    const candidates = await this.portfolio.candidates(staffId, date);
    const taken = new Set([...open, ...plan.items].map(({ clientId }) => clientId));
    const key = planKey(staffId, date);
    return drawPlan({ date, capacity: capacityOf(chinaCalendar.isWorkingDay(date)) }, candidates, taken).map((line) =>
      plannedItem(key, line),
    );
  }

  /**
   * The plan of a day, drawn now if that was not done yet. Without anything to plan it stays undrawn, as on days off. Throws FactsUnderWay
   * where not all is heard yet: then nothing is drawn.
   */
  draw(staffId: string, date: BusinessDate): Promise<Plan> {
    const key = `${staffId} ${date}`;
    const known = this.underWay.get(key);
    if (known) return known;
    const drawing = this.drawOnce(staffId, date).finally(() => this.underWay.delete(key));
    this.underWay.set(key, drawing);
    return drawing;
  }

  private async drawOnce(staffId: string, date: BusinessDate): Promise<Plan> {
    const key = planKey(staffId, date);
    const dayKind = chinaCalendar.dayKind(date);
    const capacity = capacityOf(chinaCalendar.isWorkingDay(date));
    if (capacity > 0) await this.facts.upToNow(PATIENCE_MS);
    const stored = await this.streams.read(key.planId);
    if (stored.plan.drawn || capacity === 0) return stored.plan;
    const items = await this.propose(staffId, date, stored.plan, await this.items.openBefore(staffId, date));
    const provisional = chinaCalendar.provisional(+date.slice(0, 4));
    const command = { type: 'DrawPlan' as const, data: { ...key, dayKind, capacity, provisional, items } };
    return this.streams.change(key.planId, [{ command, cause: 'the day', businessDate: date }], stored);
  }
}
