import { Contact, type GreetingsRecorded } from '@hengxin/contracts';
import type { DataOf } from '@hengxin/event-sourcing';
import { Clock, CommandHandler, deterministicId } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { contact, type LogContact } from './contact.decider.js';

/** Clients whose touches are logged at the same time. */
const AT_ONCE = 16;

type Recorded = DataOf<typeof GreetingsRecorded>;

/**
 * The touch that a greeting on a festival is (rule 2): said to a client, and nothing came back, so that it moves no
 * clock. Its id is made of client and festival, so that it is one, however often it is told.
 */
@Injectable()
export class GreetingTouches {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clock: Clock,
  ) {}

  async log(recorded: Recorded): Promise<void> {
    const { clientIds } = recorded;
    for (let at = 0; at < clientIds.length; at += AT_ONCE)
      await Promise.all(clientIds.slice(at, at + AT_ONCE).map((clientId) => this.touch(clientId, recorded)));
  }

  private async touch(clientId: string, recorded: Recorded): Promise<void> {
    const { staffId, festival, date, businessDate } = recorded;
    const contactId = deterministicId('greeting', clientId, festival, date);
    const result = await this.commands.execute({
      aggregate: Contact,
      decider: contact,
      id: contactId,
      command: this.told(contactId, clientId, recorded),
      commandId: `greeting of ${clientId} on ${festival} ${date}`,
      input: { command: 'logContactOfGreeting', contactId },
      context: { caller: { id: staffId } },
      fresh: true,
      businessDate,
    });
    if (!result.accepted) throw new Error(`the touch of a greeting was refused: ${result.rejection.code}`);
  }

  /** Reach and consent were looked at as it was recorded: they are not asked again. */
  private told(contactId: string, clientId: string, recorded: Recorded): LogContact {
    const { staffId, unitId, channel, recordedAt } = recorded;
    const data = {
      ...{ contactId, clientId, staffId, unitId, channel },
      ...{ startedAt: recordedAt, endedAt: recordedAt, loggedAt: recordedAt, timeZone: this.clock.timeZone },
      ...{ outcome: 'MESSAGE_LEFT' as const, notes: null, followUpOn: null, planItemId: null, openItems: [] },
      ...{ clientWithinReach: true, consented: true, planItemForeign: false },
    };
    return { type: 'LogContact', data };
  }
}
