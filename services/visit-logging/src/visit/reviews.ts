import { Visit } from '@hengxin/contracts';
import { Clock, CommandHandler } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { visitDecider } from './visit.decider.js';

/** As which the service gives commands of its own. */
export const SERVICE_ACTOR = { caller: { id: 'visit-logging' } };

/** What happens to a review by itself. */
@Injectable()
export class Reviews {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clock: Clock,
  ) {}

  /** The time for the review of a visit has passed. A second time, and once it was told, nothing happens. */
  async fallDue(visitId: string, { commandId, at }: { commandId: string; at: string }): Promise<void> {
    const result = await this.commands.execute({
      aggregate: Visit,
      decider: visitDecider,
      id: visitId,
      command: { type: 'PassReviewDeadline', data: { visitId } },
      commandId,
      input: { command: 'passReviewDeadline', visitId },
      context: SERVICE_ACTOR,
      businessDate: this.clock.dayOf(at),
    });
    // Others may have written to the visit all the time: it is tried again.
    if (!result.accepted) throw new Error(`the deadline of visit ${visitId} was refused: ${result.rejection.code}`);
  }
}
