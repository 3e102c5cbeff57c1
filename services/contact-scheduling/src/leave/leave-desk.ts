import { Leaves } from '@hengxin/contracts';
import { NotYetVisible } from '@hengxin/event-bus';
import { decide, isRejected } from '@hengxin/event-sourcing';
import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import {
  Clock,
  CommandHandler,
  type CommandResult,
  deterministicId,
  DIRECTORY,
  Progress,
  QueryRefused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DIRECTORY_CONSUMER, LEAVES } from '../consumers.js';
import { DayBook } from '../my-day/day-book.js';
import type { CancelLeaveInput, TakeLeaveInput } from './leave.inputs.js';
import {
  leaveDecider,
  type LeaveCommand,
  type LeaveEvent,
  type LeavesOfStaff,
  type TakeLeave,
} from './leave.decider.js';
import { LeaveTurns } from './leave-turns.js';
import { LeaveQueries } from './leaves.projection.js';

/** How long a command waits until everything has been read that was stored before it. */
const READ_WITHIN_MS = 2_000;

export type LeaveResult = CommandResult<LeavesOfStaff, LeaveEvent>;

/** Brings commands about leaves to the stream of whom they concern, with what is known of covers. */
@Injectable()
export class LeaveDesk {
  constructor(
    private readonly runner: CommandHandler,
    private readonly leaves: LeaveQueries,
    private readonly progress: Progress,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    private readonly book: DayBook,
    private readonly turns: LeaveTurns,
    @Inject(DIRECTORY) private readonly directory: Pick<Directory, 'tree'>,
  ) {}

  leaveId({ id }: Caller, commandId: string): string {
    return deterministicId('leave', id, commandId);
  }

  /**
   * Those before it in the line have been stored, but maybe not read, when its turn comes: they are waited for then,
   * and all else before and after it. What is refused no matter who else is away needs no turn.
   */
  async take(input: TakeLeaveInput, context: RequestContext): Promise<LeaveResult> {
    await this.heard([LEAVES, DIRECTORY_CONSUMER]);
    const alone = this.taking(input, context);
    const execute = (command: TakeLeave) =>
      this.execute(input.staffId, command, { command: 'takeLeave', ...input }, context);
    const inTurn = async () => {
      await this.heard([LEAVES]);
      return execute(await this.amongOthers(this.taking(input, context)));
    };
    const isRefused = isRejected(decide(leaveDecider, alone, leaveDecider.initial));
    const result = await (isRefused ? execute(alone) : this.turns.take(inTurn));
    return this.read(result, [input.staffId, input.coverId]);
  }

  /** Nothing rests on a leave that is not there: no turn is needed. */
  async cancel(input: CancelLeaveInput, context: RequestContext): Promise<LeaveResult> {
    const { leaveId } = input;
    await this.heard([LEAVES, DIRECTORY_CONSUMER]);
    const leave = await this.leaves.byId(leaveId);
    const staffId = leave?.staffId ?? context.caller.id;
    const mayCancel = leave !== undefined && this.maySpeakFor(context.caller, staffId);
    const command: LeaveCommand = { type: 'CancelLeave', data: { ...this.given(context), leaveId, mayCancel } };
    const result = await this.execute(staffId, command, { command: 'cancelLeave', ...input }, context);
    return this.read(result, [staffId, leave?.coverId ?? null]);
  }

  /** As if nobody else were away. */
  private taking({ commandId, ...leave }: TakeLeaveInput, context: RequestContext): TakeLeave {
    const { staffId, coverId, from } = leave;
    const others = {
      staffKnown: this.maySpeakFor(context.caller, staffId) && this.isManager(staffId, from),
      coverKnown: coverId === null || this.isManager(coverId, from),
      ...{ coverAway: null, covering: null },
    };
    const { timeZone } = this.clock;
    const leaveId = this.leaveId(context.caller, commandId);
    return { type: 'TakeLeave', data: { ...this.given(context), ...leave, leaveId, timeZone, others } };
  }

  private async amongOthers({ type, data }: TakeLeave): Promise<TakeLeave> {
    const { staffId, coverId, from, to } = data;
    const [coverAway = null] = coverId === null ? [] : await this.leaves.between([coverId], from, to);
    const [covering = null] = await this.leaves.coveredBy(staffId, from, to);
    return { type, data: { ...data, others: { ...data.others, coverAway, covering } } };
  }

  /** Oneself, or as a head anyone of the subtree. */
  maySpeakFor(caller: Caller, staffId: string): boolean {
    if (caller.role === 'RM') return caller.id === staffId;
    return caller.role === 'UNIT_HEAD' && this.scope.canSeeStaff(caller, staffId);
  }

  private isManager(staffId: string, on: string): boolean {
    return this.directory.tree.staffPlacedOn(staffId, on)?.role === 'RM';
  }

  private execute(
    staffId: string,
    command: LeaveCommand,
    input: { readonly commandId: string; readonly command: string },
    context: RequestContext,
  ): Promise<LeaveResult> {
    const { commandId } = input;
    const order = { aggregate: Leaves, decider: leaveDecider, id: staffId, command, commandId, input, context };
    return this.runner.execute<LeaveCommand, LeaveEvent, LeavesOfStaff>(order);
  }

  /** The result, once the read model holds it: the days of these staff are shown as it leaves them. */
  private async read(result: LeaveResult, staff: readonly (string | null)[]): Promise<LeaveResult> {
    if (result.accepted && result.position !== null)
      await this.progress.waitFor(result.position, [LEAVES], READ_WITHIN_MS).catch(() => undefined);
    this.book.forget(staff.filter((id) => id !== null));
    return result;
  }

  /** A refusal is kept for good, so none is made of events that have not been read yet. */
  private async heard(consumers: readonly string[]): Promise<void> {
    try {
      await this.progress.caughtUp(consumers, READ_WITHIN_MS);
    } catch (error) {
      throw error instanceof NotYetVisible ? QueryRefused.of(sharedRejections.NOT_YET_VISIBLE()) : error;
    }
  }

  private given({ caller }: RequestContext) {
    return { callerId: caller.id, now: this.clock.instant(), today: this.clock.today() };
  }
}
