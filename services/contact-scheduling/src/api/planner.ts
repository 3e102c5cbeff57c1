import { setTimeout as pause } from 'node:timers/promises';
import { type BusinessDate, Plan as PlanAggregate } from '@hengxin/contracts';
import { NotYetVisible } from '@hengxin/event-bus';
import {
  Clock,
  type CommandResult,
  CommandRunner,
  Progress,
  QueryRefused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { CONTACTS, FACTS, PLAN_ITEMS } from '../consumers.js';
import { addedLine, type Candidate, type PlanLine } from '../domain/draw-plan.js';
import type { AddItem, Given, PlanCommand } from '../domain/plan.commands.js';
import { type Plan, planDecider, type PlanEvent } from '../domain/plan.decider.js';
import { addedItem, planKey } from '../plan-ids.js';
import { planRejections } from '../domain/plan.rejections.js';
import { PlanItemsQueries } from '../read-models/plan-items.queries.js';
import { PortfolioQueries } from '../read-models/portfolio.queries.js';
import { DayBook } from './day-book.js';
import { FactsAtHand } from '../reactions/facts-at-hand.js';
import { PlanPositions } from './plan-positions.js';
import type { AddPlanItemInput, DeferPlanItemInput, SkipPlanItemInput } from './plan.inputs.js';

export type Planned = CommandResult<Plan, PlanEvent>;

/** How long a command waits until everything has been heard that was stored before it. */
const PATIENCE_MS = 2_000;
const ASK_AGAIN_MS = 100;

interface Grounds {
  readonly kept: boolean;
  /** The day of another plan in which the client stands open; null for none. */
  readonly openOn: BusinessDate | null;
  /** Null where the client may not be planned. */
  readonly line: PlanLine | null;
}

/** Brings a caller's commands to the plan they are meant for, with the facts they are decided on. */
@Injectable()
export class Planner {
  private plansSinceStart: Promise<void> | undefined;

  constructor(
    private readonly runner: CommandRunner,
    private readonly clock: Clock,
    private readonly items: PlanItemsQueries,
    private readonly portfolio: PortfolioQueries,
    private readonly progress: Progress,
    private readonly book: DayBook,
    private readonly positions: PlanPositions,
    private readonly facts: FactsAtHand,
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
    const { id: staffId } = context.caller;
    const { clientId, commandId, reason } = input;
    const dayBefore = () => this.items.dayOfCommand(staffId, commandId);
    // What was carried out before is answered out of its stream, whatever is on its way.
    const known = await dayBefore();
    if (known === null) {
      this.refuseWhileLoading();
      await this.heardOf(staffId);
    }
    const date = input.date ?? known ?? (await dayBefore()) ?? this.clock.today();
    let grounds = await this.groundsFor(staffId, clientId, date);
    // A client who may be planned is planned on what is known; should that have changed a moment ago, upkeep takes the item back.
    if (known === null && !grounds.line) {
      await this.heard(FACTS);
      grounds = await this.groundsFor(staffId, clientId, date, PATIENCE_MS);
    }
    const { kept, openOn, line } = grounds;
    const key = planKey(staffId, date);
    const item = line && addedItem(staffId, commandId, line);
    const command: AddItem = {
      type: 'AddItem',
      data: { ...this.given(context), ...key, clientId, kept, openOn, item, reason },
    };
    return this.execute(key.planId, command, input, context);
  }

  /** What an item by hand is decided on, as far as is known. `patienceMs`: how long news from a topic are waited for. */
  private async groundsFor(staffId: string, clientId: string, date: BusinessDate, patienceMs = 0): Promise<Grounds> {
    const [candidate, openOn] = await Promise.all([
      this.candidate(staffId, clientId, date, patienceMs),
      this.items.openElsewhere(staffId, clientId, date),
    ]);
    return { kept: candidate !== null, openOn, line: candidate && addedLine(candidate, date) };
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
    if (result.accepted) this.positions.changed(context.caller.id, result.position);
    this.book.forget([context.caller.id]);
    return result;
  }

  /** The plan an item stands in. For an unknown item the caller's plan of today, which then says so. */
  private async planOf(itemId: string, { caller }: RequestContext): Promise<string> {
    const row = (await this.items.byIds([itemId])).get(itemId) ?? (await this.laterFound(itemId));
    return row?.planId ?? planKey(caller.id, this.clock.today()).planId;
  }

  private async laterFound(itemId: string) {
    await this.heard([PLAN_ITEMS]);
    return (await this.items.byIds([itemId])).get(itemId);
  }

  /** A topic holds what a relay has sent, and what was stored a moment ago may be on its way to it: nobody is refused for that at once. */
  private async candidate(staffId: string, clientId: string, date: BusinessDate, patienceMs: number): Promise<Candidate | null> {
    const until = performance.now() + patienceMs;
    let found = await this.portfolio.candidate(staffId, clientId, date);
    while (this.progress.topics && !(found && addedLine(found, date)) && performance.now() < until) {
      await pause(ASK_AGAIN_MS);
      found = await this.portfolio.candidate(staffId, clientId, date);
    }
    return found;
  }

  /** Half of a bank is stored: neither an answer nor a refusal would hold. */
  private refuseWhileLoading(): void {
    if (this.facts.isLoading()) throw QueryRefused.of(planRejections.PLAN_NOT_READY());
  }

  /** A refusal is kept for good, so none is made of what has not been heard yet: the caller may send the same command again. */
  private heard(consumers: readonly string[]): Promise<void> {
    return this.visible(this.progress.caughtUp(consumers, PATIENCE_MS));
  }

  private async visible(waiting: Promise<unknown>): Promise<void> {
    try {
      await waiting;
    } catch (error) {
      throw error instanceof NotYetVisible ? QueryRefused.of(sharedRejections.NOT_YET_VISIBLE()) : error;
    }
  }

  /** Where clients stand open already, and when the last contact was: what an item tells, and what no upkeep would put right. */
  private async heardOf(staffId: string): Promise<void> {
    const plans = this.positions.of(staffId).map((position) => this.progress.waitFor(position, [PLAN_ITEMS], PATIENCE_MS));
    await this.visible(Promise.all([this.sinceStart(), ...plans, this.progress.caughtUp([CONTACTS], PATIENCE_MS)]));
  }

  /** Once in a process: what was planned before it started has no position here. */
  private sinceStart(): Promise<void> {
    this.plansSinceStart ??= this.progress.caughtUp([PLAN_ITEMS], PATIENCE_MS).catch((error: unknown) => {
      this.plansSinceStart = undefined;
      throw error;
    });
    return this.plansSinceStart;
  }

  private given({ caller }: RequestContext): Given {
    return { callerId: caller.id, now: this.clock.instant(), today: this.clock.today() };
  }
}
