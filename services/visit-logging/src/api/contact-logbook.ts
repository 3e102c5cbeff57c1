import { chinaCalendar, Contact as ContactAggregate } from '@hengxin/contracts';
import { NotYetVisible } from '@hengxin/event-bus';
import { type Directory, Scope } from '@hengxin/identity';
import {
  Clock,
  CommandRunner,
  type CommandResult,
  deterministicId,
  DIRECTORY,
  Progress,
  QueryRefused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { FACTS } from '../consumers.js';
import { contact, type ContactEvent, type ContactState, type LogContact } from '../domain/contact.decider.js';
import { type ClientFacts, ClientFactsQueries, isConsented } from '../read-models/client-facts.queries.js';
import type { LogContactInput } from './contact.inputs.js';

export interface Logged {
  readonly result: CommandResult<ContactState, ContactEvent>;
  /** The item that the contact does; null for none, as for a touch. */
  readonly planItemId: string | null;
}

/** How long a refusal waits for news that might make it an acceptance. */
const NEWS_WITHIN_MS = 2000;

/** Brings a told contact to its stream, with the facts its rules need: clock, reach, consents, open plan items. */
@Injectable()
export class ContactLogbook {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clients: ClientFactsQueries,
    private readonly clock: Clock,
    private readonly scope: Scope,
    private readonly progress: Progress,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  async log(input: LogContactInput, context: RequestContext): Promise<Logged> {
    const { caller } = context;
    const { clientId, commandId } = input;
    const { facts, answered } = await this.clients.before({ clientId, actor: caller.id, commandId });
    let told = this.told(input, context, facts);
    if (!answered && isDoubtful(told)) told = this.told(input, context, await this.latest(input), await this.keeperThen(input));
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
    return { result, planItemId: result.accepted && result.state!.effective ? result.state!.planItemId : null };
  }

  private told(
    input: LogContactInput,
    { caller }: RequestContext,
    facts: ClientFacts | undefined,
    keeperThen: string | null = null,
  ): LogContact {
    const now = this.clock.now();
    const today = this.clock.dayOf(now);
    const { clientId, channel, startedAt, endedAt, outcome, notes = null, followUpOn = null, planItemId = null } = input;
    const day = this.clock.dayOf(startedAt);
    const item = facts?.items.find(({ itemId }) => itemId === planItemId);
    const open = facts?.items.filter((each) => each.open && each.date <= day) ?? [];
    const done = open.find(({ staffId }) => staffId === caller.id) ?? open[0];
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
      openItemId: done?.itemId ?? null,
      loggedAt: this.clock.instant(now),
      timeZone: this.clock.timeZone,
      clientWithinReach: facts !== undefined && [facts.rmId, keeperThen].some((rmId) => this.scope.canSeeClient(caller, { rmId })),
      consented: facts !== undefined && isConsented(facts.consents, channel, today),
      planItemForeign: planItemId !== null && item === undefined,
    };
    return { type: 'LogContact', data };
  }

  /** Who kept the client on the day of the contact, where that day is over: a contact may be logged after a handover. */
  private async keeperThen({ clientId, startedAt }: LogContactInput): Promise<string | null> {
    const day = this.clock.dayOf(startedAt);
    if (day >= this.clock.today() || !chinaCalendar.supports(day)) return null;
    return (await this.clients.keepers([clientId], day)).get(clientId) ?? null;
  }

  /**
   * What is known once everything has been heard that was stored before this call. A refusal is kept for good, so nobody is refused for news
   * under way: the caller may send the same command again.
   */
  private async latest(input: LogContactInput): Promise<ClientFacts | undefined> {
    try {
      await this.progress.heardAll(FACTS, NEWS_WITHIN_MS);
    } catch (error) {
      throw error instanceof NotYetVisible ? QueryRefused.of(sharedRejections.NOT_YET_VISIBLE()) : error;
    }
    return this.clients.find(input.clientId);
  }
}

function isDoubtful({ data }: LogContact): boolean {
  return !data.clientWithinReach || !data.consented || data.planItemForeign;
}
