import type { BusinessCalendar, BusinessDate } from '@hengxin/contracts';
import { CALENDAR, QueryRefused } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { allowedChannel } from '../client-facts/consent.rules.js';
import { planRejections } from '../plan/plan.rejections.js';
import { followUpDayOf, promptsAsOf, reasonAsOf } from '../plan/draw-plan.policy.js';
import type { Plan } from '../plan/plan.decider.js';
import { planKey } from '../plan-ids.js';
import { FactsUnderWay } from '../client-facts/facts-at-hand.js';
import { openClients } from '../plan/open-clients.policy.js';
import { PlanDrawer } from '../plan/plan-drawer.js';
import { NO_PLAN, PlanStreams } from '../plan/plan-streams.js';
import { type OpenItem, PlanItemsQueries } from '../plan/plan-items.queries.js';
import { PortfolioQueries } from '../client-facts/portfolio.queries.js';
import { LeaveQueries } from '../leave/leaves.projection.js';
import type { DatedItem, Day } from './day-view.js';

/**
 * Puts a day together: the plan out of its stream, what was missed before it, channels that are still allowed, and
 * reasons as of today.
 */
@Injectable()
export class DayLoader {
  constructor(
    private readonly streams: PlanStreams,
    private readonly drawer: PlanDrawer,
    private readonly items: PlanItemsQueries,
    private readonly portfolio: PortfolioQueries,
    private readonly leaves: LeaveQueries,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {}

  /**
   * `plans` is false for a person who keeps no clients: nothing is drawn for them. Today is drawn when it wasn't yet; a
   * day to come is computed.
   */
  async load(staffId: string, date: BusinessDate, today: BusinessDate, plans: boolean): Promise<Day> {
    const [stored, missed, leaves, covered] = await Promise.all([
      this.streams.read(planKey(staffId, date).planId),
      this.missedBefore(staffId, date < today ? date : today),
      this.leaves.mattering(staffId, date),
      plans ? this.leaves.coveredBy(staffId, date, date) : [],
    ]);
    let { plan } = stored;
    if (plans && date === today && !plan.drawn) plan = await this.drawn(staffId, date);
    const items = plan.items.map((item) => ({ item, date }));
    if (plans && date > today) items.push(...(await this.preview(staffId, date, today, plan)));
    // Who stands in this plan was missed no more: the read model need not know yet of a plan drawn a moment ago.
    const planned = new Set(items.map(({ item }) => item.clientId));
    const stillMissed = missed.filter(({ item }) => !planned.has(item.clientId));
    return {
      staffId,
      date,
      today,
      plan,
      plans,
      leaves,
      calendar: this.calendar,
      coverFor: [...new Set(covered.map((leave) => leave.staffId))],
      items: await this.asOfToday([...stillMissed, ...items], date, today),
    };
  }

  /** Open items of earlier days that no newer one has ended, oldest first. */
  private async missedBefore(staffId: string, before: BusinessDate): Promise<DatedItem[]> {
    return this.stillOpen(await this.items.openBefore(staffId, before));
  }

  /**
   * The read model says which items may be open, their streams whether they are. Of a plan that was drawn just now it
   * need not know any: all that are open in its stream.
   */
  private async stillOpen(known: readonly OpenItem[], drawnJustNow?: string): Promise<DatedItem[]> {
    const itemIds = new Set(known.map(({ itemId }) => itemId));
    const planIds = new Set(known.map(({ planId }) => planId));
    if (drawnJustNow !== undefined) planIds.add(drawnJustNow);
    const plans = await this.streams.readMany([...planIds]);
    return [...planIds].flatMap((planId) => {
      const { key, items } = (plans.get(planId) ?? NO_PLAN).plan;
      return items
        .filter(({ itemId, status }) => status === 'OPEN' && (planId === drawnJustNow || itemIds.has(itemId)))
        .map((item) => ({ item, date: key!.date }));
    });
  }

  private async drawn(staffId: string, date: BusinessDate): Promise<Plan> {
    try {
      return await this.drawer.draw(staffId, date);
    } catch (error) {
      throw error instanceof FactsUnderWay ? QueryRefused.of(planRejections.PLAN_NOT_READY()) : error;
    }
  }

  /** Today's plan may have been drawn a moment ago: the read model need not know it yet. */
  private async preview(staffId: string, date: BusinessDate, today: BusinessDate, plan: Plan): Promise<DatedItem[]> {
    const open = await this.stillOpen(await this.items.openBeside(staffId, date), planKey(staffId, today).planId);
    const standing = openClients(
      open.map(({ item }) => ({ clientId: item.clientId, followUpOn: followUpDayOf(item.reason) })),
    );
    const proposed = await this.drawer.propose(staffId, date, plan, standing);
    return proposed.map((item) => ({ item: { ...item, status: 'OPEN', note: null, until: null }, date }));
  }

  /**
   * Since the plan was drawn a consent may have ended, and days have passed: an open item suggests what is allowed and
   * says how things stand now.
   */
  private async asOfToday(dated: readonly DatedItem[], date: BusinessDate, today: BusinessDate): Promise<DatedItem[]> {
    const shown = date > today ? date : today;
    const open = dated.filter(({ item }) => item.status === 'OPEN');
    if (open.length === 0) return [...dated];
    const clients = await this.portfolio.byIds(
      open.map(({ item }) => item.clientId),
      shown,
    );
    return dated.map(({ item, date }) => {
      const client = item.status === 'OPEN' ? clients.get(item.clientId) : undefined;
      if (!client) return { item, date };
      const on = date > today ? date : today;
      const channel = allowedChannel(item.channel, client, on) ?? item.channel;
      return {
        item: { ...item, channel, reason: reasonAsOf(item.reason, client, on), ...promptsAsOf(item, client, on) },
        date,
      };
    });
  }
}
