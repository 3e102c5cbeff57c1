import { ContactLogged, VisitEnded, VisitReviewFellDue } from '@hengxin/contracts';
import { Consumes } from '@hengxin/event-bus';
import type { RecordedOf } from '@hengxin/event-sourcing';
import { Controller } from '@nestjs/common';
import { ContactFeed } from './contact/contact-feed.js';
import { CONTACT_FEED, REVIEW_FEED, VISIT_CONTACTS } from './consumers.js';
import { VisitContacts } from './visit/visit-contacts.js';
import { VisitFeed } from './visit/visit-feed.js';

/** All events that this service consumes, and what handles them. */
@Controller()
export class VisitConsumers {
  constructor(
    private readonly feed: ContactFeed,
    private readonly visitContacts: VisitContacts,
    private readonly reviews: VisitFeed,
  ) {}

  @Consumes({ consumer: CONTACT_FEED, events: [ContactLogged], broadcast: true })
  async logged(events: readonly RecordedOf<typeof ContactLogged>[]): Promise<void> {
    for (const { data } of events) this.feed.publish(data);
  }

  /** The contact of each visit that has ended. The command logs it as well: where it broke off behind the end, this does. */
  @Consumes({ consumer: VISIT_CONTACTS, events: [VisitEnded] })
  async ended(events: readonly RecordedOf<typeof VisitEnded>[]): Promise<void> {
    for (const { data } of events) await this.visitContacts.log(data);
  }

  @Consumes({ consumer: REVIEW_FEED, events: [VisitReviewFellDue], broadcast: true })
  async fellDue(events: readonly RecordedOf<typeof VisitReviewFellDue>[]): Promise<void> {
    for (const { data } of events) if (!data.inTime) this.reviews.publish(data);
  }
}
