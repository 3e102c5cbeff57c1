import { Client, ContactLogged } from '@hengxin/contracts';
import { type BatchContext, Consumes } from '@hengxin/event-bus';
import type { DataOf, RecordedEvent } from '@hengxin/event-sourcing';
import { Clock } from '@hengxin/service-kit';
import { Controller } from '@nestjs/common';
import { projectClients, projectLastContacts } from './client.projection.js';

/** The names under which the read models hear of events: what `atLeast` waits for. */
export const CLIENT = 'client';
export const LAST_CONTACT = 'client-last-contact';

/**
 * Connections keep the plans they made while the tables were empty until these are analysed. A bank's first file fills them faster than
 * autovacuum looks, so the projection has it done as they grow, each time at twice the size.
 */
const ANALYSE_FIRST_AT = 2_000;
const ANALYSE_UP_TO = 2_000_000;

/** Keeps the read model `client`: out of the registry's own events, and the clock out of visit-logging's contacts. */
@Controller()
export class ClientConsumers {
  private projected = 0;
  private analyseAt = ANALYSE_FIRST_AT;

  constructor(private readonly clock: Clock) {}

  @Consumes({ consumer: CLIENT, events: Object.values(Client.events), batchSize: 2_000 })
  async clients(events: readonly RecordedEvent[], { tx }: BatchContext): Promise<void> {
    await projectClients(events, tx, this.clock.today());
    this.projected += events.length;
    if (this.projected < this.analyseAt || this.analyseAt > ANALYSE_UP_TO) return;
    this.analyseAt *= 2;
    await tx.query('analyze client, assignment');
  }

  @Consumes({ consumer: LAST_CONTACT, events: [ContactLogged], batchSize: 1000 })
  async lastContacts(events: readonly RecordedEvent[], { tx }: BatchContext): Promise<void> {
    const contacts = events.map((event) => event.data as DataOf<typeof ContactLogged>);
    await projectLastContacts(
      contacts.filter(({ effective }) => effective),
      tx,
    );
  }
}
