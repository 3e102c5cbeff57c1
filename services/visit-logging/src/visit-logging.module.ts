import { importMigrations, ImportModule } from '@hengxin/import';
import { registerRejections, type ServiceDefinition, UnitNamesResolver } from '@hengxin/service-kit';
import { Module } from '@nestjs/common';
import { AttachmentController, UploadRefusals } from './attachment/attachment.controller.js';
import { AttachmentDesk } from './attachment/attachment-desk.js';
import { AttachmentLinks } from './attachment/attachment-links.js';
import { attachmentRejections } from './attachment/attachment.rejections.js';
import { AttachmentRoute } from './attachment/attachment.route.js';
import { ClientKeys } from './attachment/client-keys.js';
import { objectStore } from './attachment/object-store.provider.js';
import { OpenedAttachments } from './attachment/opened-attachments.js';
import { VisitAttachmentsResolver } from './attachment/visit-attachments.resolver.js';
import { ComplaintDesk } from './complaint/complaint-desk.js';
import { complaintDue } from './complaint/complaint-due.deadline.js';
import { ComplaintLists } from './complaint/complaint-lists.js';
import { complaints } from './complaint/complaint.projection.js';
import { ComplaintQueries } from './complaint/complaint.queries.js';
import { complaintRejections } from './complaint/complaint.rejections.js';
import { ComplaintResolver } from './complaint/complaint.resolver.js';
import { clientDossiers } from './dossier/client-dossiers.projection.js';
import { DossierQueries } from './dossier/dossier.queries.js';
import { DossierResolver } from './dossier/dossier.resolver.js';
import { Dossiers } from './dossier/dossiers.js';
import { VisitGoalResolver } from './dossier/visit-goal.resolver.js';
import { Dossiers1779600000000 } from './migrations/1779600000000-dossiers.js';
import { VisitPreparations } from './visit/visit-preparations.js';
import { ClientContactsResolver } from './contact/client-contacts.resolver.js';
import { ContactFeed } from './contact/contact-feed.js';
import { ContactLists } from './contact/contact-lists.js';
import { ContactLogbook } from './contact/contact-logbook.js';
import { ContactResolver } from './contact/contact.resolver.js';
import { ContactViews } from './contact/contact-views.js';
import { contactRejections } from './contact/contact.rejections.js';
import { ContactsImport } from './contact/contacts.import.js';
import { VisitLogging1772409600000 } from './migrations/1772409600000-visit-logging.js';
import { KeptContacts1772409600200 } from './migrations/1772409600200-kept-contacts.js';
import { ConsentWords1772409600300 } from './migrations/1772409600300-consent-words.js';
import { clientFacts } from './client-facts/client-facts.projection.js';
import { ClientFactsQueries } from './client-facts/client-facts.queries.js';
import { ContactsQueries } from './contact/contacts.queries.js';
import { GreetingTouches } from './contact/greeting-touches.js';
import { GroupPostTouches } from './contact/group-post-touches.js';
import { KeepingDay } from './contact/keeping-day.js';
import { contacts, placements } from './contact/contact.projection.js';
import { planItems } from './plan-items/plan-items.projection.js';
import { GiftBook } from './gift/gift-book.js';
import { GiftDesk } from './gift/gift-desk.js';
import { GiftItemResolver } from './gift/gift-item.resolver.js';
import { GiftLists } from './gift/gift-lists.js';
import { giftRejections } from './gift/gift.rejections.js';
import { GiftResolver } from './gift/gift.resolver.js';
import { GiftShelf } from './gift/gift-shelf.js';
import { giftItems, gifts, giftStocks } from './gift/gifts.projection.js';
import { GiftsQueries } from './gift/gifts.queries.js';
import { VisitGiftsResolver } from './gift/visit-gifts.resolver.js';
import { Gifts1778500000000 } from './migrations/1778500000000-gifts.js';
import { clientHandedOver, handovers } from './handover/client-handed-over.deadline.js';
import { HandedOverVisits } from './handover/handed-over-visits.js';
import { HandoverPreviewResolver } from './handover/handover-preview.resolver.js';
import { helpAnswerDue } from './help/help-answer.deadline.js';
import { HelpFeed } from './help/help-feed.js';
import { HelpLadder } from './help/help-ladder.js';
import { HelpLists } from './help/help-lists.js';
import { helpRequests } from './help/help.projection.js';
import { HelpQueries } from './help/help.queries.js';
import { helpRejections } from './help/help.rejections.js';
import { HelpResolver } from './help/help.resolver.js';
import { missNoticed } from './help/misses.deadline.js';
import { Misses } from './help/misses.js';
import { VisitHelpResolver } from './help/visit-help.resolver.js';
import { Help1778500000100 } from './migrations/1778500000100-help.js';
import { mastery, masteryLeaves, studyEntries } from './mastery/mastery.projection.js';
import { masteryCount } from './mastery/mastery-count.deadline.js';
import { MasteryCounts } from './mastery/mastery-counts.js';
import { MasteryQueries } from './mastery/mastery.queries.js';
import { MasteryResolver } from './mastery/mastery.resolver.js';
import { StudyDesk } from './mastery/study-desk.js';
import { studyRejections } from './mastery/study.rejections.js';
import { Mastery1778500000200 } from './migrations/1778500000200-mastery.js';
import { MasteryLeaveEnds1779700000000 } from './migrations/1779700000000-mastery-leave-ends.js';
import { ContactWishes1780000000000 } from './migrations/1780000000000-contact-wishes.js';
import { MissedVisits1780100000000 } from './migrations/1780100000000-missed-visits.js';
import { MasteryCounted1780200000000 } from './migrations/1780200000000-mastery-counted.js';
import { RatingLinks } from './rating/rating-links.js';
import { ratingRejections } from './rating/rating.rejections.js';
import { RatingResolver } from './rating/rating.resolver.js';
import { RatingRoute } from './rating/rating.route.js';
import { Ratings } from './rating/ratings.js';
import { syncRejections } from './sync/sync.rejections.js';
import { VisitSync } from './sync/visit-sync.js';
import { VisitSyncResolver } from './sync/visit-sync.resolver.js';
import { VisitPayloads } from './visit/visit-payloads.js';
import { VisitConsumers } from './visit.consumers.js';
import { clientParts } from './client-facts/client-parts.projection.js';
import { ClientPartsQueries } from './client-facts/client-parts.queries.js';
import { FactsHeard } from './client-facts/facts-heard.js';
import { Visits1778400000000 } from './migrations/1778400000000-visits.js';
import { reviewDue } from './visit/review-due.deadline.js';
import { Reviews } from './visit/reviews.js';
import { ReasonsQueries } from './visit/reasons.queries.js';
import { ReasonsResolver } from './visit/reasons.resolver.js';
import { StartedVisits } from './visit/started-visits.js';
import { VisitBook } from './visit/visit-book.js';
import { VisitContacts } from './visit/visit-contacts.js';
import { VisitFeed } from './visit/visit-feed.js';
import { VisitLists } from './visit/visit-lists.js';
import { visits } from './visit/visit.projection.js';
import { visitRejections } from './visit/visit.rejections.js';
import { VisitResolver } from './visit/visit.resolver.js';
import { VisitsQueries } from './visit/visits.queries.js';

registerRejections('visit-logging', contactRejections);
registerRejections('visit-logging', visitRejections);
registerRejections('visit-logging', giftRejections);
registerRejections('visit-logging', helpRejections);
registerRejections('visit-logging', studyRejections);
registerRejections('visit-logging', syncRejections);
registerRejections('visit-logging', ratingRejections);
registerRejections('visit-logging', attachmentRejections);
registerRejections('visit-logging', complaintRejections);

@Module({
  imports: [ImportModule],
  controllers: [VisitConsumers, ContactsImport, AttachmentController],
  providers: [
    ClientFactsQueries,
    KeepingDay,
    ContactsQueries,
    ContactFeed,
    ContactLists,
    ContactLogbook,
    ContactViews,
    ContactResolver,
    ClientContactsResolver,
    FactsHeard,
    ClientPartsQueries,
    StartedVisits,
    VisitContacts,
    GreetingTouches,
    GroupPostTouches,
    VisitBook,
    Reviews,
    VisitsQueries,
    VisitLists,
    VisitFeed,
    VisitPayloads,
    VisitSync,
    VisitSyncResolver,
    RatingLinks,
    Ratings,
    RatingResolver,
    RatingRoute,
    VisitResolver,
    ReasonsQueries,
    ReasonsResolver,
    GiftsQueries,
    GiftShelf,
    GiftBook,
    GiftDesk,
    GiftLists,
    GiftItemResolver,
    GiftResolver,
    VisitGiftsResolver,
    HelpQueries,
    HelpLadder,
    HelpLists,
    HelpFeed,
    HelpResolver,
    VisitHelpResolver,
    Misses,
    HandedOverVisits,
    HandoverPreviewResolver,
    StudyDesk,
    MasteryQueries,
    MasteryCounts,
    MasteryResolver,
    VisitPreparations,
    DossierQueries,
    Dossiers,
    DossierResolver,
    VisitGoalResolver,
    ComplaintQueries,
    ComplaintLists,
    ComplaintDesk,
    ComplaintResolver,
    ClientKeys,
    objectStore,
    AttachmentLinks,
    AttachmentDesk,
    OpenedAttachments,
    UploadRefusals,
    AttachmentRoute,
    VisitAttachmentsResolver,
    UnitNamesResolver,
  ],
})
export class VisitLoggingModule {}

/** The service, as `main.ts` starts it and as specs do. */
export const visitLogging: ServiceDefinition = {
  name: 'visit-logging',
  module: VisitLoggingModule,
  // From src and from dist alike.
  typeDefs: new URL('../src/', import.meta.url),
  projections: ({ clock }) => [
    ...[clientFacts, clientParts({ clock }), contacts, placements, planItems, visits],
    ...[giftItems, giftStocks, gifts, helpRequests, handovers({ clock })],
    ...[mastery({ clock }), masteryLeaves({ clock }), studyEntries],
    ...[complaints, clientDossiers],
  ],
  deadlines: [reviewDue, helpAnswerDue, missNoticed, clientHandedOver, masteryCount, complaintDue],
  migrations: [
    ...importMigrations,
    VisitLogging1772409600000,
    KeptContacts1772409600200,
    ConsentWords1772409600300,
    Visits1778400000000,
    Gifts1778500000000,
    Help1778500000100,
    Mastery1778500000200,
    Dossiers1779600000000,
    MasteryLeaveEnds1779700000000,
    ContactWishes1780000000000,
    MissedVisits1780100000000,
    MasteryCounted1780200000000,
  ],
};
