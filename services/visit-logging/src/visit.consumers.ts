import { Client, ContactLogged, Plan, StaffPlaced } from '@hengxin/contracts';
import { type BatchContext, Consumes } from '@hengxin/event-bus';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { Controller } from '@nestjs/common';
import { ContactFeed } from './api/contact-feed.js';
import { CLIENT_FACTS, CONTACT_FEED, CONTACT_LIST, CONTACT_UNITS, PLAN_ITEMS } from './consumers.js';
import type { ContactData } from './domain/contact.decider.js';
import { projectClientFacts } from './read-models/client-facts.projection.js';
import { projectContacts, projectPlacements } from './read-models/contact.projection.js';
import { projectPlanItems } from './read-models/plan-items.projection.js';

/** Everything this service hears, and who deals with it. */
@Controller()
export class VisitConsumers {
  constructor(private readonly feed: ContactFeed) {}

  @Consumes({ consumer: CONTACT_LIST, events: [ContactLogged], batchSize: 1000 })
  async contacts(events: readonly RecordedEvent[], { tx }: BatchContext): Promise<void> {
    await projectContacts(events, tx);
  }

  @Consumes({ consumer: CLIENT_FACTS, events: Object.values(Client.events), batchSize: 2_000 })
  async clientFacts(events: readonly RecordedEvent[], { tx }: BatchContext): Promise<void> {
    await projectClientFacts(events, tx);
  }

  @Consumes({ consumer: PLAN_ITEMS, events: Object.values(Plan.events) })
  async planItems(events: readonly RecordedEvent[], { tx }: BatchContext): Promise<void> {
    await projectPlanItems(events, tx);
  }

  @Consumes({ consumer: CONTACT_UNITS, events: [StaffPlaced] })
  async placements(events: readonly RecordedEvent[], { tx }: BatchContext): Promise<void> {
    await projectPlacements(events, tx);
  }

  @Consumes({ consumer: CONTACT_FEED, events: [ContactLogged], broadcast: true })
  async logged(events: readonly RecordedEvent[]): Promise<void> {
    for (const { data } of events) this.feed.publish(data as ContactData);
  }
}
