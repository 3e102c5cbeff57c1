import { type BusinessCalendar, festivalsBetween, Greetings } from '@hengxin/contracts';
import { NotYetVisible } from '@hengxin/event-bus';
import {
  CALENDAR,
  CALENDAR_CONSUMER,
  Clock,
  CommandHandler,
  type CommandResult,
  deterministicId,
  Progress,
  QueryRefused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { consented } from '../client-facts/consent.rules.js';
import { CLIENT_FACTS, GREETINGS } from '../consumers.js';
import { type Greeted, type GreetedClients, greetingDecider, type GreetingEvent } from './greeting.decider.js';
import type { RecordGreetingsInput } from './greeting.inputs.js';
import { opensOn, recordedUntil } from './greeting.policy.js';
import { greetingKey, GreetingsQueries } from './greetings.queries.js';

/** How long a command waits until everything has been read that was stored before it. */
const READ_WITHIN_MS = 2_000;

/** Brings greetings to the stream of their list, with what is known of the clients. */
@Injectable()
export class GreetingDesk {
  constructor(
    private readonly commands: CommandHandler,
    private readonly queries: GreetingsQueries,
    private readonly progress: Progress,
    private readonly clock: Clock,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {}

  async record(
    input: RecordGreetingsInput,
    context: RequestContext,
  ): Promise<CommandResult<GreetedClients, GreetingEvent>> {
    const { commandId, festival, date, channel } = input;
    const { id: staffId } = context.caller;
    await this.heard();
    const listId = deterministicId('greetings', staffId, festival, date);
    const data = {
      ...{ listId, staffId, unitId: context.caller.unitId!, festival, date, channel },
      festivalKnown: festivalsBetween(date, date).some((known) => known.festival === festival),
      opensOn: opensOn(date, this.calendar),
      until: recordedUntil(date),
      clients: await this.clients(input, staffId),
      now: this.clock.instant(),
      today: this.clock.today(),
    };
    return this.commands.execute({
      aggregate: Greetings,
      decider: greetingDecider,
      id: listId,
      command: { type: 'RecordGreetings', data },
      commandId,
      input: { command: 'recordGreetings', ...input },
      context,
    });
  }

  /** Each once, however often it is named. */
  private async clients(
    { festival, date, channel, clientIds }: RecordGreetingsInput,
    staffId: string,
  ): Promise<Greeted[]> {
    const today = this.clock.today();
    const kept = new Map((await this.queries.portfolio(staffId, today, [date])).map((each) => [each.clientId, each]));
    const key = greetingKey(festival, date);
    return [...new Set(clientIds)].map((clientId) => {
      const known = kept.get(clientId);
      return {
        clientId,
        kept: known !== undefined,
        consented: known !== undefined && consented(known.consents, channel, today),
        greeted: known?.greeted.includes(key) ?? false,
      };
    });
  }

  /** A refusal is kept for good, so none is made of events that have not been read yet. */
  private async heard(): Promise<void> {
    try {
      await this.progress.caughtUp([CLIENT_FACTS, GREETINGS, CALENDAR_CONSUMER], READ_WITHIN_MS);
    } catch (error) {
      throw error instanceof NotYetVisible ? QueryRefused.of(sharedRejections.NOT_YET_VISIBLE()) : error;
    }
  }
}
