import { Leaves } from '@hengxin/contracts';
import { NotYetVisible } from '@hengxin/event-bus';
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
import { leaveDecider, type LeaveCommand, type LeaveEvent, type LeavesOfStaff } from './leave.decider.js';
import { LeaveQueries } from './leaves.projection.js';

/** How long a command waits until everything has been read that was stored before it. */
const PATIENCE_MS = 2_000;

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
    @Inject(DIRECTORY) private readonly directory: Pick<Directory, 'tree'>,
  ) {}

  leaveId({ id }: Caller, commandId: string): string {
    return deterministicId('leave', id, commandId);
  }

  async take(input: TakeLeaveInput, context: RequestContext): Promise<LeaveResult> {
    const { commandId, ...leave } = input;
    const { staffId, coverId, from, to } = leave;
    await this.heard();
    const [coverAway] = coverId === null ? [] : await this.leaves.between([coverId], from, to, false);
    const [covering] = await this.leaves.coveredBy(staffId, from, to);
    const others = {
      staffKnown: this.maySpeakFor(context.caller, staffId) && this.isManager(staffId, from),
      coverKnown: coverId === null || this.isManager(coverId, from),
      coverAway: coverAway ?? null,
      covering: covering ?? null,
    };
    const leaveId = this.leaveId(context.caller, commandId);
    const command: LeaveCommand = { type: 'TakeLeave', data: { ...this.given(context), ...leave, leaveId, others } };
    return this.execute(staffId, command, { command: 'takeLeave', ...input }, context, [staffId, coverId]);
  }

  async cancel(input: CancelLeaveInput, context: RequestContext): Promise<LeaveResult> {
    const { commandId: _id, leaveId } = input;
    await this.heard();
    const leave = await this.leaves.byId(leaveId);
    const staffId = leave?.staffId ?? context.caller.id;
    const mayCancel = leave !== undefined && this.maySpeakFor(context.caller, staffId);
    const command: LeaveCommand = { type: 'CancelLeave', data: { ...this.given(context), leaveId, mayCancel } };
    const staff = [staffId, leave?.coverId ?? null];
    return this.execute(staffId, command, { command: 'cancelLeave', ...input }, context, staff);
  }

  /** Oneself, or as a head anyone of the subtree. */
  maySpeakFor(caller: Caller, staffId: string): boolean {
    if (caller.role === 'RM') return caller.id === staffId;
    return caller.role === 'UNIT_HEAD' && this.scope.canSeeStaff(caller, staffId);
  }

  private isManager(staffId: string, on: string): boolean {
    return this.directory.tree.staffPlacedOn(staffId, on)?.role === 'RM';
  }

  private async execute(
    staffId: string,
    command: LeaveCommand,
    input: { readonly commandId: string; readonly command: string },
    context: RequestContext,
    staff: readonly (string | null)[],
  ): Promise<LeaveResult> {
    const { commandId } = input;
    const order = { aggregate: Leaves, decider: leaveDecider, id: staffId, command, commandId, input, context };
    const result = await this.runner.execute<LeaveCommand, LeaveEvent, LeavesOfStaff>(order);
    this.book.forget(staff.filter((id) => id !== null));
    return result;
  }

  /** A refusal is kept for good, so none is made of events that have not been read yet. */
  private async heard(): Promise<void> {
    try {
      await this.progress.caughtUp([LEAVES, DIRECTORY_CONSUMER], PATIENCE_MS);
    } catch (error) {
      throw error instanceof NotYetVisible ? QueryRefused.of(sharedRejections.NOT_YET_VISIBLE()) : error;
    }
  }

  private given({ caller }: RequestContext) {
    return { callerId: caller.id, now: this.clock.instant(), today: this.clock.today() };
  }
}
