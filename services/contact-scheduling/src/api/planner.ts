import { Plan as PlanAggregate } from '@hengxin/contracts';
import { Clock, type CommandResult, CommandRunner, Progress, type RequestContext } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { PLAN_ITEMS } from '../consumers.js';
import { addedLine } from '../domain/draw-plan.js';
import type { AddItem, Given, PlanCommand } from '../domain/plan.commands.js';
import { type Plan, planDecider, type PlanEvent } from '../domain/plan.decider.js';
import { plannedItem, planKey } from '../plan-ids.js';
import { PlanItemsQueries } from '../read-models/plan-items.queries.js';
import { PortfolioQueries } from '../read-models/portfolio.queries.js';
import { DayBook } from './day-book.js';
import type { AddPlanItemInput, DeferPlanItemInput, SkipPlanItemInput } from './plan.inputs.js';

export type Planned = CommandResult<Plan, PlanEvent>;

/** How long an item that is nowhere to be found is waited for: it may have been planned a moment ago. */
const PATIENCE_MS = 2_000;

/** Brings a caller's commands to the plan they are meant for, with the facts they are decided on. */
@Injectable()
export class Planner {
  constructor(
    private readonly runner: CommandRunner,
    private readonly clock: Clock,
    private readonly items: PlanItemsQueries,
    private readonly portfolio: PortfolioQueries,
    private readonly progress: Progress,
    private readonly book: DayBook,
  ) {}

  async defer(input: DeferPlanItemInput, context: RequestContext): Promise<Planned> {
    const { planItemId: itemId, to, reason } = input;
    return this.execute(
      await this.planOf(itemId, context),
      { type: 'DeferItem', data: { ...this.given(context), itemId, to, reason } },
      input,
      context,
    );
  }

  async skip(input: SkipPlanItemInput, context: RequestContext): Promise<Planned> {
    const { planItemId: itemId, reason } = input;
    return this.execute(
      await this.planOf(itemId, context),
      { type: 'SkipItem', data: { ...this.given(context), itemId, reason } },
      input,
      context,
    );
  }

  /** Without a day: today. Sent again on a later day it still means the day on which it was sent first. */
  async add(input: AddPlanItemInput, context: RequestContext): Promise<Planned> {
    const date = input.date ?? (await this.items.dayOfCommand(context.caller.id, input.commandId)) ?? this.clock.today();
    const { id: staffId } = context.caller;
    const { clientId, reason } = input;
    const key = planKey(staffId, date);
    const [candidate, openOn] = await Promise.all([
      this.portfolio.candidate(staffId, clientId, date),
      this.items.openElsewhere(staffId, clientId, date),
    ]);
    const line = candidate && addedLine(candidate, date);
    const item = line && plannedItem(key, line);
    const command: AddItem = {
      type: 'AddItem',
      data: { ...this.given(context), ...key, clientId, kept: candidate !== null, openOn, item, reason },
    };
    return this.execute(key.planId, command, input, context);
  }

  private async execute(planId: string, command: PlanCommand, input: { commandId: string }, context: RequestContext): Promise<Planned> {
    const { commandId } = input;
    const order = {
      aggregate: PlanAggregate,
      decider: planDecider,
      id: planId,
      command,
      commandId,
      input: { ...input, command: command.type },
      context,
    };
    const result = await this.runner.execute<PlanCommand, PlanEvent, Plan>(order);
    this.book.forget([context.caller.id]);
    return result;
  }

  /** The plan an item stands in. For an unknown item the caller's plan of today, which then says so. */
  private async planOf(itemId: string, { caller }: RequestContext): Promise<string> {
    const row = (await this.items.byIds([itemId])).get(itemId) ?? (await this.laterFound(itemId));
    return row?.planId ?? planKey(caller.id, this.clock.today()).planId;
  }

  private async laterFound(itemId: string) {
    await this.progress.caughtUp([PLAN_ITEMS], PATIENCE_MS).catch(() => undefined);
    return (await this.items.byIds([itemId])).get(itemId);
  }

  private given({ caller }: RequestContext): Given {
    return { callerId: caller.id, now: this.clock.instant(), today: this.clock.today() };
  }
}
