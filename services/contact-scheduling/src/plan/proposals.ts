import type { BusinessDate, PlannedItem } from '@hengxin/contracts';
import { Injectable } from '@nestjs/common';
import { PortfolioQueries } from '../client-facts/portfolio.queries.js';
import { CoverOffers } from '../leave/cover-offers.js';
import { LeaveQueries } from '../leave/leaves.projection.js';
import { plannedItem } from '../plan-ids.js';
import { type Candidate, drawPlan, type OpenClients } from './draw-plan.policy.js';
import type { PlanKey } from './plan.commands.js';
import { clientsOf, type Plan } from './plan.decider.js';
import { type Glance, isEnough, type Shortlist, shortlistOf } from './shortlist.policy.js';

/** What is to be proposed for the day of a relationship manager. */
export interface Asked {
  readonly key: PlanKey;
  /** Above 0. */
  readonly capacity: number;
  readonly plan: Plan;
  /** What stands open on other days. */
  readonly open: OpenClients;
}

const NOBODY: Glance = { clientIds: [], contactsAYear: [], daysSinceContact: [], speaks: [] };

/** Works out what rule 1 plans for relationship managers on a day: for one as for many, by the same few statements. */
@Injectable()
export class Proposals {
  constructor(
    private readonly portfolio: PortfolioQueries,
    private readonly leaves: LeaveQueries,
    private readonly covers: CoverOffers,
  ) {}

  /**
   * The items of each, in the order asked, beside what the plan has already; and behind them, beyond the day's places,
   * clients of colleagues on leave.
   */
  async of(asked: readonly Asked[], date: BusinessDate): Promise<PlannedItem[][]> {
    if (asked.length === 0) return [];
    const staffIds = asked.map(({ key }) => key.staffId);
    const [glances, covering] = await Promise.all([
      this.portfolio.glances(staffIds, date),
      this.leaves.coveringOn(staffIds, date),
    ]);
    const lists = asked.map(({ key, capacity, plan, open }) =>
      shortlistOf(glances.get(key.staffId) ?? NOBODY, capacity, open, clientsOf(plan)),
    );
    const clients = await this.candidates(asked, lists, date);
    return Promise.all(
      asked.map(async ({ key, capacity, plan, open }, i) => {
        const own = drawPlan({ date, capacity }, known(lists[i]!, clients), open, clientsOf(plan));
        const items = own.map((line) => plannedItem(key, line));
        if (!covering.has(key.staffId)) return items;
        return [...items, ...(await this.covers.propose(key.staffId, date, plan, open))];
      }),
    );
  }

  /** Those whom the plans need: the rest of a list only where its first ones do not fill the plan. */
  private async candidates(
    asked: readonly Asked[],
    lists: readonly Shortlist[],
    date: BusinessDate,
  ): Promise<ReadonlyMap<string, Candidate>> {
    const first = lists.flatMap(({ speaking, pressing }) => [...speaking, ...pressing]);
    const clients = await this.portfolio.byIds(first, date);
    const wanted = lists.flatMap((list, i) =>
      isEnough(list, clients, { date, capacity: asked[i]!.capacity }) ? [] : list.others,
    );
    if (wanted.length === 0) return clients;
    return new Map([...clients, ...(await this.portfolio.byIds(wanted, date))]);
  }
}

function known({ speaking, pressing, others }: Shortlist, clients: ReadonlyMap<string, Candidate>): Candidate[] {
  return [...speaking, ...pressing, ...others].flatMap((clientId) => clients.get(clientId) ?? []);
}
