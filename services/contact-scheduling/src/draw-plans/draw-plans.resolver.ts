import { BusinessDateSchema, Id, line } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import type { Directory } from '@hengxin/identity';
import {
  Allow,
  Clock,
  Database,
  DIRECTORY,
  pageSize,
  parseInput,
  type Payload,
  QueryRefused,
  refused,
  type RequestContext,
} from '@hengxin/service-kit';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { FactsUnderWay } from '../client-facts/facts-at-hand.js';
import { PlanDrawer } from '../plan/plan-drawer.js';
import { planRejections } from '../plan/plan.rejections.js';

const DrawPlansInput = z.object({
  commandId: line(200),
  date: BusinessDateSchema,
  after: Id.nullish(),
  first: z.int().nullish(),
});

interface PlansDrawn {
  readonly date: string;
  readonly drawn: number;
  readonly lookedAt: number;
  readonly managers: number | null;
  readonly next: string | null;
}

/** Draws the plans of a day page by page, for the operator of the platform. */
@Resolver()
export class DrawPlansResolver {
  constructor(
    private readonly drawer: PlanDrawer,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(DIRECTORY) private readonly directory: Pick<Directory, 'tree'>,
  ) {}

  /** Nothing is kept of the command id: what is drawn stays drawn, so that a page again tells the same. */
  @Mutation()
  @Allow('ADMIN')
  async drawPlans(
    @Args('input') given: unknown,
    @Context() context: RequestContext,
  ): Promise<Payload & { plansDrawn?: PlansDrawn }> {
    const input = parseInput(DrawPlansInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const today = this.clock.today();
    const { date } = input;
    if (date !== today) return refused(planRejections.PLANS_NOT_OF_TODAY({ date, today }).rejection, context);
    const first = pageSize(input.first, 50, ['input', 'first']);
    const after = input.after ?? null;
    const rows = await this.database.query<{ rmId: string }>(PAGE, [date, after ?? '', first + 1], 'draw-page');
    const page = rows.slice(0, first).map(({ rmId }) => rmId);
    const plansDrawn = {
      date,
      drawn: await this.draw(page, date),
      lookedAt: page.length,
      managers: after === null ? await this.count(date) : null,
      next: rows.length > first ? page.at(-1)! : null,
    };
    return { plansDrawn, errors: [], position: null };
  }

  private async count(date: string): Promise<number> {
    const [counted] = await this.database.query<{ managers: number }>(COUNT, [date], 'draw-count');
    return counted!.managers;
  }

  private async draw(page: readonly string[], date: string): Promise<number> {
    const managers = page.filter((rmId) => this.directory.tree.staffPlacedOn(rmId, date)?.role === 'RM');
    try {
      return await this.drawer.drawAll(managers, date);
    } catch (error) {
      throw error instanceof FactsUnderWay ? QueryRefused.of(planRejections.PLAN_NOT_READY()) : error;
    }
  }
}

const COVERS = 'staff_leave where to_day >= $1 and from_day <= $1 and cover_id is not null and not cancelled';

/**
 * Everyone who kept a client, and who covers for somebody that day without one. Managers are read by their key from the
 * page's start to its end, so that a page costs the same however many there are.
 */
const PAGE = `
  (select rm_id as "rmId" from relationship_manager where rm_id > $2 order by rm_id limit $3)
  union
  (select distinct cover_id from ${COVERS} and cover_id > $2 order by cover_id limit $3)
  order by "rmId" limit $3`;

/** All of them: for the first page alone. */
const COUNT = `
  select count(*)::int as managers
  from (select rm_id from relationship_manager union select cover_id from ${COVERS}) manager`;
