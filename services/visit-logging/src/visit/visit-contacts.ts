import { Contact, type VisitEnded } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import { type DataOf, decide, isRejected, type Rejected } from '@hengxin/event-sourcing';
import { Clock, CommandHandler, type CommandResult, deterministicId, EVENT_LOG } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { ClientFacts } from '../client-facts/client-facts.queries.js';
import { wasConsented } from '../client-facts/consent-history.rules.js';
import {
  contact,
  type ContactData,
  type ContactEvent,
  type ContactState,
  type LogContact,
} from '../contact/contact.decider.js';
import type { Visit } from './visit.state.js';

type Foreseen = Pick<DataOf<typeof VisitEnded>, 'endedAt' | 'outcome' | 'notes' | 'uses' | 'loggedAt'> & {
  /** Where whose visit it is was placed on its day; null: nobody knows. */
  readonly unitId: string | null;
};

/** The visit itself is the channel, and `endVisit` has reactions where `logContact` has topics. */
const FIELD_OF_END: Readonly<Record<string, string>> = { topics: 'reactions', channel: 'visitId' };

/** The contact that a visit was. Its rules are the contact's own; its id is made of the visit, so that it is one. */
@Injectable()
export class VisitContacts {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clock: Clock,
    @Inject(EVENT_LOG) private readonly events: EventLog,
  ) {}

  /**
   * What the contact's rules say to the contact that an end would log: the contact, or why there can be none. `facts`:
   * those of the visit's client; undefined for one unknown.
   */
  foreseen(visit: Visit, ending: Foreseen, facts: ClientFacts | undefined): ContactData | Rejected {
    const { startedAt } = visit.started!;
    const consented =
      facts !== undefined && wasConsented(facts.consents, 'VISIT', startedAt, this.clock.dayOf(startedAt));
    const told = this.told(visit, { ...ending, startedAt }, { facts, consented });
    const decision = decide(contact, told, undefined);
    if (!isRejected(decision)) return decision[0]!.data;
    const [input, name, ...rest] = decision.rejection.field;
    return { rejection: { ...decision.rejection, field: [input!, FIELD_OF_END[name!] ?? name!, ...rest] } };
  }

  /** Logs the contacts of visits that have ended, where they are not there yet. */
  async logMissing(ended: readonly DataOf<typeof VisitEnded>[]): Promise<void> {
    const there = await this.events.readMany(ended.map(({ contactId }) => Contact.stream(contactId)));
    for (const each of ended) if (!there.has(Contact.stream(each.contactId))) await this.log(each);
  }

  /** Logs the contact of a visit that has ended. Any number of times: it is there once. */
  log(ended: DataOf<typeof VisitEnded>): Promise<CommandResult<ContactState, ContactEvent>> {
    const { visitId, staffId, contactId, planItemId } = ended;
    const told = this.told(ended, ended, { facts: undefined, consented: true });
    return this.commands.execute({
      aggregate: Contact,
      decider: contact,
      id: contactId,
      command: { type: 'LogContact', data: { ...told.data, contactId, planItemId } },
      commandId: `contact of visit ${visitId}`,
      input: { command: 'logContactOfVisit', visitId },
      context: { caller: { id: staffId } },
      fresh: true,
      // Nobody else uses this id: what came of it stands in the stream.
      answered: null,
      businessDate: this.clock.dayOf(ended.startedAt),
    });
  }

  /** What was found out as the visit ended is not asked again: it is over. */
  private told(
    { visitId, clientId, staffId }: Pick<Visit, 'visitId' | 'clientId' | 'staffId'>,
    when: Foreseen & Pick<DataOf<typeof VisitEnded>, 'startedAt'>,
    { facts, consented }: { readonly facts: ClientFacts | undefined; readonly consented: boolean },
  ): LogContact {
    const { startedAt, endedAt, outcome, notes, loggedAt, unitId, uses = [] } = when;
    const data = {
      contactId: deterministicId('contact-of-visit', visitId),
      clientId,
      staffId,
      unitId: unitId ?? '',
      channel: 'VISIT' as const,
      startedAt,
      endedAt,
      outcome,
      notes,
      topics: uses,
      loggedAt,
      timeZone: this.clock.timeZone,
      followUpOn: null,
      planItemId: null,
      openItems: facts?.items.filter(({ open }) => open) ?? [],
      clientWithinReach: true,
      consented,
      planItemForeign: false,
    };
    return { type: 'LogContact', data };
  }
}
