import { importMigrations, ImportModule } from '@hengxin/import';
import { registerRejections, type ServiceDefinition } from '@hengxin/service-kit';
import { Module } from '@nestjs/common';
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
import { KeepingDay } from './contact/keeping-day.js';
import { contacts, placements } from './contact/contact.projection.js';
import { planItems } from './plan-items/plan-items.projection.js';
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

@Module({
  imports: [ImportModule],
  controllers: [VisitConsumers, ContactsImport],
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
    VisitBook,
    Reviews,
    VisitsQueries,
    VisitLists,
    VisitFeed,
    VisitResolver,
    ReasonsQueries,
    ReasonsResolver,
  ],
})
export class VisitLoggingModule {}

/** The service, as `main.ts` starts it and as specs do. */
export const visitLogging: ServiceDefinition = {
  name: 'visit-logging',
  module: VisitLoggingModule,
  // From src and from dist alike.
  typeDefs: new URL('../src/', import.meta.url),
  projections: ({ clock }) => [clientFacts, clientParts({ clock }), contacts, placements, planItems, visits],
  deadlines: [reviewDue],
  migrations: [
    ...importMigrations,
    VisitLogging1772409600000,
    KeptContacts1772409600200,
    ConsentWords1772409600300,
    Visits1778400000000,
  ],
};
