import { isRejected } from '@hengxin/event-sourcing';
import { UnitScope } from '@hengxin/identity';
import {
  Allow,
  Clock,
  parseInput,
  type Payload,
  payloadOf,
  ReadsFrom,
  refused,
  type RequestContext,
  ScopedReference,
} from '@hengxin/service-kit';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { z } from 'zod';
import {
  CLIENT_TOPICS,
  CLIENT_TRIES,
  CONTACTS,
  DIRECTORY_CONSUMER,
  PLAN_ITEMS,
  PLAYBOOKS,
  USED_TOPICS,
} from '../consumers.js';
import type { Plan, PlanEvent } from './plan.decider.js';
import { PlanStreams } from './plan-streams.js';
import { type ItemPlace, PlanItemsQueries } from './plan-items.queries.js';
import { datedItem, type PlanItemView, viewOfItem } from '../my-day/day-view.js';
import { AddPlanItemInput, DeferPlanItemInput, SkipPlanItemInput } from './plan.inputs.js';
import { type Planned, Planner } from './planner.js';

export type PlanItemPayload = Payload & { readonly planItem?: PlanItemView | null };

@Resolver('PlanItem')
export class PlanItemsResolver {
  constructor(
    private readonly planner: Planner,
    private readonly streams: PlanStreams,
    private readonly items: PlanItemsQueries,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
  ) {}

  @Mutation()
  @Allow('RM')
  deferPlanItem(@Args('input') input: unknown, @Context() context: RequestContext): Promise<PlanItemPayload> {
    return this.carryOut(DeferPlanItemInput, input, context, (parsed) => this.planner.defer(parsed, context));
  }

  @Mutation()
  @Allow('RM')
  skipPlanItem(@Args('input') input: unknown, @Context() context: RequestContext): Promise<PlanItemPayload> {
    return this.carryOut(SkipPlanItemInput, input, context, (parsed) => this.planner.skip(parsed, context));
  }

  @Mutation()
  @Allow('RM')
  addPlanItem(@Args('input') input: unknown, @Context() context: RequestContext): Promise<PlanItemPayload> {
    return this.carryOut(AddPlanItemInput, input, context, (parsed) => this.planner.add(parsed, context));
  }

  /**
   * Items by id, as they stand in their plans. The relationship manager sees the own ones, and those of the own clients
   * in the plan of a cover; a unit head those of the subtree.
   */
  @ScopedReference(
    'PlanItem',
    ...(['date', 'client', 'reason', 'channel', 'status', 'dueSince', 'prompts', 'coverFor'] as const),
  )
  @ReadsFrom(CLIENT_TOPICS, CLIENT_TRIES, CONTACTS, PLAN_ITEMS, PLAYBOOKS, DIRECTORY_CONSUMER, USED_TOPICS)
  async planItems(ids: readonly string[], context: RequestContext): Promise<(PlanItemView | null)[]> {
    const rows = await this.items.byIds(ids);
    const plans = await this.streams.readMany([...new Set([...rows.values()].map(({ planId }) => planId))]);
    return ids.map((id) => {
      const row = rows.get(id);
      const dated = row && this.mayRead(context, row) ? datedItem(plans.get(row.planId)?.plan, id) : undefined;
      return dated ? viewOfItem(dated, this.clock.today(), context.language) : null;
    });
  }

  private mayRead({ caller }: RequestContext, { staffId, coverFor }: ItemPlace): boolean {
    if (caller.role === 'RM' && coverFor === caller.id) return true;
    return (caller.role === 'RM' || caller.role === 'UNIT_HEAD') && this.scope.canSeeStaff(caller, staffId);
  }

  private async carryOut<S extends z.ZodType>(
    schema: S,
    input: unknown,
    context: RequestContext,
    give: (parsed: z.output<S>) => Promise<Planned>,
  ): Promise<PlanItemPayload> {
    const parsed = parseInput(schema, input);
    if (isRejected(parsed)) return refused(parsed.rejection, context);
    const result = await give(parsed as z.output<S>);
    return payloadOf(result, context, (plan) => ({ planItem: this.changedItem(result, plan, context) }));
  }

  /** The item that the command changed, as the command left it. */
  private changedItem(result: Planned, plan: Plan, { language }: RequestContext): PlanItemView | null {
    const event = result.accepted ? (result.events[0] as unknown as PlanEvent) : undefined;
    if (!event || event.type === 'PlanDrawn') return null;
    const dated = datedItem(plan, event.type === 'PlanItemAdded' ? event.data.item.itemId : event.data.itemId);
    return dated ? viewOfItem(dated, this.clock.today(), language) : null;
  }
}
