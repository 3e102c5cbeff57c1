import { addDays } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { UnitScope } from '@hengxin/identity';
import {
  Allow,
  Clock,
  parseInput,
  type Payload,
  payloadOf,
  QueryRefused,
  ReadsFrom,
  refused,
  type RequestContext,
} from '@hengxin/service-kit';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { LEAVES } from '../consumers.js';
import { checkDate } from '../plan/calendar.rules.js';
import { CancelLeaveInput, TakeLeaveInput } from './leave.inputs.js';
import { LeaveDesk } from './leave-desk.js';
import { leaveIn, leaveView, type LeaveView } from './leave.view.js';
import { LeaveQueries } from './leaves.projection.js';

type LeavePayload = Payload & { readonly leave?: LeaveView | null };

/** Days that are shown where the question names no last one. */
const DAYS_SHOWN = 365;

@Resolver()
export class LeaveResolver {
  constructor(
    private readonly desk: LeaveDesk,
    private readonly queries: LeaveQueries,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
  ) {}

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  async takeLeave(@Args('input') given: unknown, @Context() context: RequestContext): Promise<LeavePayload> {
    const input = parseInput(TakeLeaveInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const outside = checkDate(input.from, ['input', 'from']) ?? checkDate(input.to, ['input', 'to']);
    if (outside) return refused(outside.rejection, context);
    const result = await this.desk.take(input, context);
    const leaveId = this.desk.leaveId(context.caller, input.commandId);
    return payloadOf(result, context, (leaves) => ({ leave: leaveIn(leaves, leaveId) }));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  async cancelLeave(@Args('input') given: unknown, @Context() context: RequestContext): Promise<LeavePayload> {
    const input = parseInput(CancelLeaveInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const result = await this.desk.cancel(input, context);
    return payloadOf(result, context, (leaves) => ({ leave: leaveIn(leaves, input.leaveId) }));
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE')
  @ReadsFrom(LEAVES)
  async leaves(
    @Args() asked: { staffId?: string | null; from?: string | null; to?: string | null },
    @Context() { caller }: RequestContext,
  ): Promise<LeaveView[]> {
    const { staffId } = asked;
    if (staffId && !this.scope.canSeeStaff(caller, staffId)) throw new QueryRefused('OUT_OF_SCOPE', ['staffId']);
    for (const name of ['from', 'to'] as const) {
      const outside = asked[name] ? checkDate(asked[name], [name]) : undefined;
      if (outside) throw QueryRefused.of(outside);
    }
    const from = asked.from ?? this.clock.today();
    const to = asked.to ?? addDays(from, DAYS_SHOWN);
    const staff = staffId ? [staffId] : this.team(caller);
    return (await this.queries.asTaken(staff, from, to)).map(leaveView);
  }

  /** Without a name: oneself, a head's staff. Head office names whom it asks of. */
  private team(caller: RequestContext['caller']): string[] {
    if (caller.role !== 'UNIT_HEAD') return [caller.id];
    const visible = this.scope.visibleRms(caller);
    return visible === 'ALL' ? [caller.id] : [...visible].sort();
  }
}
