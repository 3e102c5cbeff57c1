import { chinaCalendar, Contact as ContactAggregate, itemDoneBy } from '@hengxin/contracts';
import { type Directory, UnitScope } from '@hengxin/identity';
import {
  Clock,
  CommandHandler,
  type CommandResult,
  deterministicId,
  DIRECTORY,
  type RequestContext,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { FactsHeard } from '../client-facts/facts-heard.js';
import { FACTS } from '../consumers.js';
import { contact, type ContactEvent, type ContactState, type LogContact } from './contact.decider.js';
import { wasConsented } from '../client-facts/consent-history.rules.js';
import { type ClientFacts, ClientFactsQueries } from '../client-facts/client-facts.queries.js';
import type { LogContactInput } from './contact.inputs.js';

export interface Logged {
  readonly result: CommandResult<ContactState, ContactEvent>;
  /** The item that the contact does; null for none, as for a touch. */
  readonly planItemId: string | null;
}

/** Brings a told contact to its stream, with the facts its rules need: clock, reach, consents, open plan items. */
@Injectable()
export class ContactLogbook {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clients: ClientFactsQueries,
    private readonly clock: Clock,
    private readonly scope: UnitScope,
    private readonly heard: FactsHeard,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  async log(input: LogContactInput, context: RequestContext): Promise<Logged> {
    const { caller } = context;
    const { clientId, commandId } = input;
    await this.heard.sinceTheBeginning();
    const { facts, answered } = await this.clients.before({ clientId, actor: caller.id, commandId });
    let told = this.told(input, context, facts);
    if (!answered && isDoubtful(told))
      told = this.told(input, context, await this.latest(input), await this.keeperThen(input));
    const result = await this.commands.execute({
      aggregate: ContactAggregate,
      decider: contact,
      id: told.data.contactId,
      command: told,
      commandId,
      input: { command: 'logContact', ...input },
      context,
      fresh: true,
      answered,
      businessDate: this.clock.dayOf(input.startedAt),
    });
    return { result, planItemId: result.accepted ? itemDoneBy(result.state!) : null };
  }

  private told(
    input: LogContactInput,
    { caller }: RequestContext,
    facts: ClientFacts | undefined,
    keeperThen: string | null = null,
  ): LogContact {
    const now = this.clock.now();
    const {
      clientId,
      channel,
      startedAt,
      endedAt,
      outcome,
      notes = null,
      followUpOn = null,
      planItemId = null,
      topics,
    } = input;
    const day = this.clock.dayOf(startedAt);
    const item = facts?.items.find(({ itemId }) => itemId === planItemId);
    const data = {
      contactId: deterministicId('contact', caller.id, input.commandId),
      clientId,
      staffId: caller.id,
      unitId: this.directory.tree.staff(caller.id, day)?.unitId ?? caller.unitId ?? '',
      channel,
      startedAt,
      endedAt,
      outcome,
      notes,
      followUpOn,
      planItemId,
      topics: topics ?? [],
      openItems: facts?.items.filter(({ open }) => open) ?? [],
      loggedAt: this.clock.instant(now),
      timeZone: this.clock.timeZone,
      clientWithinReach:
        facts !== undefined &&
        [facts.rmId, keeperThen].some((rmId) => this.scope.canContactClient(caller, { rmId }, day)),
      consented: facts !== undefined && wasConsented(facts.consents, channel, startedAt, day),
      planItemForeign: planItemId !== null && item === undefined,
    };
    return { type: 'LogContact', data };
  }

  /**
   * Who kept the client on the day of the contact, where that day is over: a contact may be logged after a handover.
   */
  private async keeperThen({ clientId, startedAt }: LogContactInput): Promise<string | null> {
    const day = this.clock.dayOf(startedAt);
    if (day >= this.clock.today() || !chinaCalendar.supports(day)) return null;
    return (await this.clients.keepers([clientId], day)).get(clientId) ?? null;
  }

  /**
   * What is known once everything has been read that was stored before this call. A refusal is kept for good, so nobody
   * is refused for news under way: the caller may send the same command again.
   */
  private async latest(input: LogContactInput): Promise<ClientFacts | undefined> {
    await this.heard.latest(FACTS);
    return this.clients.find(input.clientId);
  }
}

function isDoubtful({ data }: LogContact): boolean {
  return !data.clientWithinReach || !data.consented || data.planItemForeign;
}
