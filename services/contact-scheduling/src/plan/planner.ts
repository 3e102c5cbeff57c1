import { pause } from '@hengxin/waiting';
import { Plan as PlanAggregate } from '@hengxin/contracts';
import { NotYetVisible } from '@hengxin/event-bus';
import {
  Clock,
  type CommandAnswer,
  type CommandResult,
  CommandHandler,
  Progress,
  QueryRefused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { CONTACTS, FACTS, PLAN_ITEMS } from '../consumers.js';
import { addedLine, type PlanLine } from './draw-plan.policy.js';
import type { AddItem, Given, PlanCommand } from './plan.commands.js';
import { type Plan, planDecider, type PlanEvent } from './plan.decider.js';
import { addedItem, planKey } from '../plan-ids.js';
import { planRejections } from './plan.rejections.js';
import { type Adding, AddingQueries, type BeforeAdding } from './adding.queries.js';
import { PlanItemsQueries } from './plan-items.queries.js';
import { DayBook } from '../my-day/day-book.js';
import { FactsAtHand } from '../client-facts/facts-at-hand.js';
import { clientsIn, PlanPositions } from './plan-positions.js';
import type { AddPlanItemInput, DeferPlanItemInput, SkipPlanItemInput } from './plan.inputs.js';

export type Planned = CommandResult<Plan, PlanEvent>;

/** How long a command waits until everything has been read that was stored before it. */
const READ_WITHIN_MS = 2_000;
const ASK_AGAIN_MS = 100;

/** Null where the client may not be planned. */
const lineOf = ({ candidate, date }: BeforeAdding): PlanLine | null => candidate && addedLine(candidate, date);
const isNew = ({ carriedOut, answered }: BeforeAdding): boolean => !carriedOut && answered === null;

/** Brings a caller's commands to the plan they are meant for, with the facts they are decided on. */
@Injectable()
export class Planner {
  private plansSinceStart: Promise<void> | undefined;

  constructor(
    private readonly runner: CommandHandler,
    private readonly clock: Clock,
    private readonly items: PlanItemsQueries,
    private readonly adding: AddingQueries,
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
    const adding = { staffId, clientId, commandId, date: input.date ?? null };
    let before = await this.heardOrKnown(adding);
    // A client who may be planned is planned on what is known; should that have changed a moment ago, upkeep takes the
    // item back.
    if (isNew(before) && (before.onLeave || !lineOf(before))) {
      await this.heard(FACTS);
      before = await this.latest(adding);
    }
    const { date, candidate, openOn, onLeave, answered } = before;
    const key = planKey(staffId, date);
    const line = lineOf(before);
    const item = line && addedItem(staffId, commandId, line);
    const command: AddItem = {
      type: 'AddItem',
      data: { ...this.given(context), ...key, clientId, kept: candidate !== null, openOn, onLeave, item, reason },
    };
    return this.execute(key.planId, command, input, context, answered);
  }

  /**
   * What is known once the client's news has arrived. What was answered before is answered again, even with more on its
   * way.
   */
  private async heardOrKnown(adding: Adding): Promise<BeforeAdding> {
    try {
      this.refuseWhileLoading();
      await this.heardOf(adding);
    } catch (error) {
      const before = await this.adding.before(adding);
      if (isNew(before)) throw error;
      return before;
    }
    return this.adding.before(adding);
  }

  /**
   * A topic holds what a relay has sent, and what was stored a moment ago may be on its way to it: nobody is refused
   * for that at once.
   */
  private async latest(adding: Adding): Promise<BeforeAdding> {
    const until = performance.now() + READ_WITHIN_MS;
    let before = await this.adding.before(adding);
    while (this.progress.topics && !lineOf(before) && performance.now() < until) {
      await pause(ASK_AGAIN_MS);
      before = await this.adding.before(adding);
    }
    return before;
  }

  private async execute(
    planId: string,
    command: PlanCommand,
    input: { commandId: string },
    context: RequestContext,
    answered?: CommandAnswer | null,
  ): Promise<Planned> {
    const { commandId } = input;
    const order = {
      aggregate: PlanAggregate,
      decider: planDecider,
      id: planId,
      command,
      commandId,
      input: { ...input, command: command.type },
      context,
      ...(answered !== undefined && { answered }),
    };
    const result = await this.runner.execute<PlanCommand, PlanEvent, Plan>(order);
    if (result.accepted) this.positions.changed(context.caller.id, result.events.flatMap(clientsIn), result.position);
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

  /** Half of a bank is stored: neither an answer nor a refusal would hold. */
  private refuseWhileLoading(): void {
    if (this.facts.isLoading()) throw QueryRefused.of(planRejections.PLAN_NOT_READY());
  }

  /**
   * A refusal is kept for good, so none is made of events that have not been read yet: the caller may send the same
   * command again.
   */
  private heard(consumers: readonly string[]): Promise<void> {
    return this.visible(this.progress.caughtUp(consumers, READ_WITHIN_MS));
  }

  private async visible(waiting: Promise<unknown>): Promise<void> {
    try {
      await waiting;
    } catch (error) {
      throw error instanceof NotYetVisible ? QueryRefused.of(sharedRejections.NOT_YET_VISIBLE()) : error;
    }
  }

  /**
   * Where the client stands open already, and when the last contact was: what an item tells, and what no upkeep would
   * put right.
   */
  private async heardOf({ staffId, clientId }: Adding): Promise<void> {
    const plans = this.positions
      .of(staffId, clientId)
      .map((position) => this.progress.waitFor(position, [PLAN_ITEMS], READ_WITHIN_MS));
    await this.visible(Promise.all([this.sinceStart(), ...plans, this.progress.caughtUp([CONTACTS], READ_WITHIN_MS)]));
  }

  /** Once in a process: what was planned before it started has no position here. */
  private sinceStart(): Promise<void> {
    this.plansSinceStart ??= this.progress.caughtUp([PLAN_ITEMS], READ_WITHIN_MS).catch((error: unknown) => {
      this.plansSinceStart = undefined;
      throw error;
    });
    return this.plansSinceStart;
  }

  private given({ caller }: RequestContext): Given {
    return { callerId: caller.id, now: this.clock.instant(), today: this.clock.today() };
  }
}
