import {
  ContactLogged,
  GiftReturned,
  GiftStockTaken,
  GreetingsRecorded,
  GroupPostDelivered,
  GroupPosted,
  HelpAsked,
  HelpClimbed,
  VisitEnded,
  VisitReviewFellDue,
} from '@hengxin/contracts';
import { Consumes } from '@hengxin/event-bus';
import type { RecordedOf } from '@hengxin/event-sourcing';
import { Controller } from '@nestjs/common';
import { ComplaintDesk } from './complaint/complaint-desk.js';
import { ContactFeed } from './contact/contact-feed.js';
import { GreetingTouches } from './contact/greeting-touches.js';
import { GroupPostTouches } from './contact/group-post-touches.js';
import {
  COMPLAINT_BOOK,
  CONTACT_FEED,
  GIFT_BOOK,
  GREETING_TOUCHES,
  GROUP_POST_TOUCHES,
  HELP_FEED,
  REVIEW_FEED,
  VISIT_CONTACTS,
} from './consumers.js';
import { GiftBook } from './gift/gift-book.js';
import { HelpFeed } from './help/help-feed.js';
import { VisitContacts } from './visit/visit-contacts.js';
import { VisitFeed } from './visit/visit-feed.js';

/** All events that this service consumes, and what handles them. */
@Controller()
export class VisitConsumers {
  constructor(
    private readonly feed: ContactFeed,
    private readonly visitContacts: VisitContacts,
    private readonly reviews: VisitFeed,
    private readonly gifts: GiftBook,
    private readonly help: HelpFeed,
    private readonly greetings: GreetingTouches,
    private readonly complaints: ComplaintDesk,
    private readonly groupPosts: GroupPostTouches,
  ) {}

  @Consumes({ consumer: CONTACT_FEED, events: [ContactLogged], broadcast: true })
  async logged(events: readonly RecordedOf<typeof ContactLogged>[]): Promise<void> {
    for (const { data } of events) this.feed.publish(data);
  }

  /** The contact of each visit that has ended. The command logs it as well: where it broke off behind the end, this does. */
  @Consumes({ consumer: VISIT_CONTACTS, events: [VisitEnded] })
  async ended(events: readonly RecordedOf<typeof VisitEnded>[]): Promise<void> {
    await this.visitContacts.logMissing(events.map(({ data }) => data));
  }

  /** The complaints that were found on each visit. */
  @Consumes({ consumer: COMPLAINT_BOOK, events: [VisitEnded] })
  async found(events: readonly RecordedOf<typeof VisitEnded>[]): Promise<void> {
    for (const { data } of events) await this.complaints.raise(data);
  }

  /** The touch of each client who was greeted on a festival. */
  @Consumes({ consumer: GREETING_TOUCHES, events: [GreetingsRecorded] })
  async greeted(events: readonly RecordedOf<typeof GreetingsRecorded>[]): Promise<void> {
    for (const { data } of events) await this.greetings.log(data);
  }

  /** The touch of each member of a group that was posted to; of what the platform sends, once it was delivered. */
  @Consumes({ consumer: GROUP_POST_TOUCHES, events: [GroupPosted, GroupPostDelivered] })
  async posted(events: readonly RecordedOf<typeof GroupPosted | typeof GroupPostDelivered>[]): Promise<void> {
    for (const event of events)
      if (event.type === 'GroupPosted') await this.groupPosts.posted(event.data);
      else await this.groupPosts.delivered(event.data);
  }

  @Consumes({ consumer: REVIEW_FEED, events: [VisitReviewFellDue], broadcast: true })
  async fellDue(events: readonly RecordedOf<typeof VisitReviewFellDue>[]): Promise<void> {
    for (const { data } of events) if (!data.inTime) this.reviews.publish(data);
  }

  @Consumes({ consumer: HELP_FEED, events: [HelpAsked, HelpClimbed], broadcast: true })
  async helpCame(events: readonly RecordedOf<typeof HelpAsked | typeof HelpClimbed>[]): Promise<void> {
    for (const { data } of events) this.help.publish(data);
  }

  /** A piece that was taken is a gift, and a gift that was returned is a piece: where a command broke off between them. */
  @Consumes({ consumer: GIFT_BOOK, events: [GiftStockTaken, GiftReturned] })
  async moved(events: readonly RecordedOf<typeof GiftStockTaken | typeof GiftReturned>[]): Promise<void> {
    for (const event of events)
      if (event.type === 'GiftStockTaken') await this.gifts.record(event.data);
      else await this.gifts.putBack(event.data);
  }
}
