import { Study, type StudyLogged } from '@hengxin/contracts';
import type { DataOf } from '@hengxin/event-sourcing';
import { Clock, CommandHandler, type CommandResult, deterministicId, type RequestContext } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { studyDecider } from './study.decider.js';
import type { LogStudyInput } from './study.inputs.js';

export type StudyResult = CommandResult<DataOf<typeof StudyLogged>>;

/** Brings study to the stream of who studied and the day. */
@Injectable()
export class StudyDesk {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clock: Clock,
  ) {}

  async log(input: LogStudyInput, context: RequestContext): Promise<StudyResult> {
    const { commandId, topic, source = null, startedAt, endedAt, note = null } = input;
    const staffId = context.caller.id;
    const day = this.clock.dayOf(startedAt);
    const data = {
      ...{
        entryId: deterministicId('study-entry', staffId, commandId),
        staffId,
        topic,
        source,
        startedAt,
        endedAt,
        note,
      },
      ...{ now: this.clock.instant(), timeZone: this.clock.timeZone },
    };
    const result = await this.commands.execute({
      aggregate: Study,
      decider: studyDecider,
      id: deterministicId('study', staffId, day),
      command: { type: 'LogStudy', data },
      commandId,
      input: { command: 'logStudy', ...input },
      context,
      businessDate: day,
    });
    if (!result.accepted) return result;
    const logged = result.events[0]!.data;
    return { ...result, state: logged, current: logged };
  }
}
