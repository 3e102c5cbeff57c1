import { Staff } from '@hengxin/contracts';
import { type CommandResult, CommandHandler, deterministicId, type RequestContext } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { organisationRejections } from '../organisation/organisation.rejections.js';
import {
  type Proposal,
  proposalOf,
  type StaffCommand,
  staffDecider,
  type StaffEvent,
  type StaffState,
} from '../staff/staff.decider.js';
import type { ApprovePlacementsInput, PlacementWordInput } from '../staff/placement.inputs.js';

export type Said = CommandResult<StaffState, StaffEvent>;

/** Brings an administrator's word to the person whom a proposal places. */
@Injectable()
export class SecondWord {
  constructor(private readonly commands: CommandHandler) {}

  say(
    type: 'ApprovePlacement' | 'DeclinePlacement',
    { id, commandId }: PlacementWordInput,
    context: RequestContext,
  ): Promise<Said> {
    const proposal = proposalOf(id);
    if (!proposal) return Promise.resolve({ accepted: false, ...organisationRejections.PLACEMENT_UNKNOWN({ id }) });
    return this.commands.execute<StaffCommand, StaffEvent, StaffState>({
      aggregate: Staff,
      decider: staffDecider,
      id: proposal.staffId,
      command: { type, data: { ...proposal, by: context.caller.id } },
      commandId,
      input: { command: type, id },
      context,
    });
  }

  /** One after the other, each as a command of its own, so that one which is refused holds up none of the others. */
  async approveAll({ commandId, ids }: ApprovePlacementsInput, context: RequestContext): Promise<Said[]> {
    const said: Said[] = [];
    for (const id of ids)
      said.push(
        await this.say(
          'ApprovePlacement',
          { id, commandId: deterministicId('approve-placements', commandId, id) },
          context,
        ),
      );
    return said;
  }
}

/** The proposal that an accepted word was about. */
export function proposalAnswered({ state }: Extract<Said, { accepted: true }>): Proposal {
  return state.answered!;
}
