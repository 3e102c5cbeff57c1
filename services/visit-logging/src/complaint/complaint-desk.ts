import { type BusinessCalendar, Complaint as ComplaintAggregate, type VisitEnded } from '@hengxin/contracts';
import type { DataOf } from '@hengxin/event-sourcing';
import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import {
  CALENDAR,
  Clock,
  CommandHandler,
  type CommandResult,
  CONFIG,
  type Config,
  deterministicId,
  DIRECTORY,
  type RequestContext,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { headsAbove } from '../help/heads-above.js';
import { SERVICE_ACTOR } from '../visit/reviews.js';
import {
  complaintDecider,
  type ComplaintCommand,
  type ComplaintEvent,
  type ComplaintState,
} from './complaint.decider.js';
import type { AnswerComplaintInput, CloseComplaintInput } from './complaint.inputs.js';
import { complaintDueAt, deskAbove, firstDesk } from './complaint.rules.js';

export type ComplaintResult = CommandResult<ComplaintState, ComplaintEvent>;

type Execution = Pick<Parameters<CommandHandler['execute']>[0], 'commandId' | 'input' | 'context' | 'fresh'>;

/** Brings complaints to their streams, with whose they are to answer and until when. */
@Injectable()
export class ComplaintDesk {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clock: Clock,
    private readonly scope: UnitScope,
    @Inject(DIRECTORY) private readonly directory: Directory,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
    @Inject(CONFIG) private readonly config: Pick<Config, 'complaintDays'>,
  ) {}

  /** Each complaint that was found on a visit, once. It is due from when it came here: a visit may be told days later. */
  async raise({ visitId, clientId, staffId, unitId, endedAt, findings }: DataOf<typeof VisitEnded>): Promise<void> {
    for (const [place, { kind, text, productCode }] of findings.entries()) {
      if (kind !== 'COMPLAINT') continue;
      const complaintId = deterministicId('complaint', visitId, String(place));
      const raisedAt = this.clock.instant();
      const staffUnitId = this.directory.tree.staff(staffId, this.clock.today())?.unitId ?? unitId;
      const data = {
        ...{ complaintId, clientId, visitId, staffId, staffUnitId, text, productCode, heardAt: endedAt },
        ...firstDesk(this.above(staffUnitId, staffId, raisedAt)),
        ...{ answerDueAt: this.dueFrom(raisedAt), raisedAt, raisedOn: this.clock.today() },
      };
      const input = { command: 'raiseComplaint', complaintId };
      const given = { commandId: `complaint ${complaintId}`, input, context: SERVICE_ACTOR, fresh: true };
      await this.execute(complaintId, { type: 'RaiseComplaint', data }, given);
    }
  }

  answer(input: AnswerComplaintInput, context: RequestContext): Promise<ComplaintResult> {
    const { commandId, complaintId, answer } = input;
    const given = this.given(complaintId, context.caller);
    const told = { commandId, input: { command: 'answerComplaint', ...input }, context };
    return this.execute(complaintId, (open) => ({ type: 'AnswerComplaint', data: { ...given(open), answer } }), told);
  }

  close(input: CloseComplaintInput, context: RequestContext): Promise<ComplaintResult> {
    const { commandId, complaintId, word } = input;
    const given = this.given(complaintId, context.caller);
    const told = { commandId, input: { command: 'closeComplaint', ...input }, context };
    return this.execute(complaintId, (open) => ({ type: 'CloseComplaint', data: { ...given(open), word } }), told);
  }

  /** The time for an answer has passed. A second time, and once it was answered, nothing happens. */
  async passDeadline(complaintId: string, due: { readonly commandId: string; readonly at: string }): Promise<void> {
    const at = this.clock.instant(Date.parse(due.at));
    const told = {
      ...{ commandId: due.commandId, context: SERVICE_ACTOR },
      input: { command: 'passComplaintDeadline', complaintId, at: due.at },
    };
    const passing = (complaint: ComplaintState): ComplaintCommand => {
      const desk = complaint && deskAbove(complaint, this.above(complaint.staffUnitId, complaint.staffId, at));
      const next = desk ? { ...desk, answerDueAt: this.dueFrom(at) } : null;
      return { type: 'PassComplaintDeadline', data: { complaintId, at, next } };
    };
    const result = await this.execute(complaintId, passing, told);
    // Others may have written to the complaint all the time: it is tried again.
    if (!result.accepted)
      throw new Error(`the deadline of complaint ${complaintId} was refused: ${result.rejection.code}`);
  }

  /** Whose it is to answer is of the complaint as it is decided on: it may have gone up just now. */
  private given(complaintId: string, caller: Caller) {
    const told = { complaintId, callerId: caller.id, now: this.clock.instant() };
    return (complaint: ComplaintState) => {
      const units = complaint && caller.role === 'UNIT_HEAD' ? [complaint.unitId, complaint.staffUnitId] : [];
      return { ...told, isHead: units.some((unitId) => this.scope.canSeeUnit(caller, unitId)) };
    };
  }

  /** A head is no head of what they heard themselves. */
  private above(unitId: string, staffId: string, at: string) {
    return headsAbove(this.directory.tree, unitId, this.clock.dayOf(at), staffId);
  }

  private dueFrom(at: string): string {
    return complaintDueAt(at, this.config.complaintDays, this.clock.timeZone, this.calendar);
  }

  private execute(
    id: string,
    command: ComplaintCommand | ((complaint: ComplaintState) => ComplaintCommand),
    given: Execution,
  ): Promise<ComplaintResult> {
    return this.commands.execute({ aggregate: ComplaintAggregate, decider: complaintDecider, id, command, ...given });
  }
}
