import type { BusinessDate } from '@hengxin/contracts';
import { QueryRefused } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { allowedChannel } from '../domain/consent.js';
import { planRejections } from '../domain/plan.rejections.js';
import type { Plan } from '../domain/plan.decider.js';
import { planKey } from '../plan-ids.js';
import { FactsUnderWay } from '../reactions/facts-at-hand.js';
import { PlanDrawer } from '../reactions/plan-drawer.js';
import { PlanStreams } from '../reactions/plan-streams.js';
import { PlanItemsQueries } from '../read-models/plan-items.queries.js';
import { PortfolioQueries } from '../read-models/portfolio.queries.js';
import type { DatedItem, Day } from './day-view.js';

/** Puts a day together: the plan out of its stream, what was missed before it, and channels that are still allowed. */
@Injectable()
export class DayLoader {
  constructor(
    private readonly streams: PlanStreams,
    private readonly drawer: PlanDrawer,
    private readonly items: PlanItemsQueries,
    private readonly portfolio: PortfolioQueries,
  ) {}

  /** `plans` is false for whoever keeps no clients: nothing is drawn for them. Today is drawn when it wasn't yet; a day to come is computed. */
  async load(staffId: string, date: BusinessDate, today: BusinessDate, plans: boolean): Promise<Day> {
    const [stored, missed] = await Promise.all([
      this.streams.read(planKey(staffId, date).planId),
      this.openBefore(staffId, date < today ? date : today),
    ]);
    let { plan } = stored;
    if (plans && date === today && !plan.drawn) plan = await this.drawn(staffId, date);
    const items = plan.items.map((item) => ({ item, date }));
    if (plans && date > today) items.push(...(await this.preview(staffId, date, today, plan)));
    return { staffId, date, today, plan, plans, items: await this.withChannels([...missed, ...items], today) };
  }

  /** Open items of earlier days, oldest first. The read model says where they may be, their streams whether they are open. */
  private async openBefore(staffId: string, before: BusinessDate, drawnJustNow: readonly string[] = []): Promise<DatedItem[]> {
    const known = await this.items.openBefore(staffId, before);
    const planIds = [...new Set([...known.map(({ planId }) => planId), ...drawnJustNow])];
    const plans = await this.streams.readMany(planIds);
    return planIds
      .flatMap((planId) => plans.get(planId)?.plan ?? [])
      .flatMap(({ key, items }) => items.filter(({ status }) => status === 'OPEN').map((item) => ({ item, date: key!.date })));
  }

  private async drawn(staffId: string, date: BusinessDate): Promise<Plan> {
    try {
      return await this.drawer.draw(staffId, date);
    } catch (error) {
      throw error instanceof FactsUnderWay ? QueryRefused.of(planRejections.PLAN_NOT_READY()) : error;
    }
  }

  /** Whoever stands open before isn't planned again. Today's plan may have been drawn a moment ago: the read model need not know it yet. */
  private async preview(staffId: string, date: BusinessDate, today: BusinessDate, plan: Plan): Promise<DatedItem[]> {
    const open = await this.openBefore(staffId, date, [planKey(staffId, today).planId]);
    const proposed = await this.drawer.propose(
      staffId,
      date,
      plan,
      open.map(({ item }) => item),
    );
    return proposed.map((item) => ({ item: { ...item, status: 'OPEN', note: null, until: null }, date }));
  }

  /** A consent may have ended since the plan was drawn: an open item then suggests another channel that is still allowed. */
  private async withChannels(dated: readonly DatedItem[], today: BusinessDate): Promise<DatedItem[]> {
    const open = dated.filter(({ item }) => item.status === 'OPEN');
    if (open.length === 0) return [...dated];
    const allowed = await this.portfolio.consents(open.map(({ item }) => item.clientId));
    return dated.map(({ item, date }) => {
      const client = item.status === 'OPEN' ? allowed.get(item.clientId) : undefined;
      if (!client) return { item, date };
      const on = date > today ? date : today;
      return { item: { ...item, channel: allowedChannel(item.channel, client, on) ?? item.channel }, date };
    });
  }
}
