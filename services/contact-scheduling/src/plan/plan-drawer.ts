import type { BusinessCalendar, BusinessDate, DayKind, PlannedItem } from '@hengxin/contracts';
import { CALENDAR, persistently } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { type DayRoom, roomOf } from '../leave/availability.policy.js';
import { LeaveQueries } from '../leave/leaves.projection.js';
import type { OpenClients } from './draw-plan.policy.js';
import { openClients } from './open-clients.policy.js';
import type { Plan } from './plan.decider.js';
import { planKey } from '../plan-ids.js';
import type { PlanKey } from './plan.commands.js';
import { PlanItemsQueries } from './plan-items.queries.js';
import { FactsAtHand, FactsUnderWay } from '../client-facts/facts-at-hand.js';
import { PlanStreams, type StoredPlan } from './plan-streams.js';
import { type Asked, Proposals } from './proposals.js';

/** How long a plan waits for facts on their way before it is not drawn. */
const FACTS_WITHIN_MS = 5_000;
/** Of many plans those that share a look at the facts and an append; more would hold up those who look at theirs. */
const PAGE = 25;
/** Pages at the same time: while one waits for facts, the database answers another and a third is worked out. */
const PAGES_AT_ONCE = 3;

/** A plan as it was read. */
interface Found {
  readonly key: PlanKey;
  readonly stored: StoredPlan;
}

/** One that is to be drawn, on a day with places. */
interface Drawing extends Found, Asked {
  readonly dayKind: DayKind;
}

/** Draws plans from all that is known at the moment. */
@Injectable()
export class PlanDrawer {
  private readonly underWay = new Map<string, Promise<Plan>>();

  constructor(
    private readonly items: PlanItemsQueries,
    private readonly streams: PlanStreams,
    private readonly facts: FactsAtHand,
    private readonly leaves: LeaveQueries,
    private readonly proposals: Proposals,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {}

  /**
   * What rule 1 plans for a day as far as is known now, beside the items that the plan has already and those that stand
   * open on other days; and behind it, beyond the day's places, clients of colleagues on leave.
   */
  async propose(staffId: string, date: BusinessDate, plan: Plan, open: OpenClients): Promise<PlannedItem[]> {
    const { capacity } = await this.room(staffId, date);
    if (capacity === 0) return [];
    const [items] = await this.proposals.of([{ key: planKey(staffId, date), capacity, plan, open }], date);
    return items!;
  }

  /**
   * The plan of a day, drawn now if that was not done yet. Without anything to plan it stays undrawn, as on days off.
   * Throws FactsUnderWay where not all events have been read yet: then nothing is drawn.
   */
  async draw(staffId: string, date: BusinessDate): Promise<Plan> {
    const [plan] = await this.drawTogether([staffId], date);
    return plan!;
  }

  /**
   * The same for many, a page at a time and for as long as it `mayGoOn`. Answers how many of them have a drawn plan by
   * then.
   */
  async drawAll(staffIds: readonly string[], date: BusinessDate, mayGoOn = () => true): Promise<number> {
    const waiting = [...staffIds];
    let drawn = 0;
    const work = async (): Promise<void> => {
      while (waiting.length > 0 && mayGoOn()) {
        const plans = await this.drawTogether(waiting.splice(0, PAGE), date);
        drawn += plans.filter((plan) => plan.drawn).length;
      }
    };
    await Promise.all(Array.from({ length: PAGES_AT_ONCE }, work));
    return drawn;
  }

  /** Those that are under way are waited for; the others share their first attempt. */
  private drawTogether(staffIds: readonly string[], date: BusinessDate): Promise<Plan[]> {
    const keyOf = (staffId: string) => `${staffId} ${date}`;
    const idle = staffIds.filter((staffId) => !this.underWay.has(keyOf(staffId)));
    const together = idle.length > 0 ? this.attempt(idle, date) : undefined;
    for (const staffId of idle) {
      const key = keyOf(staffId);
      const drawing = this.drawOnce(staffId, date, together!).finally(() => this.underWay.delete(key));
      this.underWay.set(key, drawing);
    }
    return Promise.all(staffIds.map((staffId) => this.underWay.get(keyOf(staffId))!));
  }

  /** Kind and places of somebody's day. */
  private async room(staffId: string, date: BusinessDate): Promise<DayRoom> {
    return roomOf(date, await this.leaves.mattering(staffId, date), this.calendar);
  }

  /** A plan that was changed meanwhile is drawn by itself. */
  private async drawOnce(
    staffId: string,
    date: BusinessDate,
    together: Promise<ReadonlyMap<string, Plan>>,
  ): Promise<Plan> {
    let first: Promise<ReadonlyMap<string, Plan>> | undefined = together;
    const attempt = async (): Promise<Plan | undefined> => {
      const plans = await (first ?? this.attempt([staffId], date));
      first = undefined;
      return plans.get(staffId);
    };
    const drawn = await persistently(attempt, performance.now() + FACTS_WITHIN_MS);
    if (!drawn) throw new FactsUnderWay('the plan is being changed all the time');
    return drawn;
  }

  /**
   * The plans by staff; one that was changed meanwhile is absent. They are read before the facts are waited for: what
   * closed one of their items has then been read, and what closes one later is a change.
   */
  private async attempt(staffIds: readonly string[], date: BusinessDate): Promise<ReadonlyMap<string, Plan>> {
    const found = await Promise.all(staffIds.map((staffId) => this.found(staffId, date)));
    const plans = new Map<string, Plan>(found.map(({ key, stored }) => [key.staffId, stored.plan]));
    const undrawn = found.filter(({ stored }) => !stored.plan.drawn);
    if (undrawn.length === 0 || !this.calendar.isWorkingDay(date)) return plans;
    await this.facts.upToNow(FACTS_WITHIN_MS);
    const drawings = await this.drawings(undrawn, date);
    const proposed = await this.proposals.of(drawings, date);
    await Promise.all(
      drawings.map(async (drawing, i) => {
        const { staffId } = drawing.key;
        const plan = await this.store(drawing, proposed[i]!);
        if (plan) plans.set(staffId, plan);
        else plans.delete(staffId);
      }),
    );
    return plans;
  }

  private async found(staffId: string, date: BusinessDate): Promise<Found> {
    const key = planKey(staffId, date);
    return { key, stored: await this.streams.read(key.planId) };
  }

  /** Those of the plans whose day has places. */
  private async drawings(undrawn: readonly Found[], date: BusinessDate): Promise<Drawing[]> {
    const staffIds = undrawn.map(({ key }) => key.staffId);
    const [rooms, standing] = await Promise.all([
      Promise.all(staffIds.map((staffId) => this.room(staffId, date))),
      this.items.standingBeside(staffIds, date),
    ]);
    const byStaff = Map.groupBy(standing, ({ staffId }) => staffId);
    return undrawn
      .map(({ key, stored }, i): Drawing => {
        const open = openClients(byStaff.get(key.staffId) ?? []);
        return { key, stored, plan: stored.plan, open, ...rooms[i]! };
      })
      .filter(({ capacity }) => capacity > 0);
  }

  /** Undefined where the plan was changed meanwhile. */
  private store({ key, stored, dayKind, capacity }: Drawing, items: PlannedItem[]): Promise<Plan | undefined> {
    const provisional = this.calendar.provisional(+key.date.slice(0, 4));
    const command = { type: 'DrawPlan' as const, data: { ...key, dayKind, capacity, provisional, items } };
    return this.streams.changeAsRead(key.planId, [{ command, cause: 'the day', businessDate: key.date }], stored);
  }
}
